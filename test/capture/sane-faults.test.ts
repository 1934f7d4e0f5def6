import { type ChildProcess, execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultSaneLimits } from '../../src/capture/sane/limits.ts';
import type { ScanEvent } from '../../src/contract/workers.ts';
import type { ScanProfile } from '../../src/domain/rules/profile.ts';
import { collect, expectOnDisk, never, pagesOf, simplex } from './driver-contract.ts';
import { saneConfig, testConf } from './sane/config.ts';
import { openForkedSaneDriver } from './sane/forked-driver.ts';
import type { Script } from './sane/session-messages.ts';

const profile: ScanProfile = { ...simplex, dpi: 40, colour: 'gray' };

describe('faults of the test backend', () => {
  let config: Awaited<ReturnType<typeof saneConfig>>;
  let spoolFolder: string;
  beforeAll(async () => {
    config = await saneConfig(['test'], testConf);
    spoolFolder = await mkdtemp(join(tmpdir(), 'platen-spool-'));
  });
  afterAll(async () => {
    await config.remove();
    await rm(spoolFolder, { recursive: true, force: true });
  });

  const request = (wanted: ScanProfile = profile) => ({
    deviceId: 'sane:test:0',
    profile: wanted,
    spoolFolder,
  });
  const steps = (...all: Script['steps'][number][]): Script => ({ paceMs: 0, steps: all });
  const scan = (script: Script, wanted = profile) =>
    collect(openForkedSaneDriver(config.sane, () => script).scan(request(wanted), never));
  /** From this side on each read waits a fifth of a second for its few bytes. */
  const slowFrom = (at: number): Script =>
    steps(
      { at, name: 'read-limit', value: 'yes' },
      { at, name: 'read-limit-size', value: '1000' },
      { at, name: 'read-delay', value: 'yes' },
      { at, name: 'read-delay-duration', value: '200000' },
    );

  it.each([
    ['UNSUPPORTED', 'Unsupported'],
    ['CANCELLED', 'Cancelled'],
    ['DEVICE_BUSY', 'Busy'],
    ['INVAL', 'Unknown'],
    ['EOF', 'TruncatedPage'],
    ['JAMMED', 'PaperJam'],
    ['COVER_OPEN', 'CoverOpen'],
    ['IO_ERROR', 'CommunicationError'],
    ['NO_MEM', 'OutOfMemory'],
    ['ACCESS_DENIED', 'AccessDenied'],
  ])('SANE-30 %s in mid-stack is %s after the two complete sides', async (status, type) => {
    const value = `SANE_STATUS_${status}`;
    const events = await scan(steps({ at: 2, name: 'read-return-value', value }));
    expect(pagesOf(events)).toHaveLength(2);
    for (const { image } of pagesOf(events)) await expectOnDisk(image);
    expect(events.at(-1)).toEqual({
      type: 'fault',
      fault: { type, afterSide: 2, raw: expect.stringContaining(value) },
    });
  });

  it('SANE-31 NO_DOCS after complete sides is the end, before the first an empty feeder', async () => {
    const out = (at: number) => steps({ at, name: 'read-return-value', value: 'SANE_STATUS_NO_DOCS' });
    expect((await scan(out(2))).at(-1)).toEqual({ type: 'end', sides: 2, deviceSheets: null });
    expect((await scan(out(0))).at(-1)).toMatchObject({
      type: 'fault',
      fault: { type: 'FeederEmpty', afterSide: 0 },
    });
  });

  it('SANE-31 the feeder of ten sheets ends after the tenth', async () => {
    const events = await scan(steps());
    expect(pagesOf(events).map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(events.at(-1)).toMatchObject({ type: 'end', sides: 10 });
  });

  it('SANE-32 a cancel in mid-page yields no half page', async () => {
    const cancel = new AbortController();
    const events: ScanEvent[] = [];
    for await (const event of openForkedSaneDriver(config.sane, () => slowFrom(1)).scan(
      request(),
      cancel.signal,
    )) {
      events.push(event);
      // The second side takes minutes from here: the cancel falls into its reads.
      if (event.type === 'page') setTimeout(() => cancel.abort(), 500);
    }
    expect(pagesOf(events)).toHaveLength(1);
    expect(events.at(-1)).toMatchObject({ type: 'fault', fault: { type: 'Cancelled', afterSide: 1 } });
    expect(await readdir(spoolFolder)).toContain(pagesOf(events)[0]?.image.path.split('/').at(-1));
  });

  it('SANE-33 a read past its limit is DriverTimeout, and the next process works', async () => {
    const limits = { ...defaultSaneLimits, readMs: 20 };
    const driver = openForkedSaneDriver(config.sane, () => slowFrom(0), { limits });
    const events = await collect(driver.scan(request(), never));
    expect(events.at(-1)).toMatchObject({
      type: 'fault',
      fault: { type: 'DriverTimeout', afterSide: 0, raw: 'sane_read: no answer in 20 ms' },
    });
    expect((await scan(steps())).at(-1)).toMatchObject({ type: 'end', sides: 10 });
  });

  it('SANE-33 a process with a call that never comes back still ends', async () => {
    const watch = new URL('../../src/capture/sane/watch.ts', import.meta.url).href;
    const code = `
      import koffi from 'koffi';
      import { DriverHung, watched } from '${watch}';
      const sleep = koffi.load('libc.so.6').func('sleep', 'uint', ['uint']);
      const call = new Promise((resolve) => sleep.async(600, (_cause, left) => resolve(left)));
      await watched(call, 'sleep', 50).catch((cause) => console.log(cause instanceof DriverHung, cause.message));
      process.exit(0);
    `;
    const cwd = new URL('../..', import.meta.url);
    const ended = promisify(execFile)(process.execPath, ['--input-type=module', '-e', code], { cwd });
    await expect(ended).rejects.toMatchObject({
      signal: 'SIGKILL',
      stdout: 'true sleep: no answer in 50 ms\n',
    });
  });

  it('SANE-34 killed after the third side: three whole sides stay, and the next process works', async () => {
    const children: ChildProcess[] = [];
    const driver = openForkedSaneDriver(config.sane, () => ({ ...steps(), paceMs: 50 }), {
      onFork: (child) => children.push(child),
    });
    const events: ScanEvent[] = [];
    const killed = (async () => {
      for await (const event of driver.scan(request(), never)) {
        events.push(event);
        if (pagesOf(events).length === 3) children[0]?.kill('SIGKILL');
      }
    })();
    await expect(killed).rejects.toThrow('SIGKILL');
    expect(pagesOf(events).length).toBeGreaterThanOrEqual(3);
    for (const { image } of pagesOf(events)) await expectOnDisk(image);
    expect((await scan(steps())).at(-1)).toMatchObject({ type: 'end', sides: 10 });
  });

  it('SANE-35 whoever stops asking ends the scan at the device', async () => {
    const driver = openForkedSaneDriver(config.sane);
    for await (const event of driver.scan(request(), never)) if (event.type === 'page') break;
    expect((await scan(steps())).at(-1)).toMatchObject({ type: 'end', sides: 10 });
  });
});
