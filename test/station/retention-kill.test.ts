import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { importBill, missingPictures, openKeep, pageRows, storedPictures, submit } from './keeping-rig.ts';

const child = fileURLToPath(new URL('./clear-child.ts', import.meta.url));

/** Lets a station clear, and kills it so many milliseconds after it began; resolves to whether it came through. */
async function clearFor(dataFolder: string, address: string, ms: number): Promise<boolean> {
  const victim = spawn(process.execPath, [child, dataFolder, address], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  victim.stdout.on('data', (chunk) => {
    if (said === '') setTimeout(() => victim.kill('SIGKILL'), ms);
    said += String(chunk);
  });
  await new Promise((resolve) => victim.once('close', resolve));
  return said.includes('through');
}

it('KEEP-8 a kill at any moment leaves a file too many, never one too few', async () => {
  const keep = await openKeep();
  const station = await keep.open();
  await submit(station, await importBill(station));
  // Equal files in a bill that is open: they stay, whatever happens.
  await importBill(station);
  await station.close();
  const { dataFolder, address } = keep;
  const pages = pageRows(dataFolder).length;
  let rounds = 0;
  // Each a little later, so that kills fall before, between and behind transaction and files, until one comes through.
  for (let ms = 1; ms < 20_000; ms = Math.ceil(ms * 2.2)) {
    const isThrough = await clearFor(dataFolder, address, ms);
    rounds += 1;
    expect(missingPictures(dataFolder)).toEqual([]);
    if (isThrough) break;
  }
  expect(rounds).toBeGreaterThan(2);
  const rows = pageRows(dataFolder);
  expect(rows.filter((row) => row.cleared_at !== null)).toHaveLength(pages / 2);
  // Nothing is left over either: a killed round is ended by the next.
  const wanted = new Set(
    rows
      .filter((row) => row.cleared_at === null)
      .flatMap((row) => [row.original_sha256, row.rendition_sha256, row.thumbnail_sha256]),
  );
  expect(new Set(storedPictures(dataFolder).keys())).toEqual(wanted);
}, 120_000);
