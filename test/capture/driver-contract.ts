import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ScannerDriver } from '../../src/capture/driver.ts';
import type { Fault } from '../../src/contract/errors.ts';
import { type ScanEvent, scanEvent } from '../../src/contract/workers.ts';
import type { ScanProfile } from '../../src/domain/rules/profile.ts';

/** One driver with a device whose paper and troubles the suite decides. */
export interface DriverRig {
  readonly driver: ScannerDriver;
  readonly deviceId: string;
  /** Puts in a fresh stack, ends all troubles; gives the hashes of the sides in feed order where the device keeps bytes. */
  load(sides: number): Promise<readonly string[] | null>;
  takeOutPaper(): Promise<void>;
  /** The trouble comes before side `at` (from 0) of the next job. */
  trouble(type: Trouble, at: number): Promise<void>;
  /** Sides come at least this far apart. */
  pace(ms: number): Promise<void>;
  /** An id of the same driver behind which nothing answers. */
  readonly absentDeviceId: string;
  close(): Promise<void>;
}

export type Trouble = 'jam' | 'coverOpen' | 'doubleFeed';

const faultByTrouble: Record<Trouble, Fault['type']> = {
  jam: 'PaperJam',
  coverOpen: 'CoverOpen',
  doubleFeed: 'DoubleFeed',
};

export const simplex: ScanProfile = {
  name: 'test',
  source: 'feeder',
  sides: 'simplex',
  dpi: 300,
  colour: 'colour',
};
export const duplex: ScanProfile = { ...simplex, sides: 'duplex' };
export const never = new AbortController().signal;

/** What every driver has to keep, run against each of them. */
export function describeDriverContract(name: string, openRig: () => Promise<DriverRig>): void {
  describe(`driver contract: ${name}`, () => {
    let rig: DriverRig;
    let spoolFolder: string;

    beforeAll(async () => {
      rig = await openRig();
      spoolFolder = await mkdtemp(join(tmpdir(), 'platen-spool-'));
    });
    afterAll(async () => {
      await rig.close();
      await rm(spoolFolder, { recursive: true, force: true });
    });

    const scan = (profile: ScanProfile, signal = never) =>
      rig.driver.scan({ deviceId: rig.deviceId, profile, spoolFolder }, signal);

    it('CAP-1 lists the device with its name and driver', async () => {
      const devices = await rig.driver.list(never);
      expect(devices.filter(({ id }) => id === rig.deviceId)).toHaveLength(1);
    });

    it('CAP-2 tells sources, sides, resolutions and colours', async () => {
      const capabilities = await rig.driver.capabilities(rig.deviceId, never);
      if (!capabilities.ok) throw new Error(JSON.stringify(capabilities.error));
      expect(capabilities.value.sources).toContain('feeder');
      expect(capabilities.value.sides).toEqual(['simplex', 'duplex']);
      expect(capabilities.value.dpi).toContain(300);
      expect(capabilities.value.colours).toContain('colour');
    });

    it('CAP-3 CAP-4 simplex: every side is its own sheet, complete on disk, then the end', async () => {
      const hashes = await rig.load(3);
      const events = await collect(scan(simplex));
      expect(pagesOf(events).map(({ index, sheet, side }) => [index, sheet, side])).toEqual([
        [0, 1, 'front'],
        [1, 2, 'front'],
        [2, 3, 'front'],
      ]);
      expect(events.at(-1)).toEqual({ type: 'end', sides: 3 });
      if (hashes) expect(pagesOf(events).map(({ image }) => image.sha256)).toEqual(hashes);
      for (const { image } of pagesOf(events)) await expectOnDisk(image);
    });

    it('CAP-3 duplex: sides alternate front and back of one sheet', async () => {
      await rig.load(4);
      const events = await collect(scan(duplex));
      expect(pagesOf(events).map(({ index, sheet, side }) => [index, sheet, side])).toEqual([
        [0, 1, 'front'],
        [1, 1, 'back'],
        [2, 2, 'front'],
        [3, 2, 'back'],
      ]);
      expect(events.at(-1)).toEqual({ type: 'end', sides: 4 });
    });

    it('CAP-5 an empty feeder is refused, not an end of nothing', async () => {
      await rig.load(1);
      await rig.takeOutPaper();
      const events = await collect(scan(simplex));
      expect(events).toEqual([
        { type: 'fault', fault: expect.objectContaining({ type: 'FeederEmpty', afterSide: 0 }) },
      ]);
    });

    it.each(Object.keys(faultByTrouble) as Trouble[])(
      'CAP-6 %s in mid-stack: its fault after the complete sides',
      async (trouble) => {
        await rig.load(5);
        await rig.trouble(trouble, 2);
        const events = await collect(scan(simplex));
        expect(pagesOf(events)).toHaveLength(2);
        expect(events.at(-1)).toEqual({
          type: 'fault',
          fault: expect.objectContaining({ type: faultByTrouble[trouble], afterSide: 2 }),
        });
      },
    );

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
      expect((await collect(scan(simplex))).at(-1)).toEqual({ type: 'end', sides: 2 });
    });

    it('CAP-7 a scan cancelled before it begins takes no page', async () => {
      await rig.load(2);
      const events = await collect(scan(simplex, AbortSignal.abort()));
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

export async function expectOnDisk(image: PageEvent['image']): Promise<void> {
  const bytes = await readFile(image.path);
  expect(bytes.length).toBe(image.bytes);
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(image.sha256);
}
