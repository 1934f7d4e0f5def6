/*
 * A mutant, loaded before a station's own modules: what a station does that does not store the id of a rotation before it sends it.
 * Each try is another request, so that after a lost answer its token is a spent one. The checker has to see it locked out.
 */
const honest = globalThis.fetch;

globalThis.fetch = async (input, init) => {
  const request = new Request(input, init);
  if (!request.url.endsWith(':refresh')) return honest(request);
  const asked = (await request.text()).replace(/"requestId":"[^"]+"/, `"requestId":"${crypto.randomUUID()}"`);
  const { method, headers, signal } = request;
  return honest(request.url, { method, headers, signal, body: asked });
};
