import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHttp } from '../../src/erp/http.ts';
import { erpConfig, openErpConnector } from '../../src/erp/open-connector.ts';
import { seeded } from '../sync/seeded.ts';
import { memoryLines, sampleHandOver } from './hand-overs.ts';
import { createKingdeeDouble, credentials } from './kingdee-double.ts';
import { never } from './kingdee-rig.ts';

const number = 'CL-2026-000001';

describe('a bill to Kingdee over a real socket', () => {
  const double = createKingdeeDouble({ now: Date.now, random: seeded(7) });
  const server = createServer((request, reply) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const url = new URL(request.url ?? '', 'http://localhost');
      const headers = new Headers(request.headers as Record<string, string>);
      const body = Buffer.concat(chunks).toString();
      const answer = double.handle({ path: url.pathname, query: url.searchParams, headers, body });
      reply.writeHead(answer.status, answer.headers).end(answer.body);
    });
  });
  beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  it('KING-8 a document of several pages goes over as one PDF of the pages themselves', async () => {
    const erp = openErpConnector(
      erpConfig.parse({
        kind: 'kingdee',
        baseAddress: `http://127.0.0.1:${(server.address() as AddressInfo).port}/tenant`,
        appId: credentials.appId,
        accountId: credentials.accountId,
        tenantId: credentials.tenantId,
        user: credentials.user,
        userType: 'UserName',
        resource: 'PLATEN',
      }),
      {
        secret: async (name) => (name === 'kingdee-app-secret' ? credentials.appSecret : null),
        http: createHttp({ now: Date.now }),
        clock: { now: Date.now, monotonic: () => performance.now() },
        newId: () => crypto.randomUUID(),
        log: () => undefined,
        signal: never,
      },
    );
    const raw = Buffer.from(Array.from({ length: 2480 * 1754 }, (_, index) => (index * index) % 251));
    const bytes = await sharp(raw, { raw: { width: 2480, height: 1754, channels: 1 } })
      .jpeg()
      .toBuffer();
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const sample = sampleHandOver(memoryLines(), { kinds: ['invoice'], pagesEach: 2 });
    const documents = sample.manifest.documents.map((document) => ({
      ...document,
      pages: document.pages.map((page) => ({ ...page, sha256, width: 2480, height: 1754 })),
    }));
    const handOver = { ...sample, manifest: { ...sample.manifest, documents }, readBlob: async () => bytes };
    expect(await erp.handOver(handOver, never)).toMatchObject({ type: 'accepted' });
    expect(double.listed(number)).toMatchObject([{ suffix: 'pdf', fileType: 'invoice' }]);
    const sent = JSON.parse(double.arrivals.find(({ kind }) => kind === 'collect')?.body ?? '{}');
    const pdf = Buffer.from(sent.base64, 'base64');
    expect(pdf.includes(bytes.subarray(300))).toBe(true);
    expect(pdf.length).toBeGreaterThan(2 * bytes.length);
    expect(await erp.ask(handOver, never)).toMatchObject({ type: 'accepted' });
  });
});
