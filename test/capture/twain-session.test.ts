import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defaultTwainLimits, type TwainLimits } from '../../src/capture/twain/limits.ts';
import { openTwainDriver } from '../../src/capture/twain/twain-driver.ts';
import type { ScanEvent } from '../../src/contract/workers.ts';
import type { ScanProfile } from '../../src/domain/rules/profile.ts';
import { collect, duplex, expectOnDisk, never, pagesOf, simplex } from './driver-contract.ts';
import { type DoubleScript, type DoubleStep, encodeFrame } from './twain-double-host.ts';

const double = fileURLToPath(new URL('./twain-double-host.ts', import.meta.url));
const base = { type: 'page', width: 8, height: 4, stride: 8, bits: 8, channels: 1, dpiX: 300, dpiY: 300 };
const silentOnSide = { side: null, pageNumber: null, documentNumber: null, paperCount: null };
const pageFrame = { ...base, isBlackZero: false, ...silentOnSide, patch: null, codes: [], imprinted: null };
const go: DoubleStep = { until: 'go' };
const done: DoubleStep[] = [{ frame: { type: 'done' } }, { exit: 0 }];
const end: DoubleStep[] = [{ frame: { type: 'end', sheetCount: null, isFeederLoaded: null } }, ...done];
const page = (shade: number, words: object = {}): DoubleStep => ({
  frame: { ...pageFrame, ...words },
  bytes: Buffer.alloc(32, shade).toString('base64'),
});
const fault = (conditionCode: number): DoubleStep => ({
  frame: {
    ...{ type: 'fault', conditionCode, returnCode: 1, triplet: 'DG_IMAGE / DAT_IMAGEMEMXFER / MSG_GET' },
    ...{ state: 6, reason: null, detail: null },
  },
});
const source = (name: string, manufacturer = 'Maker'): DoubleStep => ({
  frame: { type: 'source', name, manufacturer, family: '', version: '1.0', protocol: '2.4' },
});

