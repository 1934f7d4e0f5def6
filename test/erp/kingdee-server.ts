import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { DoubleCall } from './kingdee-double.ts';
import { createKingdeeDouble } from './kingdee-double.ts';

/** What the road does to a call on a real socket: cut before it arrives, or its answer lost. */
export type SocketFault = 'cut' | 'lose-reply' | 'hang';

/** The double of Kingdee behind a socket that can go away and come back. */
export async function startKingdeeServer() {
  const double = createKingdeeDouble({ now: Date.now, random: () => 0.3 });
  const road: { choose: (call: DoubleCall) => SocketFault | null } = { choose: () => null };
  /** What each visitor of page 2.04 said of where he came from. */
  const visits: string[] = [];
  let server: Server | null = null;
  let port = 0;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '', 'http://double');
    if (request.method === 'GET' && url.pathname.endsWith('/index.html')) {
      const bill = double.matchPage(url.searchParams);
      visits.push(request.headers.referer ?? '');
      response.writeHead(bill === null ? 403 : 200, { 'content-type': 'text/html; charset=utf-8' });
      return void response.end(
        `<!doctype html><title>${bill ?? 'refused'}</title><h1>${bill ?? 'refused'}</h1>`,
      );
    }
    const headers = new Headers(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
    );
    const call = { path: url.pathname, query: url.searchParams, headers, body: await text(request) };
    const fault = road.choose(call);
    if (fault === 'cut') return void request.socket.destroy();
    const answered = double.handle(call);
    if (fault === 'hang') return;
    if (fault === 'lose-reply') return void request.socket.destroy();
    response.writeHead(answered.status, answered.headers).end(answered.body);
  }

  async function up(): Promise<void> {
    const mine = createServer((request, response) => void answer(request, response).catch(() => undefined));
    await new Promise<void>((resolve) => mine.listen(port, '127.0.0.1', resolve));
    port = (mine.address() as AddressInfo).port;
    server = mine;
  }
  async function down(): Promise<void> {
    const mine = server;
    server = null;
    mine?.closeAllConnections();
    await new Promise<void>((resolve) => (mine === null ? resolve() : mine.close(() => resolve())));
  }

  await up();
  return {
    double,
    road,
    visits,
    up,
    down,
    address: `http://127.0.0.1:${port}/tenant-7`,
    arrivals: (kind: string) => double.arrivals.filter((arrival) => arrival.kind === kind),
  };
}
export type KingdeeServer = Awaited<ReturnType<typeof startKingdeeServer>>;
