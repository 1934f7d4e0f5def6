import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ScannerDriver } from '../../src/capture/driver.ts';
import type { Fault } from '../../src/contract/errors.ts';
import { type ScanEvent, scanEvent } from '../../src/contract/workers.ts';
import { defaultScanProfile, type ScanProfile } from '../../src/domain/rules/profile.ts';

/** One driver with a device whose paper and troubles the suite decides. */
export interface DriverRig {
  readonly driver: ScannerDriver;
  readonly deviceId: string;
  /** What of the profile this device needs otherwise than the suite has it. */
  readonly profile: Partial<ScanProfile>;
  /** Puts in a fresh stack, ends all troubles; gives the digests of the sides in feed order where they can be known. */
  load(sides: number): Promise<readonly string[] | null>;
  /** The digest to compare with those of `load`: of the file's bytes, or of its pixels. */
  digest(image: PageEvent['image']): Promise<string>;
  takeOutPaper(): Promise<void>;
  /** The trouble comes before side `at` (from 0) of the next job. */
  trouble(type: Trouble, at: number): Promise<void>;
  /** Sides come at least this far apart. */
  pace(ms: number): Promise<void>;
  /** An id of the same driver behind which nothing answers. */
  readonly absentDeviceId: string;
  close(): Promise<void>;
}

/** What the device behind a rig can do at all; the suite asks no more of it. */
export interface RigAbilities {
  readonly sides: readonly ('simplex' | 'duplex')[];
  /** Sides in every stack where it cannot be chosen. */
  readonly fixedStack: number | null;
  readonly troubles: readonly Trouble[];
}

export type Trouble = 'jam' | 'coverOpen' | 'doubleFeed';

const faultByTrouble: Record<Trouble, Fault['type']> = {
  jam: 'PaperJam',
  coverOpen: 'CoverOpen',
  doubleFeed: 'DoubleFeed',
};

export const simplex: ScanProfile = {
  ...defaultScanProfile,
  name: 'test',
  sides: 'simplex',
};
export const duplex: ScanProfile = { ...simplex, sides: 'duplex' };
export const never = new AbortController().signal;

