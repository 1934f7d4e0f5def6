import { type EventEmitter, once } from 'node:events';
import { Bonjour } from 'bonjour-service';
import { afterAll, describe, expect, it } from 'vitest';
import { browseScanners } from '../../src/capture/escl/discovery.ts';
import { openEsclDriver } from '../../src/capture/escl/escl-driver.ts';
import { hostOf } from '../../src/capture/escl/pins.ts';
import { openFolderStack } from '../../src/capture/virtual/folder-stack.ts';
import { startVirtualScanner } from '../../src/capture/virtual/server.ts';
import { never } from './driver-contract.ts';
import { tinyPages } from './tiny-pages.ts';
import { selfSigned } from './virtual-certificate.ts';
import { openVirtualRig, quickLimits, reachOf, surroundings } from './virtual-rig.ts';

describe('discovery in the local network', () => {
  const publisher = new Bonjour(undefined, () => undefined);
  afterAll(() => publisher.destroy());

  it('ESCL-12 finds announced scanners, and ends by itself', async (context) => {
    const service = publisher.publish({
      name: `platen-test-${process.pid}`,
      type: 'uscan',
      port: 54_321,
      txt: { rs: 'eSCL' },
    });
    await Promise.race([once(service as unknown as EventEmitter, 'up'), once(publisherErrors(), 'error')]);
    const urls: string[] = [];
    await browseScanners(1_500, never, (url) => urls.push(url));
    if (urls.length === 0) context.skip('no multicast here: nothing announced can be heard');
    expect(urls.some((url) => /^http:\/\/[^/]+:54321\/eSCL$/.test(url))).toBe(true);
  });

  it('ESCL-12 an abort ends it long before its time', async () => {
    await browseScanners(3_600_000, AbortSignal.timeout(50), () => undefined);
  });

  it('ESCL-12 ESCL-21 a scanner announced for both schemes is one device, asked over TLS', async (context) => {
    const certificate = selfSigned();
    if (!certificate) return context.skip('no openssl here to make a certificate with');
    const uuid = `00000000-0000-4000-8000-${String(process.pid).padStart(12, '0')}`;
    const scanner = await startVirtualScanner({
      stack: await openFolderStack((await tinyPages(1)).folder),
      loading: 'manual',
      paceMs: 0,
      uuid,
      certificate,
      announce: 'mdns',
    });
    try {
      const urls = await heard([scanner.url, scanner.secureUrl ?? '']);
      if (!urls) return context.skip('no multicast here: nothing announced can be heard');
      const driver = openEsclDriver({ ...reachOf(), discover: true }, surroundings, quickLimits);
      const listed = await driver.list(never);
      if (!listed.ok) throw new Error(listed.error.type);
      expect(listed.value.filter(({ id }) => id === `escl:${uuid}`)).toEqual([
        expect.objectContaining({ detail: hostOf(scanner.secureUrl ?? '') }),
      ]);
    } finally {
      await scanner.close();
    }
  });

  it('ESCL-12 typed addresses are listed whatever the network says, each device once', async () => {
    const rig = await openVirtualRig();
    const twice = reachOf(rig.url, rig.url.replace('127.0.0.1', 'localhost'));
    const driver = openEsclDriver({ ...twice, discover: true }, surroundings, {
      ...quickLimits,
      discoveryMs: 200,
      connectMs: 200,
    });
    const listed = await driver.list(never);
    expect(listed.ok && listed.value.filter(({ id }) => id === rig.deviceId)).toHaveLength(1);
    await rig.close();
  });

  /** Announcing takes a second or so; null where nothing is ever heard. */
  async function heard(urls: readonly string[]): Promise<readonly string[] | null> {
    for (let tries = 0; tries < 5; tries += 1) {
      const all = new Set<string>();
      await browseScanners(1_000, never, (url) => all.add(url));
      if (urls.every((url) => all.has(url))) return urls;
    }
    return null;
  }

  function publisherErrors(): EventEmitter {
    return (publisher as unknown as { server: { mdns: EventEmitter } }).server.mdns;
  }
});
