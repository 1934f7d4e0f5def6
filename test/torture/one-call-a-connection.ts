/** A fetch that keeps no connection, so that a line that harms connections harms every call for itself. */
export const oneCallAConnection: typeof globalThis.fetch = (input, init) => {
  const request = new Request(input, init);
  request.headers.set('connection', 'close');
  // Looked up at each call: a mutant may have put its own in its place.
  return globalThis.fetch(request);
};
