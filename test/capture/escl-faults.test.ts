import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEsclDriver } from '../../src/capture/escl/escl-driver.ts';
import { spoolFault } from '../../src/capture/spool.ts';
import { adfStateOf, type FeederFault } from '../../src/capture/virtual/controls.ts';
import type { Fault } from '../../src/contract/errors.ts';
import type { ScanEvent } from '../../src/contract/workers.ts';
import type { ScanProfile } from '../../src/domain/rules/profile.ts';
import { collect, duplex, never, pagesOf, simplex } from './driver-contract.ts';
import { closedPort } from './escl-closed-port.ts';
import { openVirtualRig, quickLimits, reachOf, surroundings } from './virtual-rig.ts';

const faultByFeederFault: Record<FeederFault, Fault['type']> = {
  jam: 'PaperJam',
  coverOpen: 'CoverOpen',
  doubleFeed: 'DoubleFeed',
  mispick: 'Mispick',
  inputTray: 'Mispick',
  // These have no name of their own: the raw state says which.
  pageTooShort: 'Unknown',
  pageTooLong: 'Unknown',
  overloaded: 'Unknown',
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
      expect(events.at(-1)).toEqual({
        type: 'fault',
        fault: { type: faultByFeederFault[type], afterSide: 2, raw: adfStateOf(type) },
      });
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
    expect((await scan()).at(-1)).toEqual({ type: 'end', sides: 2, deviceSheets: 2 });
    await rig.load(3);
    await rig.control({ busy: { times: 1, at: 1 } });
    expect((await scan()).at(-1)).toEqual({ type: 'end', sides: 3, deviceSheets: 3 });
  });

  it('ESCL-3 a device that stays busy is Busy', async () => {
    await rig.load(2);
    await rig.control({ busy: { times: 99, at: null } });
    const driver = openEsclDriver(reachOf(rig.url), surroundings, { ...quickLimits, busyMs: 100 });
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
    expect(events.at(-1)).toEqual({ type: 'end', sides: 4, deviceSheets: 4 });
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

  it('ESCL-17 a device that forgets the finished job: the end is told with what it rests on', async () => {
    const hashes = await rig.load(3);
    await rig.control({ forgetJob: true });
    const events = await scan();
    expect(pagesOf(events).map(({ image }) => image.sha256)).toEqual(hashes);
    expect(events.slice(-2)).toEqual([
      { type: 'note', note: { type: 'EndByFeederOnly' } },
      { type: 'end', sides: 3, deviceSheets: null },
    ]);
  });

  it('ESCL-17 a job that was forgotten while paper lies in the feeder is a fault', async () => {
    await rig.load(3);
    await rig.control({ forgetJob: true });
    const events: ScanEvent[] = [];
    for await (const event of rig.driver.scan(
      { deviceId: rig.deviceId, profile: simplex, spoolFolder },
      never,
    )) {
      // More paper is put in as soon as the last sheet has left.
      if (event.type === 'page' && event.index === 2) await rig.control({ load: true });
      events.push(event);
    }
    expect(events.at(-1)).toEqual(faultAfter('Unknown', 3));
  });

  it('ESCL-17 a glass scan whose job is forgotten is through with its side', async () => {
    await rig.load(3);
    await rig.control({ forgetJob: true });
    const events = await scan({ ...simplex, source: 'platen' });
    expect(events.at(-1)).toEqual({ type: 'end', sides: 1, deviceSheets: null });
  });

  it('ESCL-18 a duplex stack that ends on a front says which back is missing', async () => {
    await rig.load(3);
    expect((await scan(duplex)).slice(-2)).toEqual([
      { type: 'note', note: { type: 'BackMissing', sheet: 2 } },
      { type: 'end', sides: 3, deviceSheets: 2 },
    ]);
  });

  it('ESCL-18 a fault between front and back: the sheet comes again from its front', async () => {
    const hashes = await rig.load(6);
    await rig.control({ fault: { at: 3, type: 'jam', http: 404 } });
    const before = await scan(duplex);
    expect(before.at(-1)).toEqual(faultAfter('PaperJam', 3));
    await rig.control({ clear: true });
    const after = pagesOf(await scan(duplex));
    expect(after.map(({ image }) => image.sha256)).toEqual(hashes.slice(2));
    expect(after[0]).toMatchObject({ sheet: 1, side: 'front' });
  });

  it('ESCL-6 only the path of a Location is taken', async () => {
    await rig.load(1);
    await rig.control({ location: 'foreign' });
    expect((await scan()).at(-1)).toEqual({ type: 'end', sides: 1, deviceSheets: 1 });
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
    expect(events.at(-1)).toEqual({ type: 'end', sides: 1, deviceSheets: 1 });
  });

  it('CAP-4 a spool folder that cannot be written is a fault, not a crash', async () => {
    await rig.load(1);
    const events = await collect(
      rig.driver.scan({ deviceId: rig.deviceId, profile: simplex, spoolFolder: '/dev/null/spool' }, never),
    );
    expect(events).toEqual([faultAfter('Unknown', 0)]);
  });

  it('CAP-4 a full disk is StorageFull, any other trouble with it keeps its code', async (context) => {
    if (!existsSync('/dev/full')) return context.skip('no /dev/full here to be refused by');
    const full = await writeFile('/dev/full', 'a side').catch((cause: unknown) => cause);
    expect(spoolFault(full)).toEqual({ type: 'StorageFull', raw: 'spool folder: ENOSPC' });
    expect(spoolFault(Object.assign(new Error('quota'), { code: 'EDQUOT' }))).toMatchObject({
      type: 'StorageFull',
    });
    expect(spoolFault(Object.assign(new Error('broken'), { code: 'EIO' }))).toEqual({
      type: 'Unknown',
      raw: 'spool folder: EIO',
    });
    expect(() => spoolFault(new TypeError('a bug'))).toThrow(TypeError);
  });

  it('CAP-8 an address that refuses is Offline with its reason; a list without it stands', async () => {
    const closed = await closedPort();
    const addresses = [
      { url: `http://127.0.0.1:${closed}/eSCL`, driver: 'escl' as const },
      { url: rig.url, driver: 'virtual' as const },
    ];
    const driver = openEsclDriver({ addresses, discover: false, pins: {} }, surroundings, quickLimits);
    const listed = await driver.list(never);
    expect(listed.ok && listed.value.map(({ id }) => id)).toEqual([rig.deviceId]);
    const deviceId = `escl:http://127.0.0.1:${closed}/eSCL`;
    const events = await collect(driver.scan({ deviceId, profile: simplex, spoolFolder }, never));
    expect(events).toEqual([
      {
        type: 'fault',
        fault: { type: 'Offline', afterSide: 0, raw: expect.stringContaining('ECONNREFUSED') },
      },
    ]);
  });
});
