import { createHash } from 'node:crypto';
import { submittedBill } from '../../src/contract/erp.ts';
import type { RoadFault } from './faulty-fetch.ts';

type Verdict = { readonly state: string; readonly reason: string | null };

/**
 * An ERP that speaks Platen's own protocol, after docs/ERP.md. With `decide` it says at once what it makes of a bill, and
 * anew when a rejected one comes again; without, a bill stays received until the test says more.
 */
export function createPlatenDouble(token: string, decide?: (billNumber: string) => Verdict) {
  const blobs = new Map<string, Buffer>();
  const bills = new Map<string, { digest: string; state: string; reason: string | null; times: number }>();
  const arrivals: string[] = [];
  const json = (status: number, body: unknown) => new Response(JSON.stringify(body), { status });
  const refusal = (status: number, error: string, missing: string[] | null = null) =>
    json(status, { error, detail: `${error} here`, missing });

  function receipt(id: string, status: number): Response {
    const bill = bills.get(id);
    if (bill === undefined) return refusal(404, 'not-found');
    const { digest, state, reason } = bill;
    return json(status, { handOverId: id, digest, state, reference: `ERP-${id.length}`, reason });
  }

  async function handle(request: Request): Promise<Response> {
    const { pathname } = new URL(request.url);
    const body = Buffer.from(await request.arrayBuffer());
    arrivals.push(`${request.method} ${pathname}`);
    if (request.headers.get('authorization') !== `Bearer ${token}`) return refusal(401, 'unauthorized');
    const digest = createHash('sha256').update(body).digest('hex');
    const hash = /^\/v1\/blobs\/sha256\/([0-9a-f]{64})$/.exec(pathname)?.[1];
    if (hash !== undefined) {
      if (request.method === 'HEAD') return new Response(null, { status: blobs.has(hash) ? 200 : 404 });
      if (digest !== hash) return refusal(400, 'invalid');
      blobs.set(hash, body);
      return new Response(null, { status: 201 });
    }
    const id = decodeURIComponent(/^\/v1\/submitted-bills\/([^/]+)$/.exec(pathname)?.[1] ?? '');
    if (id === '') return new Response('<html>', { status: 404 });
    if (request.method === 'GET') return receipt(id, 200);
    const given = submittedBill.safeParse(JSON.parse(body.toString()));
    if (!given.success || given.data.handOverId !== id) return refusal(422, 'invalid');
    const pages = given.data.documents.flatMap((document) => document.pages.map((page) => page.sha256));
    const missing = pages.filter((page) => !blobs.has(page));
    if (missing.length > 0) return refusal(424, 'missing-blobs', missing);
    const known = bills.get(id);
    if (known !== undefined && known.digest !== digest) return refusal(409, 'conflict');
    const isOpen = decide !== undefined && (known === undefined || known.state === 'rejected');
    const verdict = isOpen ? decide(given.data.billNumber) : { state: 'received', reason: null, ...known };
    bills.set(id, { ...verdict, digest, times: (known?.times ?? 0) + 1 });
    return receipt(id, known === undefined ? 201 : 200);
  }

  return {
    blobs,
    bills,
    arrivals,
    fetchWith:
      (choose: (request: Request) => RoadFault | null): typeof globalThis.fetch =>
      async (input, init) => {
        const request = new Request(input, init);
        const fault = choose(request);
        const lost = (code: string) =>
          new TypeError('fetch failed', { cause: Object.assign(new Error(`${code} ${token}`), { code }) });
        if (fault === 'refuse') throw lost('ECONNREFUSED');
        if (fault === 'reset') throw lost('ECONNRESET');
        if (fault === 'portal') return new Response('<html>sign in</html>');
        const answer = await handle(request);
        if (fault === 'lose-reply') throw lost('UND_ERR_SOCKET');
        return answer;
      },
  };
}