/** What every driver has to keep, run against each of them. */
export function describeDriverContract(
  name: string,
  can: RigAbilities,
  openRig: () => Promise<DriverRig>,
): void {
  describe(`driver contract: ${name}`, () => {
    let rig: DriverRig;
    let spoolFolder: string;

    beforeAll(async () => {
      rig = await openRig();
      spoolFolder = await mkdtemp(join(tmpdir(), 'platen-spool-'));
    }, 120_000);
    afterAll(async () => {
      await rig?.close();
      await rm(spoolFolder, { recursive: true, force: true });
    });

    const scan = (profile: ScanProfile, signal = never) =>
      rig.driver.scan(
        { deviceId: rig.deviceId, profile: { ...profile, ...rig.profile }, spoolFolder },
        signal,
      );
    const sidesOf = (wanted: number) => can.fixedStack ?? wanted;

    it('CAP-1 lists the device with its name and driver', async () => {
      const devices = await rig.driver.list(never);
      if (!devices.ok) throw new Error(JSON.stringify(devices.error));
      const listed = devices.value.filter(({ id }) => id === rig.deviceId);
      expect(listed).toHaveLength(1);
      expect(listed[0]?.name).not.toBe('');
    });

    it('CAP-2 tells sources, sides, resolutions and colours', async () => {
      const capabilities = await rig.driver.capabilities(rig.deviceId, never);
      if (!capabilities.ok) throw new Error(JSON.stringify(capabilities.error));
      expect(capabilities.value.sources).toContain('feeder');
      expect(capabilities.value.sides).toEqual(can.sides);
      expect(capabilities.value.dpi).toContain(300);
      expect(capabilities.value.colours).toContain('colour');
    });

    it('CAP-3 CAP-4 simplex: every side is its own sheet, complete on disk, then the end', async () => {
      const digests = await rig.load(3);
      const events = await collect(scan(simplex));
      expect(pagesOf(events).map(({ index, sheet, side }) => [index, sheet, side])).toEqual(
        Array.from({ length: sidesOf(3) }, (_, index) => [index, index + 1, 'front']),
      );
      expect(events.at(-1)).toMatchObject({ type: 'end', sides: sidesOf(3) });
      for (const { image } of pagesOf(events)) await expectOnDisk(image);
      if (!digests) return;
      expect(await Promise.all(pagesOf(events).map(({ image }) => rig.digest(image)))).toEqual(digests);
    });

    if (can.sides.includes('duplex')) {
      it('CAP-3 duplex: sides alternate front and back of one sheet', async () => {
        await rig.load(4);
        const events = await collect(scan(duplex));
        expect(pagesOf(events).map(({ index, sheet, side }) => [index, sheet, side])).toEqual([
          [0, 1, 'front'],
          [1, 1, 'back'],
          [2, 2, 'front'],
          [3, 2, 'back'],
        ]);
        expect(events.at(-1)).toMatchObject({ type: 'end', sides: 4 });
      });
    }

    it('CAP-5 an empty feeder is refused, not an end of nothing', async () => {
      await rig.load(1);
      await rig.takeOutPaper();
      const events = withoutNotes(await collect(scan(simplex)));
      expect(events).toEqual([
        { type: 'fault', fault: expect.objectContaining({ type: 'FeederEmpty', afterSide: 0 }) },
      ]);
    });

    it.each(can.troubles)('CAP-6 %s in mid-stack: its fault after the complete sides', async (trouble) => {
      await rig.load(5);
      await rig.trouble(trouble, 2);
      const events = await collect(scan(simplex));
      expect(pagesOf(events)).toHaveLength(2);
      expect(events.at(-1)).toEqual({
        type: 'fault',
        fault: expect.objectContaining({ type: faultByTrouble[trouble], afterSide: 2 }),
      });
    });

    it('CAP-7 no page follows a cancel, only Cancelled; the next scan works', async () => {
      await rig.load(6);
      await rig.pace(100);
      const cancel = new AbortController();
      const events: ScanEvent[] = [];
      for await (const event of scan(simplex, cancel.signal)) {
        events.push(event);
        if (event.type === 'page' && event.index === 1) cancel.abort();
      }
      expect(pagesOf(events)).toHaveLength(2);
      expect(events.at(-1)).toEqual({
        type: 'fault',
        fault: expect.objectContaining({ type: 'Cancelled', afterSide: 2 }),
      });
      await rig.load(2);
      expect((await collect(scan(simplex))).at(-1)).toMatchObject({ type: 'end', sides: sidesOf(2) });
    });

    it('CAP-7 a scan cancelled before it begins takes no page', async () => {
      await rig.load(2);
      const events = withoutNotes(await collect(scan(simplex, AbortSignal.abort())));
      expect(events).toEqual([
        { type: 'fault', fault: expect.objectContaining({ type: 'Cancelled', afterSide: 0 }) },
      ]);
    });

    it('CAP-8 a device that does not answer is Offline, for scan and capabilities', async () => {
      const events = await collect(
        rig.driver.scan({ deviceId: rig.absentDeviceId, profile: simplex, spoolFolder }, never),
      );
      expect(events).toEqual([
        { type: 'fault', fault: expect.objectContaining({ type: 'Offline', afterSide: 0 }) },
      ]);
      expect(await rig.driver.capabilities(rig.absentDeviceId, never)).toEqual({
        ok: false,
        error: expect.objectContaining({ type: 'Offline' }),
      });
    });

    it('CAP-4 nothing half done stays in the spool folder', async () => {
      expect((await readdir(spoolFolder)).filter((name) => name.endsWith('.part'))).toEqual([]);
    });
  });
}

export async function collect(events: AsyncIterable<ScanEvent>): Promise<ScanEvent[]> {
  const all: ScanEvent[] = [];
  for await (const event of events) all.push(scanEvent.parse(event));
  return all;
}

export type PageEvent = Extract<ScanEvent, { type: 'page' }>;

export function pagesOf(events: readonly ScanEvent[]): PageEvent[] {
  return events.filter((event) => event.type === 'page');
}

function withoutNotes(events: readonly ScanEvent[]): ScanEvent[] {
  return events.filter((event) => event.type !== 'note');
}

export async function expectOnDisk(image: PageEvent['image']): Promise<void> {
  const bytes = await readFile(image.path);
  expect(bytes.length).toBe(image.bytes);
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(image.sha256);
}
