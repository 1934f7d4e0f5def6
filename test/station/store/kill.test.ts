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

/** Lets a child take pages in and kills it outright after `ms`. Resolves with what it had acknowledged. */
async function ingestUntilKilled(folder: string, ms: number, acked: Map<string, string>): Promise<void> {
  const running = spawn(process.execPath, [child, folder], { stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  running.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  running.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const timer = setTimeout(() => running.kill('SIGKILL'), ms);
  const signal = await new Promise((resolve, reject) => {
    running.on('error', reject).on('close', (_code, by) => resolve(by));
  });
  clearTimeout(timer);
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
    // Long enough to have made the store once; after that any moment, starting up included.
    await ingestUntilKilled(folder, 1_500, acked);
    for (let round = 1; round < rounds; round += 1)
      await ingestUntilKilled(folder, 50 + Math.random() * 750, acked);

    const verdict = checkDataFolder(folder, acked);
    console.info(
      `killed ${rounds} times: ${acked.size} acknowledged, ${verdict.rows} rows, ${verdict.unreferenced} left over`,
    );
    expect(acked.size).toBeGreaterThan(rounds);
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
  }, 90_000);
});
