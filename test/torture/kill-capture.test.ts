import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import Database from 'better-sqlite3';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WorkerChannel } from '../../src/contract/workers.ts';
import { launchOnNode } from '../../src/workers/launch-node.ts';

/** Kills in all, over two stations side by side. */
const rounds = 200;
const seed = Number(process.env.PLATEN_SEED ?? Date.now() % 1_000_000);

describe('a station killed in mid-capture', () => {
  let folder: string;
  let scanner: WorkerChannel;
  let scannerUrl: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'platen-torture-'));
    const sheets = join(folder, 'sheets');
    await makeSheets(sheets, 40);
    scanner = launchOnNode('virtual-scanner', ['--folder', sheets, '--pace', '8']);
    scannerUrl = await new Promise((listening) => {
      scanner.onMessage((message) => {
        const said = message as { type: string; url: string };
        if (said.type === 'listening') listening(said.url);
      });
    });
  });

  afterAll(() => {
    scanner.kill();
    rmSync(folder, { recursive: true, force: true });
  });

  it(`STATION-1 shown means durable: ${rounds} kills, every shown page is there once, with its bytes`, async () => {
    process.stdout.write(`torture seed ${seed}\n`);
    const random = randomFrom(seed);
    const dataFolder = join(folder, 'station');
    const shown = new Map<string, string>();
    let killsInCapture = 0;
    for (let round = 0; round < rounds; round += 1) {
      const before = shown.size;
      await captureAndKill(dataFolder, scannerUrl, Math.floor(random() * 500), shown);
      if (shown.size > before) killsInCapture += 1;
    }
    expect(check(dataFolder, shown)).toEqual({
      lost: [],
      doubled: [],
      badFiles: [],
      rowsWithoutFile: [],
      integrity: 'ok',
    });
    // The proof is worth nothing if the kills came before the first page.
    expect(killsInCapture).toBeGreaterThan(rounds / 4);
    process.stdout.write(
      `${rounds} kills, ${killsInCapture} after a page was shown, ${shown.size} pages shown\n`,
    );
  }, 1_200_000);

  it('STATION-2 the checker sees a page that was shown and is not there', () => {
    const dataFolder = join(folder, 'station');
    const shown = new Map([['page:00000000-0000-7000-8000-000000000000', '0'.repeat(64)]]);
    expect(check(dataFolder, shown).lost).toHaveLength(1);
  });
});

async function captureAndKill(
  dataFolder: string,
  scannerUrl: string,
  afterMs: number,
  shown: Map<string, string>,
): Promise<void> {
  await fetch(new URL('/_ctl', scannerUrl), { method: 'POST', body: JSON.stringify({ load: true }) });
  const entry = resolve(import.meta.dirname, 'capture-child.ts');
  const child: ChildProcess = spawn(process.execPath, [entry, dataFolder, scannerUrl], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let complaint = '';
  child.stderr?.on('data', (chunk) => {
    complaint += chunk;
  });
  let isKilled = false;
  const ended = new Promise<void>((resolveEnd) => child.once('close', () => resolveEnd()));
  if (!child.stdout) throw new Error('no output');
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => {
    // The line being written when the kill came may be cut: it was not shown whole.
    if (!line.endsWith('}')) return;
    const said = JSON.parse(line) as { type: string; pageId: string; sha256: string };
    if (said.type === 'shown') shown.set(said.pageId, said.sha256);
    if (said.type === 'capturing') {
      setTimeout(() => {
        isKilled = true;
        child.kill('SIGKILL');
      }, afterMs);
    }
  });
  await ended;
  if (!isKilled) throw new Error(`the station ended by itself: ${complaint}`);
}

function check(dataFolder: string, shown: ReadonlyMap<string, string>) {
  const database = new Database(join(dataFolder, 'station.sqlite'), { readonly: true });
  try {
    const rows = database.prepare('SELECT id, original_sha256 AS sha256 FROM pages').all() as {
      id: string;
      sha256: string;
    }[];
    const count = new Map<string, number>();
    for (const { id } of rows) count.set(id, (count.get(id) ?? 0) + 1);
    const hashOf = (sha256: string): string | null => {
      try {
        return createHash('sha256')
          .update(readFileSync(join(dataFolder, 'cas', sha256.slice(0, 2), sha256)))
          .digest('hex');
      } catch {
        return null;
      }
    };
    const verdicts = new Map(rows.map(({ sha256 }) => [sha256, hashOf(sha256)]));
    return {
      lost: [...shown.keys()].filter((id) => !count.has(id)),
      doubled: [...count].filter(([, times]) => times > 1).map(([id]) => id),
      badFiles: [...shown.values()].filter(
        (sha256) => verdicts.get(sha256) !== sha256 && verdicts.has(sha256),
      ),
      rowsWithoutFile: rows.filter(({ sha256 }) => verdicts.get(sha256) === null).map(({ id }) => id),
      integrity: database.pragma('integrity_check', { simple: true }),
    };
  } finally {
    database.close();
  }
}

/** Small distinct pages: the point is the path, not the pixels. */
async function makeSheets(sheets: string, count: number): Promise<void> {
  const { mkdir } = await import('node:fs/promises');
  await mkdir(sheets, { recursive: true });
  for (let index = 0; index < count; index += 1) {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="160" height="226"><rect width="160" height="226" fill="#fff"/><text x="20" y="60" font-size="30">${index}</text></svg>`;
    await sharp(Buffer.from(svg))
      .jpeg()
      .toFile(join(sheets, `${String(index).padStart(3, '0')}.jpg`));
  }
}

/** Mulberry32, so that a failing run can be repeated by its seed. */
function randomFrom(start: number): () => number {
  let state = start >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
