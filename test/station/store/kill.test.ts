import { spawn } from 'node:child_process';
import { rmSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { checkDataFolder } from './checker.ts';
import { batch } from './sample.ts';
import { opened, temporaryFolder } from './temporary.ts';

const child = fileURLToPath(new URL('./ingest-child.ts', import.meta.url));
const rounds = 25;

/** When a child is killed: some time after its start, or some time after it acknowledged so many pages. */
type Moment = { readonly afterStartMs: number } | { readonly afterAcks: number; readonly thenMs: number };

/** Lets a child take pages in and kills it outright. Resolves when it is gone, with what it had acknowledged noted. */
async function ingestUntilKilled(folder: string, moment: Moment, acked: Map<string, string>): Promise<void> {
  const running = spawn(process.execPath, [child, folder], { stdio: ['ignore', 'pipe', 'pipe'] });
  const kill = () => running.kill('SIGKILL');
  let stdout = '';
  let stderr = '';
  let timer: NodeJS.Timeout | null = 'afterStartMs' in moment ? setTimeout(kill, moment.afterStartMs) : null;
  running.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    if (timer === null && 'afterAcks' in moment && stdout.split('\n').length > moment.afterAcks) {
      timer = setTimeout(kill, moment.thenMs);
    }
  });
  running.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const signal = await new Promise((resolve, reject) => {
    running.on('error', reject).on('close', (_code, by) => resolve(by));
  });
  if (timer) clearTimeout(timer);
  expect(signal, stderr).toBe('SIGKILL');
  for (const line of stdout.split('\n')) {
    const [word, id, sha256] = line.split(' ');
    if (word === 'ACK' && id && sha256?.length === 64) acked.set(id, sha256);
  }
}

describe('a station that is killed', () => {
  it('DATA-13 keeps every acknowledged page, whole and once, however often and wherever it is killed', async () => {
    const folder = temporaryFolder();
    const acked = new Map<string, string>();
    for (let round = 0; round < rounds; round += 1) {
      // In turn while it works, and at any moment of its start.
      const moment: Moment =
        round % 2 === 0
          ? { afterAcks: 1 + Math.floor(Math.random() * 20), thenMs: Math.random() * 20 }
          : { afterStartMs: 50 + Math.random() * 600 };
      await ingestUntilKilled(folder, moment, acked);
    }

    const verdict = checkDataFolder(folder, acked);
    console.info(
      `killed ${rounds} times: ${acked.size} acknowledged, ${verdict.rows} rows, ${verdict.unreferenced} left over`,
    );
    expect(acked.size).toBeGreaterThan(rounds / 2);
    expect(verdict).toMatchObject({ lost: [], damaged: [], partial: [], integrity: 'ok' });
    expect(verdict.rows).toBeLessThanOrEqual(acked.size + rounds);

    const store = opened(join(folder, 'station.sqlite'));
    const pages = [...(store.loadBatch(batch.id)?.tree.pages.values() ?? [])];
    expect(pages.map((page) => page.feed).sort((a, b) => a - b)).toEqual(pages.map((_, index) => index));
    store.close();

    // The checker has teeth: each way to lose a page is seen.
    const [first, second, third] = pages;
    if (!first || !second || !third) throw new Error('too few pages');
    const fileOf = (sha256: string) => join(folder, 'cas', sha256.slice(0, 2), sha256);
    truncateSync(fileOf(first.original.sha256), Math.floor(statSync(fileOf(first.original.sha256)).size / 2));
    rmSync(fileOf(second.original.sha256));
    const db = new Database(join(folder, 'station.sqlite'));
    db.prepare('DELETE FROM pages WHERE id = ?').run(third.id);
    db.close();
    const spoiled = checkDataFolder(folder, acked);
    expect(new Set(spoiled.damaged)).toEqual(new Set([first.id, second.id]));
    expect(spoiled.lost).toEqual(acked.has(third.id) ? [third.id] : []);
  });
});
