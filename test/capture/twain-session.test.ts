import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { defaultTwainLimits } from '../../src/capture/twain/limits.ts';
import { openTwainDriver } from '../../src/capture/twain/twain-driver.ts';
import { collect, duplex, expectOnDisk, never, pagesOf, simplex } from './driver-contract.ts';
import type { DoubleStep } from './twain-double-host.ts';
import { done, end, fault, go, lastFault, onTwainDouble, page, source } from './twain-double-rig.ts';

describe('TWAIN sessions, with a double of the host', () => {
  const rig = onTwainDouble();
  const { host, scanOf } = rig;

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
