import { type ChildProcess, fork } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEsclDriver } from '../../src/capture/escl/escl-driver.ts';
import {
  type CaptureReply,
  type CaptureRequest,
  captureReply,
  type Reach,
} from '../../src/contract/workers.ts';
import { collect, duplex, expectOnDisk, never, pagesOf, simplex } from './driver-contract.ts';
import { type TinyPages, tinyPages } from './tiny-pages.ts';
import { selfSigned } from './virtual-certificate.ts';
import { openVirtualRig, quickLimits, reachOf, surroundings } from './virtual-rig.ts';

const entry = (name: string) => fileURLToPath(new URL(`../../src/workers/${name}.ts`, import.meta.url));

describe('capture host, a process of its own', () => {
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

  const reach = (): Reach => ({
    escl: reachOf(rig.url),
    sane: { state: 'off', configFolder: null },
    twain: { hosts: [] },
  });
  const scanRequest = (): CaptureRequest => ({
    type: 'scan',
    reach: reach(),
    request: { deviceId: rig.deviceId, profile: simplex, spoolFolder },
  });

  it('CAP-9 lists a family, tells capabilities, and ends by itself', async () => {
    await rig.load(1);
    const list = openHost({ type: 'list', reach: reach(), family: 'network' });
    expect(await list.exit).toBe(0);
    expect(list.replies).toContainEqual({
      type: 'devices',
      devices: [
        {
          id: rig.deviceId,
          name: 'Platen Virtual Scanner',
          driver: 'virtual',
          detail: new URL(rig.url).host,
        },
      ],
    });
    const capabilities = openHost({ type: 'capabilities', reach: reach(), deviceId: rig.deviceId });
    expect(await capabilities.exit).toBe(0);
    expect(capabilities.replies.at(-1)).toMatchObject({
      type: 'capabilities',
      capabilities: { sources: ['feeder', 'platen'] },
    });
  });

  it('CAP-9 a device of no known driver, and a request that is none, are answered', async () => {
    const unknown = openHost({ type: 'capabilities', reach: reach(), deviceId: 'telepathy:1' });
    expect(await unknown.exit).toBe(0);
    expect(unknown.replies.at(-1)).toMatchObject({ type: 'fault', fault: { type: 'Unsupported' } });
    const rubbish = openHost({ type: 'dance' });
    expect(await rubbish.exit).toBe(0);
    expect(rubbish.replies.at(-1)).toMatchObject({ type: 'fault', fault: { type: 'Unsupported' } });
  });

  it('CAP-9 a network scanner has no dialog of its own, and says so', async () => {
    const dialog = openHost({
      type: 'configure',
      reach: reach(),
      deviceId: rig.deviceId,
      vendorSettings: null,
    });
    expect(await dialog.exit).toBe(0);
    expect(dialog.replies.at(-1)).toMatchObject({ type: 'fault', fault: { type: 'Unsupported' } });
  });

  it('ESCL-13 tells a certificate that it took at first use, once', async (context) => {
    const certificate = selfSigned();
    if (!certificate) return context.skip('no openssl here to make a certificate with');
    const secure = await openVirtualRig({ certificate });
    await secure.load(2);
    const url = secure.secureUrl ?? '';
    const host = openHost({
      type: 'scan',
      reach: { ...reach(), escl: reachOf(url) },
      request: { deviceId: secure.deviceId, profile: simplex, spoolFolder },
    });
    expect(await host.exit).toBe(0);
    expect(host.replies.filter(({ type }) => type === 'pinned')).toEqual([
      { type: 'pinned', host: new URL(url).host, fingerprint: certificate.fingerprint },
    ]);
    expect(host.replies.at(-1)).toMatchObject({ type: 'end', sides: 2 });
    await secure.close();
  });

  it('CAP-10 scans with heartbeats between; cancel ends it with Cancelled and no page after', async () => {
    await rig.load(6);
    await rig.pace(400);
    const host = openHost(scanRequest());
    await host.until((reply) => reply.type === 'page' && reply.index === 1);
    host.child.send({ type: 'cancel' });
    expect(await host.exit).toBe(0);
    expect(host.replies.filter(({ type }) => type === 'page')).toHaveLength(2);
    expect(host.replies.some(({ type }) => type === 'heartbeat')).toBe(true);
    expect(host.replies.at(-1)).toMatchObject({ type: 'fault', fault: { type: 'Cancelled', afterSide: 2 } });
  });

  it('CAP-11 killed in mid-scan: told sides are whole on disk, and the next process scans on at once', async () => {
    const hashes = await rig.load(5);
    await rig.pace(200);
    const host = openHost(scanRequest());
    await host.until((reply) => reply.type === 'page' && reply.index === 2);
    host.child.kill('SIGKILL');
    await host.exit;
    const pages = pagesOf(host.replies.filter((reply) => reply.type === 'page'));
    expect(pages.length).toBeGreaterThanOrEqual(3);
    for (const { image } of pages) await expectOnDisk(image);
    const names = (await readdir(spoolFolder)).filter((name) => !name.endsWith('.part'));
    expect(names.length).toBeGreaterThanOrEqual(pages.length);

    await rig.pace(0);
    const next = openHost(scanRequest());
    expect(await next.exit).toBe(0);
    const rest = pagesOf(next.replies.filter((reply) => reply.type === 'page'));
    expect(next.replies.at(-1)).toMatchObject({ type: 'end' });
    const seen = new Set([...pages, ...rest].map(({ image }) => image.sha256));
    // A side that was on its way when the process died may have left the feeder; it is never told as taken.
    expect(hashes.filter((hash) => !seen.has(hash)).length).toBeLessThanOrEqual(1);
  });

  it('CAP-12 ends when its parent goes away', async () => {
    await rig.load(6);
    await rig.pace(500);
    const host = openHost(scanRequest());
    await host.until((reply) => reply.type === 'page');
    host.child.disconnect();
    expect(await host.exit).toBe(0);
  });
});

