import { existsSync, readdirSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startService, token } from '../match-service/service-caller.ts';
import { newFolder, openAt } from '../station/at-desk.ts';
import { importBill } from '../station/keeping-rig.ts';
import { readLedger } from '../sync/service-ledger.ts';
import { platen } from './run-platen.ts';

/** Nobody listens there. */
const alone = { PLATEN_SERVICE_URL: 'http://127.0.0.1:9', PLATEN_SERVICE_TOKEN: token };
const number = 'CL-2026-000101';
const at = (data: string) => ['--data', data, '--json'];

/** A closed station without a service, with one bill that waits. */
async function waiting(): Promise<string> {
  const path = newFolder();
  const station = await openAt(path, { service: null });
  const { batchId, billId } = await importBill(station);
  const submitted = await station.run('bill.submit', { batchId, billIds: [billId] });
  await station.close();
  expect(submitted).toMatchObject({ value: { submitted: [billId] } });
  return path;
}

describe('the command line about bills in a file', { timeout: 240_000 }, () => {
  it('CLI-16 queue export writes what waits, queue import takes it in once, and sync sends it from there', async () => {
    const from = await waiting();
    const file = join(newFolder(), 'away.bills.zip');
    const exported = await platen(['queue', 'export', '--out', file, ...at(from)], alone);
    expect(exported).toMatchObject({ status: 0, lines: [{ file, bills: 1, both: 0 }] });
    expect(statSync(file).size).toBeGreaterThan(10_000);
    expect((await platen(['queue', ...at(from)], alone)).lines).toMatchObject([
      { number, held: { type: 'exported' } },
    ]);
    // Held for the other station: there is nothing more to export here.
    const again = await platen(['queue', 'export', '--out', `${file}.2`, ...at(from)], alone);
    expect(again).toMatchObject({ status: 1, lines: [{ error: { type: 'NothingToExport' } }] });
    expect(existsSync(`${file}.2`)).toBe(false);

    const served = newFolder();
    const { url } = await startService(served);
    const env = { PLATEN_SERVICE_URL: url, PLATEN_SERVICE_TOKEN: token };
    const to = newFolder();
    const imported = await platen(['queue', 'import', file, ...at(to)], alone);
    expect(imported).toMatchObject({ status: 0, lines: [{ file, bills: 1, known: 0, refused: [] }] });
    const twice = await platen(['queue', 'import', file, ...at(to)], alone);
    expect(twice).toMatchObject({ status: 0, lines: [{ bills: 0, known: 1, refused: [] }] });
    const sent = await platen(['sync', ...at(to)], env);
    expect(sent).toMatchObject({ status: 0, lines: [{ number, stage: 'accepted' }] });
    expect(readLedger(served).revisions).toHaveLength(1);
    // The first station hears of it.
    const heard = await platen(['sync', ...at(from)], env);
    expect(heard).toMatchObject({ status: 0, lines: [{ number, stage: 'accepted', held: null }] });
  });

  it('CLI-16 a file that cannot be written leaves nothing half done in its place, and says where it lies whole', async () => {
    const from = await waiting();
    const nowhere = join(newFolder(), 'no such folder', 'away.bills.zip');
    const failed = await platen(['queue', 'export', '--out', nowhere, ...at(from)], alone);
    expect(failed.status).toBe(1);
    expect(failed.lines).toMatchObject([
      {
        file: nowhere,
        error: {
          type: 'FileUnreadable',
          name: nowhere,
          detail: expect.stringContaining('the file is whole at '),
        },
      },
    ]);
    const { error } = failed.lines[0] as { readonly error: { readonly detail: string } };
    const kept = error.detail.split('the file is whole at ')[1] ?? '';
    const taken = await platen(['queue', 'import', kept, ...at(newFolder())], alone);
    expect(taken).toMatchObject({ status: 0, lines: [{ bills: 1 }] });
  });

  it('CLI-16 a file that is foreign, damaged or not there says so by its name, and nothing of it is taken in', async () => {
    const from = await waiting();
    const files = newFolder();
    const cut = join(files, 'cut.bills.zip');
    await platen(['queue', 'export', '--out', cut, ...at(from)], alone);
    truncateSync(cut, Math.floor(statSync(cut).size / 2));
    const foreign = join(files, 'foreign.bills.zip');
    writeFileSync(foreign, 'no bills at all');
    const to = newFolder();
    for (const [file, type] of [
      [cut, /^BillFile(Damaged|Foreign)$/],
      [foreign, /^BillFile(Damaged|Foreign)$/],
      [join(files, 'gone.bills.zip'), /^FileUnreadable$/],
    ] as const) {
      const refused = await platen(['queue', 'import', file, ...at(to)], alone);
      expect(refused, file).toMatchObject({
        status: 1,
        lines: [
          { file, error: { type: expect.stringMatching(type), name: expect.stringContaining('.bills.zip') } },
        ],
      });
    }
    expect(await platen(['queue', ...at(to)], alone)).toMatchObject({ status: 0, lines: [] });
    expect(readdirSync(files).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('CLI-16 what is asked amiss is wrong usage', async () => {
    for (const [args, said] of [
      [['queue', 'export'], 'queue export needs --out'],
      [['queue', 'import'], 'queue import needs a file'],
      [['queue', 'send'], 'queue knows list, export, import, not send'],
    ] as const) {
      const { status, lines, stderr } = await platen(args);
      expect([status, lines, stderr]).toEqual([2, [], expect.stringContaining(said)]);
    }
  });
});
