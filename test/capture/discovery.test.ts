import { type EventEmitter, once } from 'node:events';
import { Bonjour } from 'bonjour-service';
import { afterAll, describe, expect, it } from 'vitest';
import { browseScanners } from '../../src/capture/escl/discovery.ts';
import { openEsclDriver } from '../../src/capture/escl/escl-driver.ts';
import { never } from './driver-contract.ts';
import { openVirtualRig, quickLimits } from './virtual-rig.ts';

describe('discovery in the local network', () => {
  const publisher = new Bonjour(undefined, () => undefined);
  afterAll(() => publisher.destroy());

  it('ESCL-12 finds announced scanners within its time', async (context) => {
    const service = publisher.publish({
      name: `platen-test-${process.pid}`,
      type: 'uscan',
      port: 54_321,
      txt: { rs: 'eSCL' },
    });
    await Promise.race([once(service as unknown as EventEmitter, 'up'), once(publisherErrors(), 'error')]);
    const urls: string[] = [];
    const startedAt = performance.now();
    await browseScanners(1_500, never, (url) => urls.push(url));
    expect(performance.now() - startedAt).toBeLessThan(3_000);
    if (urls.length === 0) context.skip('no multicast here: nothing announced can be heard');
    expect(urls.some((url) => /^http:\/\/[^/]+:54321\/eSCL$/.test(url))).toBe(true);
  });

  it('ESCL-12 an abort ends it at once', async () => {
    const startedAt = performance.now();
    await browseScanners(5_000, AbortSignal.timeout(50), () => undefined);
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  });

  it('ESCL-12 typed addresses are listed whatever the network says, each device once', async () => {
    const rig = await openVirtualRig();
    const address = { url: rig.url, driver: 'virtual' as const };
    const doubled = { url: rig.url.replace('127.0.0.1', 'localhost'), driver: 'virtual' as const };
    const driver = openEsclDriver(
      { addresses: [address, doubled], discover: true },
      { ...quickLimits, discoveryMs: 200, connectMs: 200 },
    );
    expect((await driver.list(never)).filter(({ id }) => id === rig.deviceId)).toHaveLength(1);
    await rig.close();
  });

  function publisherErrors(): EventEmitter {
    return (publisher as unknown as { server: { mdns: EventEmitter } }).server.mdns;
  }
});