describe('virtual scanner, a process of its own', () => {
  let pages: TinyPages;
  beforeAll(async () => {
    pages = await tinyPages(2);
  });
  afterAll(() => rm(pages.folder, { recursive: true, force: true }));

  it.each(['close', 'disconnect'] as const)(
    'VIRT-12 tells its address, serves, and ends on %s',
    async (how) => {
      const child = fork(entry('virtual-scanner'), ['--folder', pages.folder], { stdio: 'inherit' });
      const exit = exitOf(child);
      const said = await new Promise<{ type: string; url: string }>((resolve) =>
        child.once('message', resolve as never),
      );
      expect(said.type).toBe('listening');
      expect((await fetch(`${said.url}/ScannerStatus`)).status).toBe(200);
      if (how === 'close') child.send({ type: 'close' });
      else child.disconnect();
      expect(await exit).toBe(0);
    },
  );
});

describe('virtual scanner, endless', () => {
  it('VIRT-17 as a process it feeds its sheets over and over up to the number asked for', async () => {
    const pages = await tinyPages(2);
    const child = fork(entry('virtual-scanner'), ['--folder', pages.folder, '--sheets', '5'], {
      stdio: 'inherit',
    });
    const exit = exitOf(child);
    const { url } = await new Promise<{ url: string }>((resolve) => child.once('message', resolve as never));
    const spoolFolder = await mkdtemp(join(tmpdir(), 'platen-spool-'));
    const driver = openEsclDriver(reachOf(url), surroundings, quickLimits);
    const listed = await driver.list(never);
    const deviceId = (listed.ok && listed.value[0]?.id) || '';
    const events = await collect(driver.scan({ deviceId, profile: duplex, spoolFolder }, never));
    const both = [...pages.sha256];
    expect(pagesOf(events).map(({ image }) => image.sha256)).toEqual([both, both, both, both, both].flat());
    expect(events.at(-1)).toEqual({ type: 'end', sides: 10, deviceSheets: 5 });
    child.send({ type: 'close' });
    expect(await exit).toBe(0);
    await rm(pages.folder, { recursive: true, force: true });
    await rm(spoolFolder, { recursive: true, force: true });
  });
});

function openHost(request: unknown) {
  const child = fork(entry('capture-host'), { stdio: 'inherit' });
  const replies: CaptureReply[] = [];
  const waiting = new Set<() => void>();
  child.on('message', (message) => {
    replies.push(captureReply.parse(message));
    for (const look of waiting) look();
  });
  child.send(request as CaptureRequest);
  return {
    child,
    replies,
    exit: exitOf(child),
    until: (isIt: (reply: CaptureReply) => boolean) =>
      new Promise<void>((resolve) => {
        const look = () => {
          if (!replies.some(isIt)) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
  };
}

function exitOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.once('exit', resolve));
}
