import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultTwainLimits } from '../../src/capture/twain/limits.ts';
import { openTwainDriver } from '../../src/capture/twain/twain-driver.ts';
import type { ScanEvent } from '../../src/contract/workers.ts';
import type { ScanProfile } from '../../src/domain/rules/profile.ts';
import { somePages } from '../native/pnm-pages.ts';
import { collect, duplex, expectOnDisk, never, pagesOf, simplex } from './driver-contract.ts';
import { openTwainRig, pixelsOf } from './twain-rig.ts';
import { missingForWine } from './wine.ts';

const missing = missingForWine();
if (missing) console.error(`NOT TESTED: faults of the TWAIN driver: ${missing}`);
const transfers = ['memory', 'native'] as const;

/** What is beyond the contract suite, on the real host and the virtual source. */
describe.runIf(missing === null)('TWAIN under Wine', () => {
  let rig: Awaited<ReturnType<typeof openTwainRig>>;
  let spoolFolder: string;

  beforeAll(async () => {
    // A side of a fixture is there at once: a hang need not be waited out for two minutes.
    rig = await openTwainRig(64, 'memory', { pageMs: 3_000 });
    spoolFolder = await mkdtemp(join(tmpdir(), 'platen-spool-'));
  }, 300_000);
  afterAll(async () => {
    await rig?.close();
    await rm(spoolFolder, { recursive: true, force: true });
  });

  const lossless: ScanProfile = { ...simplex, storage: 'lossless' };
  const request = (profile: ScanProfile) => ({ deviceId: rig.deviceId, profile, spoolFolder });
  const scan = (profile: ScanProfile = lossless) => collect(rig.driver.scan(request(profile), never));
  const lastFault = (events: readonly ScanEvent[]) => {
    const last = events.at(-1);
    if (last?.type !== 'fault') throw new Error(JSON.stringify(last));
    return last.fault;
  };

  it.each(transfers)(
    'TWAIN-30 a source that crashes in mid-stack, %s transfer: DriverCrash, the sides before it are kept',
    async (transfer) => {
      await rig.feed(somePages(4), { VDS_FAULT: 'crash@2' });
      const events = await scan({ ...lossless, transfer });
      expect(pagesOf(events)).toHaveLength(2);
      for (const { image } of pagesOf(events)) await expectOnDisk(image);
      expect(lastFault(events)).toMatchObject({ type: 'DriverCrash', afterSide: 2 });
      expect(lastFault(events).raw).toMatch(/exception c0000005 at .* state [67].*exit status 70/);
    },
  );

  it.each(transfers)(
    'TWAIN-28 a source that hangs in mid-stack, %s transfer: DriverTimeout, and the next session works',
    async (transfer) => {
      await rig.feed(somePages(4), { VDS_FAULT: 'hang@2' });
      const events = await scan({ ...lossless, transfer });
      expect(pagesOf(events)).toHaveLength(2);
      expect(lastFault(events)).toMatchObject({ type: 'DriverTimeout', afterSide: 2 });
      expect(lastFault(events).raw).toContain('in one call');
      await rig.feed(somePages(2));
      expect((await scan()).at(-1)).toMatchObject({ type: 'end', sides: 2 });
    },
  );

  it.each([
    ['offline', 'Offline', 0],
    ['busy', 'Busy', 0],
    ['compressed', 'Unsupported', 0],
    ['truncate@1', 'TruncatedPage', 1],
    ['cancel@1', 'Cancelled', 1],
  ] as const)('TWAIN-22 %s is %s after %i sides', async (trouble, type, afterSide) => {
    await rig.feed(somePages(3), { VDS_FAULT: trouble });
    const events = await scan();
    expect(pagesOf(events)).toHaveLength(afterSide);
    expect(lastFault(events)).toMatchObject({ type, afterSide });
  });

  it('TWAIN-30 the host killed within a side: what was told is whole, nothing half done stays, the next works', async () => {
    const pid = join(spoolFolder, 'pid');
    const [host] = rig.wine.hosts;
    const command = ['sh', '-c', 'echo $$ > "$0"; exec "$@"', pid, ...(host?.command ?? [])];
    const driver = openTwainDriver({ hosts: [{ bits: 64, command }] }, defaultTwainLimits);
    await rig.feed(somePages(4), { VDS_ROWS: '1', VDS_STRIP_PACE: '20' });
    const scanning = collect(driver.scan(request(lossless), never));
    while (!(await rig.wine.log()).includes('IMAGE 2')) await delay(10);
    process.kill(Number(await readFile(pid, 'utf8')), 'SIGKILL');
    const events = await scanning;
    expect(pagesOf(events)).toHaveLength(2);
    for (const { image } of pagesOf(events)) await expectOnDisk(image);
    expect(lastFault(events)).toMatchObject({ type: 'DriverCrash', afterSide: 2 });
    expect(lastFault(events).raw).toContain('SIGKILL');
    expect((await readdir(spoolFolder)).filter((name) => name.endsWith('.part'))).toEqual([]);
    await rig.feed(somePages(3));
    expect((await scan()).at(-1)).toMatchObject({ type: 'end', sides: 3 });
  });

  it('TWAIN-37 for any stack and any trouble exactly the complete sides are told, pixel by pixel', async () => {
    const troubles = {
      none: 'end',
      jam: 'PaperJam',
      doublefeed: 'DoubleFeed',
      cover: 'CoverOpen',
      crash: 'DriverCrash',
      truncate: 'TruncatedPage',
    } as const;
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 4 }),
        fc.nat({ max: 3 }),
        fc.constantFrom(...(Object.keys(troubles) as (keyof typeof troubles)[])),
        fc.constantFrom(...transfers),
        async (count, place, trouble, way) => {
          // Cut short, the bitmap of a native transfer is none: that is told as what cannot be read.
          const transfer = trouble === 'truncate' ? 'memory' : way;
          const pages = somePages(count);
          const at = place % count;
          await rig.feed(pages, trouble === 'none' ? {} : { VDS_FAULT: `${trouble}@${at}` });
          const events = await scan({ ...lossless, transfer });
          const complete = trouble === 'none' ? pages : pages.slice(0, at);
          const last = events.at(-1);
          expect(last?.type === 'fault' ? last.fault.type : last?.type).toBe(troubles[trouble]);
          const told = await Promise.all(pagesOf(events).map(({ image }) => pixelsOf(image)));
          expect(told.length).toBe(complete.length);
          for (const [index, { pixels }] of complete.entries()) {
            expect(told[index]?.equals(pixels)).toBe(true);
          }
        },
      ),
      { numRuns: 12 },
    );
  });

  it.each(['bitonal', 'gray'] as const)(
    'TWAIN-25 %s sides have the same pixels by both transfers, in both polarities',
    async (format) => {
      const pages = somePages(2, format);
      for (const transfer of transfers) {
        for (const flavor of [{}, { VDS_FLAVOR: 'vanilla' }]) {
          await rig.feed(pages, flavor);
          const events = await scan({ ...lossless, colour: format, transfer });
          expect(events.at(-1)).toMatchObject({ type: 'end', sides: 2 });
          for (const [index, { image }] of pagesOf(events).entries()) {
            expect(image.mime).toBe(format === 'bitonal' ? 'image/tiff' : 'image/png');
            const page = pages[index];
            const wanted = format === 'bitonal' && page ? grayOf(page) : page?.pixels;
            expect(wanted?.equals(await pixelsOf(image))).toBe(true);
          }
        }
      }
    },
    60_000,
  );

  it('TWAIN-27 extended image information: side, sheet, patch, codes and what was imprinted', async () => {
    const [first, second] = somePages(2);
    if (!first || !second) throw new Error('two pages were asked for');
    await rig.feed([
      { ...first, words: ['patch 5', 'code 4 BX-2026-000123', 'code 20 https://example.org/?a=1'] },
      second,
    ]);
    const events = await scan({ ...duplex, imprint: 'No. 7' });
    expect(pagesOf(events).map(({ sheet, side, info }) => ({ sheet, side, info }))).toEqual([
      {
        sheet: 1,
        side: 'front',
        info: {
          patch: 'T',
          codes: [
            { format: 'Code128', text: 'BX-2026-000123' },
            { format: 'QRCode', text: 'https://example.org/?a=1' },
          ],
          imprinted: 'No. 7',
        },
      },
      { sheet: 1, side: 'back', info: { patch: null, codes: [], imprinted: 'No. 7' } },
    ]);
    expect(events.at(-1)).toEqual({ type: 'end', sides: 2, deviceSheets: 1 });
  });

  it('TWAIN-34 what the dialog saved goes into the next dialog and the next scan', async () => {
    const settings = (text: string) => Buffer.from(`virtual source settings ${text}`).toString('base64');
    await rig.feed(somePages(1), { VDS_DIALOG: 'save' });
    expect(await rig.driver.configure(rig.deviceId, null, never)).toEqual({ ok: true, value: settings('7') });
    await rig.feed(somePages(1), { VDS_DIALOG: 'close' });
    expect(await rig.driver.configure(rig.deviceId, settings('7'), never)).toEqual({ ok: true, value: null });
    expect(await rig.wine.log()).toContain('CUSTOMDSDATA virtual source settings 7');
    await rig.feed(somePages(1));
    const events = await scan({ ...lossless, vendorSettings: settings('5') });
    expect(events.at(-1)).toMatchObject({ type: 'end', sides: 1 });
    expect(await rig.wine.log()).toContain('CUSTOMDSDATA virtual source settings 5');
  });

  it('TWAIN-34 a dialog that stays open can be cancelled', async () => {
    await rig.feed(somePages(1), { VDS_DIALOG: 'wait' });
    const cancel = new AbortController();
    const configuring = rig.driver.configure(rig.deviceId, null, cancel.signal);
    while (!(await rig.wine.log()).some((line) => line.startsWith('ENABLEDSUIONLY'))) await delay(10);
    cancel.abort();
    expect(await configuring).toMatchObject({ ok: false, error: { type: 'Cancelled' } });
  });

  it('TWAIN-36 options of the source can be set by the name they are listed under', async () => {
    await rig.feed(somePages(1));
    const told = await rig.driver.capabilities(rig.deviceId, never);
    if (!told.ok) throw new Error(JSON.stringify(told.error));
    expect(told.value.settings).toEqual(expect.arrayContaining(['transfer', 'vendorSettings', 'doubleFeed']));
    const option = told.value.options.find(({ name }) => name.startsWith('8001'));
    expect(option).toMatchObject({ type: 'number', value: '3', range: { least: 0, most: 10, step: 1 } });
    const name = option?.name ?? '';
    const taken = await scan({ ...lossless, options: { [name]: '4' } });
    expect(taken.filter(({ type }) => type === 'note')).toEqual([]);
    const refused = await scan({ ...lossless, options: { [name]: '99' } });
    expect(refused[0]).toMatchObject({ type: 'note', note: { setting: name, wanted: '99' } });
    expect(refused.at(-1)).toMatchObject({ type: 'end', sides: 1 });
  });

  it('TWAIN-33 both installed sources are listed once each', async () => {
    await rig.feed([]);
    const listed = await rig.driver.list(never);
    if (!listed.ok) throw new Error(JSON.stringify(listed.error));
    expect(listed.value.map(({ name }) => name)).toEqual(rig.wine.sources);
  });
});

/** As a decoder shows bitonal pixels: a byte each, black 0. */
function grayOf({ width, height, pixels }: ReturnType<typeof somePages>[number]): Buffer {
  const stride = Math.ceil(width / 8);
  return Buffer.from(
    Array.from({ length: width * height }, (_, at) => {
      const [x, y] = [at % width, Math.floor(at / width)];
      const byte = pixels[y * stride + (x >> 3)] ?? 0;
      return (byte >> (7 - (x & 7))) & 1 ? 0 : 255;
    }),
  );
}