/** The driver on a double that plays a script. What the double is made to do, no real source does when asked. */
describe('TWAIN sessions, with a double of the host', () => {
  let folder: string;
  let spoolFolder: string;
  let hosts = 0;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'platen-twain-'));
    spoolFolder = join(folder, 'spool');
    hosts = 0;
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  async function host(
    bits: 32 | 64,
    steps: readonly DoubleStep[],
    heartbeat: DoubleScript['heartbeat'] = { everyMs: 50, state: 6, busyMs: 0 },
  ) {
    hosts += 1;
    const path = join(folder, `script-${hosts}.json`);
    const log = join(folder, `log-${hosts}`);
    await writeFile(path, JSON.stringify({ heartbeat, steps, log } satisfies DoubleScript));
    return { bits, command: [process.execPath, double, path], log };
  }

  const scanOf = (
    one: Awaited<ReturnType<typeof host>>,
    profile: ScanProfile = simplex,
    limits: Partial<TwainLimits> = {},
    signal = never,
  ) =>
    openTwainDriver({ hosts: [one] }, { ...defaultTwainLimits, ...limits }).scan(
      { deviceId: `twain:${one.bits}:Some: Source`, profile, spoolFolder },
      signal,
    );
  const lastFault = (events: readonly ScanEvent[]) => {
    const last = events.at(-1);
    if (last?.type !== 'fault') throw new Error(JSON.stringify(last));
    return last.fault;
  };
  const kept = async () => (await readdir(spoolFolder).catch(() => [])).sort();

  it('TWAIN-26 the host gets verb, source and every setting before go', async () => {
    const one = await host(64, [go, page(1), ...end]);
    expect((await collect(scanOf(one))).at(-1)).toMatchObject({ type: 'end', sides: 1 });
    const [args, ...lines] = (await readFile(one.log, 'utf8')).trim().split('\n');
    expect(args).toBe('scan Some%3A%20Source');
    expect(lines.at(-2)).toMatch(/^dropout /);
    expect(lines).toContain('dpi 300');
    expect(lines).toContain('go');
  });

  it('TWAIN-29 sides come in order, each on disk, and then the end with the count of the device', async () => {
    const sheets = { frame: { type: 'end', sheetCount: 2, isFeederLoaded: false } };
    const one = await host(64, [go, page(1), page(2), page(3), page(4), sheets, ...done]);
    const events = await collect(scanOf(one, duplex));
    expect(pagesOf(events).map(({ index, sheet, side }) => [index, sheet, side])).toEqual([
      [0, 1, 'front'],
      [1, 1, 'back'],
      [2, 2, 'front'],
      [3, 2, 'back'],
    ]);
    for (const { image } of pagesOf(events)) await expectOnDisk(image);
    expect(events.at(-1)).toEqual({ type: 'end', sides: 4, deviceSheets: 2 });
  });

  it('TWAIN-24 a duplex stack that ended on a front says so, unless the source leaves out blank sides', async () => {
    const steps = [go, page(1), page(2), page(3), ...end];
    const events = await collect(scanOf(await host(64, steps), duplex));
    expect(events.at(-2)).toEqual({ type: 'note', note: { type: 'BackMissing', sheet: 2 } });
    const skipping = await collect(scanOf(await host(64, steps), { ...duplex, blankSides: 'skip' }));
    expect(skipping.filter(({ type }) => type === 'note')).toEqual([]);
    expect(skipping.at(-1)).toMatchObject({ type: 'end', sides: 3 });
  });

  it('TWAIN-23 an end without a side is an empty feeder, unless blank sides are left out', async () => {
    expect(lastFault(await collect(scanOf(await host(64, [go, ...end]))))).toMatchObject({
      type: 'FeederEmpty',
    });
    const skipping = await collect(scanOf(await host(64, [go, ...end]), { ...simplex, blankSides: 'skip' }));
    expect(skipping).toEqual([{ type: 'end', sides: 0, deviceSheets: null }]);
  });

  it('TWAIN-23 an end with paper still in the feeder is none', async () => {
    const left: DoubleStep = { frame: { type: 'end', sheetCount: 1, isFeederLoaded: true } };
    const events = await collect(scanOf(await host(64, [go, page(1), left, ...done])));
    expect(lastFault(events)).toMatchObject({ type: 'Unknown', afterSide: 1 });
    const glass = await collect(
      scanOf(await host(64, [go, page(1), left, ...done]), { ...simplex, source: 'platen' }),
    );
    expect(glass.at(-1)).toMatchObject({ type: 'end', sides: 1 });
  });

  it('TWAIN-23 done without an end is no end', async () => {
    const events = await collect(scanOf(await host(64, [go, page(1), ...done])));
    expect(lastFault(events)).toMatchObject({ type: 'Unknown', afterSide: 1 });
  });

  it('TWAIN-30 a host that dies gives DriverCrash with exit status, exception and last words', async () => {
    const steps: DoubleStep[] = [
      go,
      page(1),
      page(2),
      { words: 'fixme: the source fell over' },
      { frame: { type: 'crash', exceptionCode: 'c0000005', address: '7f00', state: 7 } },
      { exit: 70 },
    ];
    const events = await collect(scanOf(await host(64, steps)));
    expect(pagesOf(events)).toHaveLength(2);
    const { type, afterSide, raw } = lastFault(events);
    expect([type, afterSide]).toEqual(['DriverCrash', 2]);
    expect(raw).toContain('c0000005');
    expect(raw).toContain('exit status 70');
    expect(raw).toContain('fell over');
  });

  it('TWAIN-30 killed within a side, the sides before it are kept and nothing of it stays', async () => {
    const cut = encodeFrame(pageFrame, Buffer.alloc(32)).subarray(0, -5).toString('base64');
    const steps: DoubleStep[] = [go, page(1), { raw: cut }, { kill: 'SIGKILL' }];
    const events = await collect(scanOf(await host(64, steps, null)));
    expect(pagesOf(events)).toHaveLength(1);
    expect(lastFault(events)).toMatchObject({ type: 'DriverCrash', afterSide: 1 });
    expect(lastFault(events).raw).toContain('SIGKILL');
    expect(lastFault(events).raw).toContain('within a frame');
    expect(await kept()).toHaveLength(1);
  });

  it('TWAIN-30 a crash after the end or after a fault changes nothing of what was said', async () => {
    const crash: DoubleStep[] = [{ kill: 'SIGKILL' }];
    const ended = await host(64, [
      go,
      page(1),
      { frame: { type: 'end', sheetCount: 1, isFeederLoaded: null } },
      ...crash,
    ]);
    expect((await collect(scanOf(ended))).at(-1)).toEqual({ type: 'end', sides: 1, deviceSheets: 1 });
    const jammed = await host(64, [go, page(1), fault(20), ...crash]);
    expect(lastFault(await collect(scanOf(jammed)))).toMatchObject({ type: 'PaperJam', afterSide: 1 });
  });

  it('TWAIN-30 what is no frame ends the host, with its words', async () => {
    const chatty: DoubleStep[] = [go, page(1), { raw: Buffer.from('Lamp is warm!').toString('base64') }];
    const events = await collect(scanOf(await host(64, chatty, null)));
    expect(lastFault(events)).toMatchObject({ type: 'DriverCrash', afterSide: 1 });
    expect(lastFault(events).raw).toContain('Lamp is ');
    expect(lastFault(events).raw).toContain('SIGKILL');
  });

  it('TWAIN-30 a host that cannot be started is DriverCrash with the reason', async () => {
    const driver = openTwainDriver({ hosts: [{ bits: 64, command: [join(folder, 'missing.exe')] }] });
    const events = await collect(
      driver.scan({ deviceId: 'twain:64:Source', profile: simplex, spoolFolder }, never),
    );
    expect(lastFault(events)).toMatchObject({ type: 'DriverCrash', afterSide: 0 });
    expect(lastFault(events).raw).toContain('ENOENT');
  });

  it.each([
    ['falls silent', null, [], { silenceMs: 300 }, 'no sign of life'],
    [
      'hangs in a call',
      { everyMs: 50, state: 7, busyMs: 0 },
      [{ heartbeat: { state: 7, busyMs: 120_001 } }],
      {},
      'in one call for 120001 ms',
    ],
    ['waits for ever', { everyMs: 50, state: 5, busyMs: 0 }, [], { pageMs: 1500 }, 'waited for'],
  ] as const)('TWAIN-28 a host that %s is ended: DriverTimeout after the complete sides', async (...of) => {
    const [, heartbeat, rest, limits, words] = of;
    const events = await collect(
      scanOf(await host(64, [go, page(1), page(2), ...rest], heartbeat), simplex, limits),
    );
    expect(pagesOf(events)).toHaveLength(2);
    expect(lastFault(events)).toMatchObject({ type: 'DriverTimeout', afterSide: 2 });
    expect(lastFault(events).raw).toContain(words);
    expect(lastFault(events).raw).toContain('SIGKILL');
  });

  it('TWAIN-37 for any stack and any ending exactly the complete sides are told, and the end only where it came', async () => {
    const endings: Record<string, readonly [DoubleStep[], string]> = {
      end: [end, 'end'],
      jam: [[fault(20), ...done], 'PaperJam'],
      'no media': [[fault(29), ...done], 'Unknown'],
      kill: [[{ kill: 'SIGKILL' }], 'DriverCrash'],
      exit: [[{ exit: 0 }], 'DriverCrash'],
      garbage: [[{ raw: 'AAAAAAAAAAA=' }], 'DriverCrash'],
      half: [
        [{ raw: encodeFrame(pageFrame, Buffer.alloc(32)).subarray(0, -1).toString('base64') }, { exit: 0 }],
        'DriverCrash',
      ],
      'done alone': [done, 'Unknown'],
    };
    const note: DoubleStep = { frame: { type: 'note', setting: 'paper', wanted: 'b4', used: null } };
    const between = fc.constantFrom<DoubleStep[]>([], [note], [{ waitMs: 5 }]);
    await fc.assert(
      fc.asyncProperty(
        fc.array(between, { minLength: 1, maxLength: 6 }),
        fc.constantFrom(...Object.keys(endings)),
        async (gaps, ending) => {
          const [steps, type] = endings[ending] ?? [[], ''];
          const sides = gaps.flatMap((gap, index) => [...gap, page(index)]);
          const events = await collect(scanOf(await host(64, [go, ...sides, ...steps], null)));
          expect(pagesOf(events).map(({ index }) => index)).toEqual(gaps.map((_, index) => index));
          const last = events.at(-1);
          expect(last?.type === 'fault' ? last.fault.type : last?.type).toBe(type);
          if (last?.type === 'fault') expect(last.fault.afterSide).toBe(gaps.length);
          if (last?.type === 'end') expect(last.sides).toBe(gaps.length);
          expect((await kept()).filter((name) => name.endsWith('.part'))).toEqual([]);
        },
      ),
      { numRuns: 25 },
    );
  });

  it('TWAIN-31 after a cancel no side follows, those on their way are deleted, the source is taken down', async () => {
    const steps: DoubleStep[] = [
      ...[go, page(1), page(2), { until: 'cancel' } as const],
      ...[page(3), { frame: { type: 'cancelled' } }, ...done],
    ];
    const one = await host(64, steps);
    const cancel = new AbortController();
    const events: ScanEvent[] = [];
    for await (const event of scanOf(one, simplex, {}, cancel.signal)) {
      events.push(event);
      if (event.type === 'page' && event.index === 0) cancel.abort();
    }
    expect(pagesOf(events)).toHaveLength(1);
    expect(lastFault(events)).toMatchObject({ type: 'Cancelled', afterSide: 1, raw: null });
    expect(await kept()).toHaveLength(1);
    expect(await readFile(one.log, 'utf8')).toContain('cancel');
  });

  it('TWAIN-31 a host that does not heed a cancel is ended', async () => {
    const cancel = new AbortController();
    const events: ScanEvent[] = [];
    const one = await host(64, [go, page(1)]);
    for await (const event of scanOf(one, simplex, { closingMs: 300 }, cancel.signal)) {
      events.push(event);
      if (event.type === 'page') cancel.abort();
    }
    expect(lastFault(events)).toMatchObject({ type: 'Cancelled', afterSide: 1 });
    expect(lastFault(events).raw).toContain('not taken down');
  });

  it('TWAIN-31 a scan left early takes the source down', async () => {
    const one = await host(64, [go, page(1), { until: 'cancel' }, { frame: { type: 'cancelled' } }, ...done]);
    for await (const event of scanOf(one)) if (event.type === 'page') break;
    expect(await readFile(one.log, 'utf8')).toContain('cancel');
  });

  it('TWAIN-31 an abort before the start starts nothing', async () => {
    const one = await host(64, [go, ...end]);
    const events = await collect(scanOf(one, simplex, {}, AbortSignal.abort()));
    expect(events).toEqual([{ type: 'fault', fault: { type: 'Cancelled', afterSide: 0, raw: null } }]);
    await expect(readFile(one.log)).rejects.toThrow('ENOENT');
  });

  it('TWAIN-32 a spool folder that fails is a fault after the sides that are kept', async () => {
    await writeFile(spoolFolder, 'a file where the folder should be');
    const one = await host(64, [go, page(1), page(2), ...end]);
    const events = await collect(scanOf(one));
    expect(events).toHaveLength(1);
    expect(lastFault(events)).toMatchObject({ type: 'Unknown', afterSide: 0 });
    expect(lastFault(events).raw).toMatch(/spool folder: E(EXIST|NOTDIR)/);
  });

  if (canMount()) {
    it('TWAIN-32 a full disk is StorageFull after the sides that are kept, and nothing half done stays', async () => {
      await mkdir(spoolFolder);
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=128k', 'tmpfs', spoolFolder]);
      try {
        const size = { width: 400, height: 400, stride: 400 };
        const noise: DoubleStep = {
          frame: { ...pageFrame, ...size },
          bytes: randomBytes(160_000).toString('base64'),
        };
        const one = await host(64, [go, page(1), page(2), noise, page(3), ...end]);
        const events = await collect(scanOf(one, { ...simplex, storage: 'lossless' }));
        expect(pagesOf(events)).toHaveLength(2);
        expect(lastFault(events)).toMatchObject({ type: 'StorageFull', afterSide: 2 });
        expect(await kept()).toEqual(
          pagesOf(events)
            .map(({ image }) => basename(image.path))
            .sort(),
        );
      } finally {
        execFileSync('umount', [spoolFolder]);
      }
    });
  } else console.warn('TWAIN-32: no right to mount here, the full disk is not tried');

  it('TWAIN-33 both widths are one list; a width that fails leaves the other', async () => {
    const wide = await host(64, [source('fi-7160'), source('WIA-fi-7160'), source('WIA-Other 9'), ...done]);
    const narrow = await host(32, [source('fi-7160'), source('Old 3'), ...done]);
    const listed = await openTwainDriver({ hosts: [narrow, wide] }).list(never);
    expect(listed).toEqual({
      ok: true,
      value: [
        { id: 'twain:64:fi-7160', name: 'fi-7160', driver: 'twain', detail: null },
        { id: 'twain:32:Old 3', name: 'Old 3', driver: 'twain', detail: '32 bit' },
        { id: 'twain:64:WIA-Other 9', name: 'WIA-Other 9', driver: 'twain', detail: null },
      ],
    });
    const broken = await host(64, [source('Told before'), { exit: 70 }]);
    const half = await openTwainDriver({ hosts: [broken, narrow] }).list(never);
    expect(half).toMatchObject({
      ok: true,
      value: [{ name: 'Told before' }, { name: 'fi-7160', detail: '32 bit' }, { name: 'Old 3' }],
    });
    const hung = await host(64, [], null);
    const quick = { ...defaultTwainLimits, startMs: 1_500 };
    expect(await openTwainDriver({ hosts: [hung, narrow] }, quick).list(never)).toMatchObject({
      ok: true,
      value: [{ name: 'fi-7160' }, { name: 'Old 3' }],
    });
  });

  it('TWAIN-33 where every width fails the list is a fault, where there is none it is empty', async () => {
    const broken = await host(64, [{ exit: 70 }]);
    expect(await openTwainDriver({ hosts: [broken] }).list(never)).toMatchObject({
      ok: false,
      error: { type: 'DriverCrash', raw: expect.stringContaining('exit status 70') },
    });
    expect(await openTwainDriver({ hosts: [] }).list(never)).toEqual({ ok: true, value: [] });
  });

  it('TWAIN-33 a width without TWAIN installed has no sources and no fault', async () => {
    const missing = {
      conditionCode: 3,
      returnCode: 1,
      triplet: 'DG_CONTROL / DAT_PARENT / MSG_OPENDSM',
      state: 1,
    };
    const none = { type: 'fault', ...missing, reason: 'noSourceManager', detail: 'neither of the two' };
    const bare = await host(64, [{ frame: none }, ...done]);
    expect(await openTwainDriver({ hosts: [bare] }).list(never)).toEqual({ ok: true, value: [] });
    expect(await openTwainDriver({ hosts: [bare] }).capabilities('twain:64:Source', never)).toMatchObject({
      ok: false,
      error: { type: 'Offline', raw: expect.stringContaining('noSourceManager') },
    });
  });

  it('TWAIN-33 without a host there is nothing to scan with, and a width without host is Offline', async () => {
    expect(await openTwainDriver({ hosts: [] }).capabilities('twain:64:Source', never)).toMatchObject({
      ok: false,
      error: { type: 'Unsupported', raw: expect.stringContaining('no TWAIN host') },
    });
    const wide = await host(64, []);
    expect(await openTwainDriver({ hosts: [wide] }).capabilities('twain:32:Old 3', never)).toMatchObject({
      ok: false,
      error: { type: 'Offline', raw: expect.stringContaining('32 bit') },
    });
  });

  it('TWAIN-34 the dialog starts from what was saved; closing it without saving is null', async () => {
    const configured = (saved: boolean, bytes = ''): DoubleStep[] => [
      go,
      { frame: { type: 'configured', saved }, bytes },
      ...done,
    ];
    const saving = await host(64, configured(true, 'BQYH'));
    const driver = openTwainDriver({ hosts: [saving] });
    expect(await driver.configure('twain:64:Source', 'AQID', never)).toEqual({ ok: true, value: 'BQYH' });
    expect(await readFile(saving.log, 'utf8')).toMatch(/^configure Source\nvendorSettings AQID\ngo\n/);
    const closing = await host(64, configured(false));
    expect(await openTwainDriver({ hosts: [closing] }).configure('twain:64:Source', null, never)).toEqual({
      ok: true,
      value: null,
    });
    const failing = await host(64, [go, fault(5), ...done]);
    expect(
      await openTwainDriver({ hosts: [failing] }).configure('twain:64:Source', null, never),
    ).toMatchObject({
      ok: false,
      error: { type: 'CommunicationError' },
    });
  });
});

function canMount(): boolean {
  const place = mkdtempSync(join(tmpdir(), 'platen-mount-'));
  const isMounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', place]).status === 0;
  if (isMounted) execFileSync('umount', [place]);
  rmSync(place, { recursive: true });
  return isMounted;
}
