import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPlatenDouble } from '../erp/platen-double.ts';

/** The double of an ERP behind a socket, and what a match service needs to hand bills over to it. */
export interface ErpServer {
  /** Arguments of the match service. */
  readonly args: readonly string[];
  /** Hand-over ids of the bills that came. */
  bills(): readonly string[];
  stop(): Promise<void>;
}

/** An ERP that posts whatever comes. */
export async function startErpServer(): Promise<ErpServer> {
  const token = 'erp-e2e-token';
  const double = createPlatenDouble(token, () => ({ state: 'posted', reason: null }));
  const answer = double.fetchWith(() => null);
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const hasBody = chunks.length > 0 && request.method !== 'GET' && request.method !== 'HEAD';
    const url = `http://erp${request.url}`;
    const headers = Object.fromEntries(
      Object.entries(request.headers).filter(([name]) => name === 'authorization' || name === 'content-type'),
    ) as Record<string, string>;
    const body = hasBody ? { body: Buffer.concat(chunks) } : {};
    const answered = await answer(url, { method: request.method ?? 'GET', headers, ...body });
    response.writeHead(answered.status, { 'content-type': 'application/json' });
    response.end(Buffer.from(await answered.arrayBuffer()));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
  const folder = await mkdtemp(join(tmpdir(), 'platen-erp-'));
  const config = join(folder, 'erp.json');
  await writeFile(config, JSON.stringify({ kind: 'platen', address: `http://127.0.0.1:${address.port}` }));
  // One that others of the machine may read is none.
  await writeFile(join(folder, 'erp-token'), token, { mode: 0o600 });
  return {
    args: ['--erp', config, '--erp-secrets', folder],
    bills: () => [...double.bills.keys()],
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true, force: true });
    },
  };
}
