import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { SchemeBook } from '../../src/domain/rules/scheme.ts';
import { startErp } from '../../src/erp/start-erp.ts';
import { startMatchService } from '../../src/match-service/server.ts';
import { createPlatenDouble } from '../erp/platen-double.ts';
import { pageWith } from '../station/page-with.ts';
import { put } from '../sync/helpers.ts';
import { token } from '../sync/test-station.ts';
import type { ChosenFile } from './files.ts';

const erpToken = 'erp-e2e';

/** A match service with an ERP behind it that speaks Platen's own protocol over HTTP; both stand until `close`. */
export interface ErpOffice {
  /** What a station needs to find the service. */
  readonly environment: Readonly<Record<string, string>>;
  /** Bills the ERP has, by number, with how often each was put. */
  inErp(): ReadonlyMap<string, number>;
  serviceDown(): Promise<void>;
  serviceUp(): Promise<void>;
  close(): Promise<void>;
}

/** `decide`: what the ERP makes of each bill it gets; it expects `numbers`, none of them with invoices. */
export async function openErpOffice(
  numbers: readonly string[],
  submit: 'automatic' | 'manual',
  decide: (billNumber: string) => { state: 'posted' | 'rejected'; reason: string | null },
): Promise<ErpOffice> {
  const folder = await mkdtemp(join(tmpdir(), 'platen-erp-'));
  const puts = new Map<string, number>();
  const double = createPlatenDouble(erpToken, (billNumber) => {
    puts.set(billNumber, (puts.get(billNumber) ?? 0) + 1);
    return decide(billNumber);
  });
  const erpServer = createServer((request, response) => {
    void answer(request).then(async (answered) => {
      response.writeHead(answered.status, { 'content-type': 'application/json' });
      response.end(Buffer.from(await answered.arrayBuffer()));
    });
  });
  const handle = double.fetchWith(() => null);
  async function answer(request: IncomingMessage): Promise<Response> {
    const body = await buffer(request);
    const hasBody = request.method !== 'GET' && request.method !== 'HEAD';
    return handle(`http://erp${request.url}`, {
      method: request.method ?? 'GET',
      headers: { authorization: request.headers.authorization ?? '' },
      ...(hasBody ? { body } : {}),
    });
  }
  const erpPort = await listening(erpServer);
  const configFile = join(folder, 'erp.json');
  await writeFile(configFile, JSON.stringify({ kind: 'platen', address: `http://127.0.0.1:${erpPort}` }));
  const erp = await startErp({ configFile, secret: async () => erpToken, log: () => undefined });
  let port = 0;
  let service: Awaited<ReturnType<typeof startMatchService>> | null = null;
  async function serviceUp(): Promise<void> {
    service = await startMatchService({
      folder: join(folder, 'service'),
      port,
      host: '127.0.0.1',
      token,
      expectedFile: null,
      erp: erp.port,
      log: () => undefined,
    });
    port = Number(new URL(service.url).port);
  }
  async function serviceDown(): Promise<void> {
    await service?.close();
    service = null;
  }
  await serviceUp();
  const url = `http://127.0.0.1:${port}`;
  await put(url, '/v1/schemes', bookOf(submit));
  for (const billNumber of numbers)
    await put(url, `/v1/expected-bills/${billNumber}`, { billNumber, billType: 'travel', invoices: [] });
  return {
    environment: {
      PLATEN_SERVICE_URL: url,
      PLATEN_SERVICE_TOKEN: token,
      PLATEN_VIRTUAL_SCANNER: 'off',
    },
    inErp: () => puts,
    serviceDown,
    serviceUp,
    async close() {
      await serviceDown();
      erp.close();
      await new Promise((resolve) => erpServer.close(resolve));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** One page a bill: a cover with its number as a code. */
export function coversOf(numbers: readonly string[]): Promise<readonly ChosenFile[]> {
  return Promise.all(
    numbers.map(async (number) => ({
      name: `${number}.png`,
      mimeType: 'image/png',
      buffer: await pageWith(number),
    })),
  );
}

function bookOf(submit: 'automatic' | 'manual'): SchemeBook {
  const names = { zh: '差旅费', en: 'Travel' };
  return {
    schemes: [
      { code: 'travel', names, submit, cover: 'needed', toleranceMinor: 0, compare: {}, isActive: true },
    ],
    billTypes: [{ code: 'travel', names, numberPrefix: '', schemeCode: 'travel', isActive: true }],
  };
}

async function listening(server: ReturnType<typeof createServer>): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
  return address.port;
}
