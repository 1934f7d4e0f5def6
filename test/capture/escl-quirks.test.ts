import { mkdtemp, rm } from 'node:fs/promises';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEsclDriver } from '../../src/capture/escl/escl-driver.ts';
import { collect, never, pagesOf, simplex } from './driver-contract.ts';
import { openVirtualRig, quickLimits, reachOf, surroundings } from './virtual-rig.ts';

type Answer = { readonly status: number } | null;

/** The virtual scanner under another model name. `intercept` may answer in its place, as that model's firmware would. */
async function openModel(
  url: string,
  model: string,
  intercept: (request: http.IncomingMessage) => Answer | Promise<Answer>,
  onDone: (request: http.IncomingMessage) => void = () => undefined,
) {
  const server = http.createServer(async (request, response) => {
    const body: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) body.push(chunk);
    const own = await intercept(request);
    if (own) {
      response.statusCode = own.status;
      response.end();
      return;
    }
    const method = request.method ?? 'GET';
    const answer = await fetch(new URL(request.url ?? '', url), {
      method,
      ...(method === 'POST' ? { body: Buffer.concat(body) } : {}),
    });
    const bytes = Buffer.from(await answer.arrayBuffer());
    const isXml = answer.headers.get('content-type')?.startsWith('text/xml');
    const sent = isXml ? Buffer.from(bytes.toString().replace('Platen Virtual Scanner', model)) : bytes;
    response.statusCode = answer.status;
    for (const name of ['content-type', 'location', 'retry-after']) {
      const value = answer.headers.get(name);
      if (value) response.setHeader(name, value);
    }
    response.setHeader('content-length', sent.length);
    if (answer.status === 200) response.once('finish', () => onDone(request));
    response.end(sent);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    driver: openEsclDriver(reachOf(`http://127.0.0.1:${port}/eSCL`), surroundings, quickLimits),
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

describe('models that differ from the protocol', () => {
  let rig: Awaited<ReturnType<typeof openVirtualRig>>;
  let spoolFolder: string;

  beforeAll(async () => {
    rig = await openVirtualRig();
    spoolFolder = await mkdtemp(join(tmpdir(), 'platen-spool-'));
  });
  afterAll(async () => {
    await rig.close();
    await rm(spoolFolder, { recursive: true, force: true });
  });

  const scan = (model: Awaited<ReturnType<typeof openModel>>) =>
    collect(model.driver.scan({ deviceId: rig.deviceId, profile: simplex, spoolFolder }, never));

  it('ESCL-22 a job is posted under the Host name localhost to the HP models that insist on it, and to no other', async () => {
    const insists = (request: http.IncomingMessage): Answer =>
      request.method === 'POST' && request.headers.host !== 'localhost' ? { status: 403 } : null;
    const ends = { 'HP Color LaserJet MFP M480': 'end', 'HP ScanJet Pro 4500 fn1': 'fault' };
    for (const [model, type] of Object.entries(ends)) {
      await rig.load(1);
      const device = await openModel(rig.url, model, insists);
      const last = (await scan(device)).at(-1);
      expect(last?.type).toBe(type);
      if (last?.type === 'fault') expect(last.fault.type).toBe('AccessDenied');
      await device.close();
    }
  });

  it('ESCL-22 a Brother is given a rest before the next side, so that it never takes its feeder for empty', async () => {
    const hashes = await rig.load(4);
    let doneAt = Number.NEGATIVE_INFINITY;
    let lies = 0;
    const isSide = ({ url }: http.IncomingMessage) => url?.endsWith('/NextDocument') ?? false;
    const device = await openModel(
      rig.url,
      'Brother MFC-L2710DW series',
      async (request) => {
        if (!isSide(request)) return null;
        if (performance.now() - doneAt < 40) {
          lies += 1;
          return { status: 404 };
        }
        await delay(200);
        return null;
      },
      (request) => {
        if (isSide(request)) doneAt = performance.now();
      },
    );
    const events = await scan(device);
    expect(pagesOf(events).map(({ image }) => image.sha256)).toEqual(hashes);
    expect(lies).toBe(0);
    await device.close();
  });

  it('ESCL-22 a Xerox that says 404 for "not yet" is waited for, however often', async () => {
    const hashes = await rig.load(2);
    let refusals = 12;
    const device = await openModel(rig.url, 'Xerox B215 MFP', (request) => {
      if (!request.url?.endsWith('/NextDocument') || refusals === 0) return null;
      refusals -= 1;
      return { status: 404 };
    });
    const events = await scan(device);
    expect(pagesOf(events).map(({ image }) => image.sha256)).toEqual(hashes);
    expect(events.at(-1)?.type).toBe('end');
    await device.close();
  });

  it('ESCL-22 a Xerox 3345 that says jam before the job has an empty feeder; any other has a jam', async () => {
    for (const [model, type] of [
      ['Xerox WorkCentre 3345', 'FeederEmpty'],
      ['Xerox WorkCentre 6515', 'PaperJam'],
    ] as const) {
      await rig.load(1);
      await rig.control({ fault: { at: 0, type: 'jam', http: 404 } });
      await collect(rig.driver.scan({ deviceId: rig.deviceId, profile: simplex, spoolFolder }, never));
      const device = await openModel(rig.url, model, () => null);
      expect(await scan(device)).toEqual([
        { type: 'fault', fault: { type, afterSide: 0, raw: 'ScannerAdfJam' } },
      ]);
      await device.close();
    }
  });
});
