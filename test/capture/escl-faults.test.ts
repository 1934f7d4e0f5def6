import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEsclDriver } from '../../src/capture/escl/escl-driver.ts';
import type { FeederFault } from '../../src/capture/virtual/controls.ts';
import type { Fault } from '../../src/contract/errors.ts';
import type { ScanProfile } from '../../src/domain/rules/profile.ts';
import { collect, duplex, never, pagesOf, simplex } from './driver-contract.ts';
import { openVirtualRig, quickLimits } from './virtual-rig.ts';

const faultByFeederFault: Record<FeederFault, Fault['type']> = {
  jam: 'PaperJam',
  coverOpen: 'CoverOpen',
  doubleFeed: 'DoubleFeed',
  mispick: 'Mispick',
  inputTray: 'Mispick',
};
const httpStatuses = [404, 409, 500, 503] as const;
const everyFault = (Object.keys(faultByFeederFault) as FeederFault[]).flatMap((type) =>
  httpStatuses.map((http) => ({ type, http })),
);

describe('eSCL driver in trouble', () => {
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

  const scan = (profile: ScanProfile = simplex) =>
    collect(rig.driver.scan({ deviceId: rig.deviceId, profile, spoolFolder }, never));
  const faultAfter = (type: Fault['type'], afterSide: number) => ({
    type: 'fault',
    fault: expect.objectContaining({ type, afterSide }),
  });

  it.each(everyFault)(
    'ESCL-1 $type with HTTP $http is its fault after exactly the complete sides',
    async ({ type, http }) => {
      const hashes = await rig.load(4);
      await rig.control({ fault: { at: 2, type, http } });
      const events = await scan();
      expect(pagesOf(events).map(({ image }) => image.sha256)).toEqual(hashes.slice(0, 2));
      expect(events.at(-1)).toEqual(faultAfter(faultByFeederFault[type], 2));
      // Still so when the operator tries again without clearing it.
      expect(await scan()).toEqual([faultAfter(faultByFeederFault[type], 0)]);
    },
  );

  it('ESCL-1 after the fault is cleared the stack goes on at the sheet that was not taken', async () => {
    const hashes = await rig.load(5);
    await rig.control({ fault: { at: 2, type: 'jam', http: 404 } });
    const before = pagesOf(await scan());
    await rig.control({ clear: true });
    const after = pagesOf(await scan());
    expect([...before, ...after].map(({ image }) => image.sha256)).toEqual(hashes);
  });

  it('ESCL-2 a fault after the last side is no end', async () => {
    await rig.load(3);
    await rig.control({ fault: { at: 3, type: 'coverOpen', http: 404 } });
    expect((await scan()).at(-1)).toEqual(faultAfter('CoverOpen', 3));
  });

  it('ESCL-3 a device busy for a while is waited for, before the job and within it', async () => {
    await rig.load(2);
    await rig.control({ busy: { times: 1, at: null } });
    expect((await scan()).at(-1)).toEqual({ type: 'end', sides: 2 });
    await rig.load(3);
    await rig.control({ busy: { times: 1, at: 1 } });
    expect((await scan()).at(-1)).toEqual({ type: 'end', sides: 3 });
  });

  it('ESCL-3 a device that stays busy is Busy', async () => {
    await rig.load(2);
    await rig.control({ busy: { times: 99, at: null } });
    const address = { url: rig.url, driver: 'virtual' } as const;
    const driver = openEsclDriver({ addresses: [address], discover: false }, { ...quickLimits, busyMs: 100 });
    const events = await collect(
      driver.scan({ deviceId: rig.deviceId, profile: simplex, spoolFolder }, never),
    );
    expect(events).toEqual([faultAfter('Busy', 0)]);
  });

  it('ESCL-4 one false 404 loses no side', async () => {
    const hashes = await rig.load(4);
    await rig.control({ falseEmpty: { at: 2 } });
    const events = await scan();
    expect(pagesOf(events).map(({ image }) => image.sha256)).toEqual(hashes);
    expect(events.at(-1)).toEqual({ type: 'end', sides: 4 });
  });

  it.each(['drop', 'truncate'] as const)(
    'ESCL-5 %s: the side does not count and nothing of it stays',
    async (how) => {
      await rig.load(4);
      const before = (await readdir(spoolFolder)).length;
      await rig.control({ [how]: { at: 2 } });
      const events = await scan();
      expect(pagesOf(events)).toHaveLength(2);
      expect(events.at(-1)).toEqual(faultAfter('TruncatedPage', 2));
      const names = await readdir(spoolFolder);
      expect(names).toHaveLength(before + 2);
      expect(names.filter((name) => name.endsWith('.part'))).toEqual([]);
    },
  );

  it('ESCL-6 only the path of a Location is taken', async () => {
    await rig.load(1);
    await rig.control({ location: 'foreign' });
    expect((await scan()).at(-1)).toEqual({ type: 'end', sides: 1 });
  });

  it('ESCL-7 ending the iteration early deletes the job', async () => {
    await rig.load(4);
    for await (const event of rig.driver.scan(
      { deviceId: rig.deviceId, profile: simplex, spoolFolder },
      never,
    )) {
      expect(event.type).toBe('page');
      break;
    }
    const status = await (await fetch(`${rig.url}/ScannerStatus`)).text();
    expect(status).toContain('<pwg:JobState>Canceled</pwg:JobState>');
    expect(status).toContain('<scan:AdfState>ScannerAdfLoaded</scan:AdfState>');
  });

  it('ESCL-8 the glass gives one side and asks nothing of the feeder', async () => {
    await rig.load(3);
    const events = await scan({ ...simplex, source: 'platen' });
    expect(pagesOf(events)).toHaveLength(1);
    expect(events.at(-1)).toEqual({ type: 'end', sides: 1 });
  });

  it('ESCL-9 black and white falls back to grey on a device without it', async () => {
    await rig.load(1);
    expect((await scan({ ...simplex, colour: 'bitonal' })).at(-1)).toEqual({ type: 'end', sides: 1 });
  });

  it('ESCL-9 the nearest resolution of the device is taken and told', async () => {
    await rig.load(1);
    expect(pagesOf(await scan({ ...simplex, dpi: 310 })).map(({ dpi }) => dpi)).toEqual([300]);
  });

  it('CAP-4 a spool folder that cannot be written is a fault, not a crash', async () => {
    await rig.load(1);
    const events = await collect(
      rig.driver.scan({ deviceId: rig.deviceId, profile: simplex, spoolFolder: '/dev/null/spool' }, never),
    );
    expect(events).toEqual([faultAfter('Unknown', 0)]);
  });

  it('CAP-8 an address that refuses is Offline with its reason; a list without it stands', async () => {
    const closed = await closedPort();
    const addresses = [
      { url: `http://127.0.0.1:${closed}/eSCL`, driver: 'escl' as const },
      { url: rig.url, driver: 'virtual' as const },
    ];
    const driver = openEsclDriver({ addresses, discover: false }, quickLimits);
    expect((await driver.list(never)).map(({ id }) => id)).toEqual([rig.deviceId]);
    const deviceId = `escl:http://127.0.0.1:${closed}/eSCL`;
    const events = await collect(driver.scan({ deviceId, profile: simplex, spoolFolder }, never));
    expect(events).toEqual([
      {
        type: 'fault',
        fault: { type: 'Offline', afterSide: 0, raw: expect.stringContaining('ECONNREFUSED') },
      },
    ]);
  });

  it('ESCL-10 for any stack and any fault, exactly the complete sides are told', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 7 }),
        fc.nat({ max: 8 }),
        fc.constantFrom(...everyFault, 'drop' as const, 'truncate' as const, 'none' as const),
        fc.constantFrom(simplex, duplex),
        async (sides, at, trouble, profile) => {
          const hashes = await rig.load(sides);
          if (trouble === 'drop' || trouble === 'truncate') await rig.control({ [trouble]: { at } });
          else if (trouble !== 'none') await rig.control({ fault: { at, ...trouble } });
          const events = await scan(profile);
          const isHit = trouble !== 'none' && (typeof trouble === 'string' ? at < sides : at <= sides);
          const expected = isHit ? at : sides;
          expect(pagesOf(events).map(({ image }) => image.sha256)).toEqual(hashes.slice(0, expected));
          expect(events.at(-1)).toEqual(
            isHit
              ? faultAfter(
                  typeof trouble === 'string' ? 'TruncatedPage' : faultByFeederFault[trouble.type],
                  at,
                )
              : { type: 'end', sides },
          );
        },
      ),
      { numRuns: 60 },
    );
  });
});

/** A port that was free a moment ago and where nobody listens. */
async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
