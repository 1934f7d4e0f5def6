import { setTimeout } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { colour, describeHost, steps } from './host-bench.ts';
import { frameOf, pagesOf, startHostSession, typesOf } from './host-session.ts';
import { somePages } from './pnm-pages.ts';

describeHost('how a scan ends', (bench) => {
  it('TWAIN-8 a cancel in mid-page: nothing of that page', async () => {
    await bench.load(somePages(3), { VDS_STRIP_PACE: '100', VDS_ROWS: '4' });
    const session = bench.start('scan', colour);
    await session.until((now) => pagesOf(now).length === 1);
    while (!(await bench.rig.log()).includes('IMAGE 1')) await setTimeout(5);
    session.write('cancel');
    const ended = await session.ended();
    expect(typesOf(ended)).toEqual(['dsm', 'page', 'cancelled', 'done']);
    expect(ended.rest).toBe(0);
    expect(steps(await bench.rig.log()).slice(-4)).toEqual(['ENDXFER', 'RESET', 'DISABLEDS', 'CLOSEDS']);
  });

  it('TWAIN-8 the end of standard input is a cancel, before and after it began', async () => {
    await bench.load(somePages(3), { VDS_PACE: '150' });
    const session = bench.start('scan', colour);
    await session.until((now) => pagesOf(now).length === 1);
    session.closeInput();
    expect(typesOf(await session.ended())).toEqual(['dsm', 'page', 'cancelled', 'done']);

    const early = startHostSession(bench.command(), ['scan', encodeURIComponent(bench.rig.sources[0])]);
    early.write('dpi 300');
    early.closeInput();
    expect(typesOf(await early.ended())).toEqual(['cancelled', 'done']);
  });

  it('TWAIN-8 a cancel while the source has not begun', async () => {
    await bench.load(somePages(2), { VDS_FAULT: 'silent' });
    const session = bench.start('scan', colour);
    await session.until(({ heartbeats }) => heartbeats.some(({ json }) => json.state === 5));
    session.write('cancel');
    expect(typesOf(await session.ended())).toEqual(['dsm', 'cancelled', 'done']);
    expect(steps(await bench.rig.log())).toEqual(['OPENDS', 'ENABLEDS', 'DISABLEDS', 'CLOSEDS']);
  });

  it('TWAIN-10 an owner that died: the source is taken down and the process ends', async () => {
    await bench.load(somePages(40), { VDS_PACE: '100' });
    const session = bench.start('scan', colour);
    await session.until((now) => pagesOf(now).length === 1);
    session.abandon();
    await session.ended();
    const log = await bench.rig.log();
    expect(steps(log).slice(-3)).toEqual(['RESET', 'DISABLEDS', 'CLOSEDS']);
    expect(log).not.toContain('IMAGE 39');
  });

  it('TWAIN-12 an empty feeder is NOMEDIA before anything moves, also where only the source finds out', async () => {
    await bench.load(somePages(2), { VDS_FAULT: 'empty' });
    const seen = await bench.run('scan', colour);
    expect(typesOf(seen)).toEqual(['dsm', 'fault', 'done']);
    expect(frameOf(seen, 'fault')).toMatchObject({ conditionCode: 29, reason: 'feederEmpty' });
    expect(steps(await bench.rig.log())).toEqual(['OPENDS', 'CLOSEDS']);

    await bench.load(somePages(2), { VDS_FAULT: 'empty', VDS_LACKS: '1003,100d' });
    expect(frameOf(await bench.run('scan', colour), 'fault')).toMatchObject({
      conditionCode: 29,
      reason: null,
    });
  });

  it('TWAIN-13 a source that cannot be opened is offline, also where the source manager lost its code', async () => {
    await bench.load(somePages(1), { VDS_FAULT: 'offline' });
    for (const verb of ['scan', 'capabilities', 'configure']) {
      const fault = frameOf(await bench.run(verb, colour), 'fault');
      expect(fault).toMatchObject({ conditionCode: 23, triplet: 'DG_CONTROL / DAT_IDENTITY / MSG_OPENDS' });
    }
  });

  it('TWAIN-13 a device that is busy says so', async () => {
    await bench.load(somePages(1), { VDS_FAULT: 'busy' });
    const ended = await bench.run('scan', colour);
    expect(frameOf(ended, 'fault')).toMatchObject({
      returnCode: 10,
      triplet: expect.stringContaining('MSG_ENABLEDS'),
    });
    expect(steps(await bench.rig.log())).toEqual(['OPENDS', 'ENABLEDS refused', 'CLOSEDS']);
  });

  it.each(['compressed', 'planar'])('TWAIN-14 %s pixels are refused in words', async (fault) => {
    await bench.load(somePages(1), { VDS_FAULT: fault });
    const ended = await bench.run('scan', colour);
    expect(typesOf(ended)).toEqual(['dsm', 'fault', 'done']);
    expect(frameOf(ended, 'fault')).toMatchObject({
      reason: 'unsupportedTransfer',
      detail: expect.stringMatching(/compress|planar/),
    });
  });
});
