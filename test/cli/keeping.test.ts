import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { token } from '../match-service/service-caller.ts';
import {
  importBill,
  missingPictures,
  openKeep,
  pageRows,
  pathOf,
  storedPictures,
  submit,
} from '../station/keeping-rig.ts';
import { platen } from './run-platen.ts';

/** A closed station with one bill the service has, and how the command line reaches both. */
async function submitted() {
  const keep = await openKeep();
  const station = await keep.open();
  const bill = await importBill(station);
  await submit(station, bill);
  await station.close();
  const env = { PLATEN_SERVICE_URL: keep.address, PLATEN_SERVICE_TOKEN: token };
  const data = ['--data', keep.dataFolder, '--json'];
  return { ...keep, ...bill, env, data };
}

const atOnce = { PLATEN_RETENTION_DAYS: '0' };

describe('the command line about what is kept', { timeout: 240_000 }, () => {
  it('CLI-14 retention says bill by bill what would go and takes nothing, then takes it, and then has nothing more to take', async () => {
    const { dataFolder, billId, env, data } = await submitted();
    const pages = pageRows(dataFolder).length;
    const early = await platen(['retention', ...data], env);
    expect(early).toMatchObject({ status: 0, lines: [{ type: 'cleared', pages: 0 }] });

    const plan = await platen(['retention', '--dry-run', ...data], { ...env, ...atOnce });
    expect(plan).toMatchObject({
      status: 0,
      lines: [
        { type: 'bill', billId, number: 'CL-2026-000101', pages },
        { type: 'plan', bills: 1, pages, before: expect.any(Number), bytes: plan.lines[0]?.bytes },
      ],
    });
    expect(plan.lines[0]?.bytes).toBeGreaterThan(10_000);
    expect(missingPictures(dataFolder)).toEqual([]);

    const cleared = await platen(['retention', ...data], { ...env, ...atOnce });
    expect(cleared).toMatchObject({ status: 0, lines: [{ type: 'cleared', pages }] });
    expect(storedPictures(dataFolder).size).toBe(0);
    const again = await platen(['retention', ...data], { ...env, ...atOnce });
    expect(again).toMatchObject({ status: 0, lines: [{ type: 'cleared', pages: 0 }] });
  });

  it('CLI-14 where nothing can go retention says whether somebody wants it so or the service does not answer, which is a failure', async () => {
    const { dataFolder, env, data } = await submitted();
    for (const args of [['retention'], ['retention', '--dry-run']]) {
      const never = await platen([...args, ...data], { ...env, PLATEN_RETENTION_DAYS: 'never' });
      expect(never).toMatchObject({ status: 0, lines: [{ type: 'kept', days: null, by: 'given' }] });
      const silent = await platen([...args, ...data], {
        ...atOnce,
        PLATEN_SERVICE_URL: 'http://127.0.0.1:9',
      });
      expect(silent).toMatchObject({
        status: 1,
        lines: [
          {
            type: 'kept',
            days: 0,
            error: {
              type: 'ServiceUnreachable',
              detail: expect.stringContaining('run this again when it answers'),
            },
          },
        ],
      });
    }
    expect(missingPictures(dataFolder)).toEqual([]);
  });

  it('CLI-15 scrub reads every picture and mends what has a good copy; damage that stays is a failure that says what to do', async () => {
    const { dataFolder, env, data } = await submitted();
    const rows = pageRows(dataFolder);
    const whole = await platen(['scrub', ...data], env);
    expect(whole).toMatchObject({
      status: 0,
      lines: [{ type: 'scrubbed', checked: rows.length, found: 0, damaged: 0 }],
    });

    const [first] = rows;
    if (!first) throw new Error('a page');
    // Of a rendition the service has a good copy.
    damage(pathOf(dataFolder, first.rendition_sha256));
    const mended = await platen(['scrub', ...data], env);
    expect(mended).toMatchObject({ status: 0, lines: [{ type: 'scrubbed', found: 1, damaged: 0 }] });
    expect(missingPictures(dataFolder)).toEqual([]);

    // Of this one there is none.
    rmSync(`${dataFolder}/uploads`, { recursive: true });
    damage(pathOf(dataFolder, first.original_sha256));
    const damaged = await platen(['scrub', ...data], env);
    expect(damaged).toMatchObject({
      status: 1,
      lines: [{ type: 'scrubbed', damaged: 1 }, { error: { type: 'PagesDamaged', pages: 1 } }],
    });
    expect(damaged.stderr).toContain('tell IT; the window says at each damaged page what to do');
  });

  it('CLI-15 retention and scrub of a station that is open elsewhere, or whose database is gone, say so and touch nothing', async () => {
    const { dataFolder, open, env, data } = await submitted();
    const station = await open();
    for (const command of ['retention', 'scrub'])
      expect(await platen([command, ...data], { ...env, ...atOnce })).toMatchObject({
        status: 1,
        lines: [{ error: { type: 'DataFolderInUse' } }],
      });
    await station.close();
    rmSync(`${dataFolder}/station.sqlite`);
    for (const command of ['retention', 'scrub'])
      expect(await platen([command, ...data], { ...env, ...atOnce })).toMatchObject({
        status: 1,
        lines: [{ error: { type: 'StoreDamaged' } }],
      });
    expect(storedPictures(dataFolder).size).toBeGreaterThan(0);
  });
});

/** One bit of rot. */
function damage(path: string): void {
  const bytes = readFileSync(path);
  const at = Math.floor(bytes.length / 2);
  bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
  writeFileSync(path, bytes);
}
