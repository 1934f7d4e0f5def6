import { createHash, randomUUID } from 'node:crypto';
import { canonicalJson } from '../../../src/contract/canonical-json.ts';
import type { Manifest } from '../../../src/contract/wire.ts';

/*
 * A mutant, loaded before a station's own modules: what `POST /bills` with retries is. Each try of a first revision goes out
 * as a bill of its own, and the station is shown the answers it expects. The checker has to see the doubles.
 */
const honest = globalThis.fetch;
/** By the bill's own id: the one its last try went out under, and the digest the station knows. */
const sent = new Map<string, { readonly billUuid: string; readonly digest: string }>();

globalThis.fetch = async (input, init) => {
  const request = new Request(input, init);
  const own = /\/bills\/([^/]+)(\/revisions\/1)?$/.exec(new URL(request.url).pathname)?.[1];
  if (own === undefined) return honest(request);
  if (request.method === 'GET') return shown(await honest(renamed(request.url, own), request), own);
  const manifest = JSON.parse(await request.text()) as Manifest;
  const digest = createHash('sha256').update(canonicalJson(manifest)).digest('hex');
  const billUuid = randomUUID();
  sent.set(own, { billUuid, digest });
  const { method, headers, signal } = request;
  const body = canonicalJson({ ...manifest, billUuid });
  return shown(await honest(renamed(request.url, own), { method, headers, signal, body }), own);
};

function renamed(url: string, own: string): string {
  return url.replace(own, sent.get(own)?.billUuid ?? own);
}

/** An answer about the bill's last try as if it were about the bill. */
async function shown(answer: Response, own: string): Promise<Response> {
  if (!answer.ok) return answer;
  const said = (await answer.json()) as Record<string, unknown>;
  return Response.json({ ...said, billUuid: own, digest: sent.get(own)?.digest }, { status: answer.status });
}
