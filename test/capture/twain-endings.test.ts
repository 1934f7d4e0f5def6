import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openTwainDriver } from '../../src/capture/twain/twain-driver.ts';
import type { ScanEvent } from '../../src/contract/workers.ts';
import { collect, never, pagesOf, simplex } from './driver-contract.ts';
import { type DoubleStep, encodeFrame } from './twain-double-host.ts';
import { done, end, fault, go, lastFault, onTwainDouble, page, pageFrame } from './twain-double-rig.ts';

describe('how TWAIN sessions end, with a double of the host', () => {
  const rig = onTwainDouble();
  const { host, kept, scanOf } = rig;

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
    const driver = openTwainDriver({ hosts: [{ bits: 64, command: [rig.at('missing.exe')] }] });
    const events = await collect(
      driver.scan({ deviceId: 'twain:64:Source', profile: simplex, spoolFolder: rig.spoolFolder }, never),
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
    await writeFile(rig.spoolFolder, 'a file where the folder should be');
    const one = await host(64, [go, page(1), page(2), ...end]);
    const events = await collect(scanOf(one));
    expect(events).toHaveLength(1);
    expect(lastFault(events)).toMatchObject({ type: 'Unknown', afterSide: 0 });
    expect(lastFault(events).raw).toMatch(/spool folder: E(EXIST|NOTDIR)/);
  });

  if (canMount()) {
    it('TWAIN-32 a full disk is StorageFull after the sides that are kept, and nothing half done stays', async () => {
      await mkdir(rig.spoolFolder);
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=128k', 'tmpfs', rig.spoolFolder]);
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
        execFileSync('umount', [rig.spoolFolder]);
      }
    });
  } else console.warn('TWAIN-32: no right to mount here, the full disk is not tried');
});

function canMount(): boolean {
  const place = mkdtempSync(join(tmpdir(), 'platen-mount-'));
  const isMounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', place]).status === 0;
  if (isMounted) execFileSync('umount', [place]);
  rmSync(place, { recursive: true });
  return isMounted;
}
