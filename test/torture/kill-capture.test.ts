import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import Database from 'better-sqlite3';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEsclDriver } from '../../src/capture/escl/escl-driver.ts';
import type { WorkerChannel } from '../../src/contract/workers.ts';
import { pagesOfScannedPdf } from '../../src/importing/pdf/scanned-pages.ts';
import { launchOnNode } from '../../src/workers/launch-node.ts';
import { loadFeeder } from './load-feeder.ts';

/** Kills in all, over two stations side by side. */
const rounds = 200;
const seed = Number(process.env.PLATEN_SEED ?? Date.now() % 1_000_000);

/** A round takes a few seconds; one that takes this long hangs, and says where. */
const roundLimitMs = 90_000;

/** One station with its own scanner and data folder, killed again and again. */
interface Lane {
  readonly dataFolder: string;
  readonly scanner: WorkerChannel;
  readonly scannerUrl: string;
  readonly deviceId: string;
  readonly shown: Map<string, string>;
}

describe('a station killed in mid-capture', () => {
  let folder: string;
  let lanes: readonly Lane[];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'platen-torture-'));
    const sheets = join(folder, 'sheets');
    await makeSheets(sheets, 40);
    lanes = await Promise.all(['one', 'two'].map((name) => openLane(join(folder, name), sheets)));
  });

  afterAll(() => {
    for (const { scanner } of lanes) scanner.kill();
    rmSync(folder, { recursive: true, force: true });
  });

  it(`STATION-1 shown means durable: ${rounds} kills, every shown page is there once, with its bytes`, async () => {
    process.stdout.write(`torture seed ${seed}\n`);
    const random = randomFrom(seed);
    let killsInCapture = 0;
    const runLane = async (lane: Lane) => {
      for (let round = 0; round < rounds / lanes.length; round += 1) {
        const before = lane.shown.size;
        await captureAndKill(lane, momentOf(random));
        if (lane.shown.size > before) killsInCapture += 1;
      }
    };
    await Promise.all(lanes.map(runLane));
    for (const lane of lanes) {
      expect(check(lane.dataFolder, lane.shown)).toEqual({
        lost: [],
        doubled: [],
        badFiles: [],
        rowsWithoutFile: [],
        integrity: 'ok',
      });
    }
    // The proof is worth nothing if the kills came before the first page.
    expect(killsInCapture).toBeGreaterThan(rounds / 2);
    const pages = lanes.reduce((sum, lane) => sum + lane.shown.size, 0);
    process.stdout.write(`${rounds} kills, ${killsInCapture} after a page was shown, ${pages} pages shown\n`);
  }, 1_200_000);

  it('STATION-2 the checker sees a page that was shown and is not there', () => {
    const shown = new Map([['page:00000000-0000-7000-8000-000000000000', '0'.repeat(64)]]);
    for (const { dataFolder } of lanes) expect(check(dataFolder, shown).lost).toHaveLength(1);
  });
});

/** When to kill: after so many pages were shown (0: from the start of the capture), and so many milliseconds more. */
interface Moment {
  readonly afterPages: number;
  readonly thenMs: number;
}

function momentOf(random: () => number): Moment {
  if (random() < 0.25) return { afterPages: 0, thenMs: Math.floor(random() * 1_500) };
  return { afterPages: 1 + Math.floor(random() * 30), thenMs: Math.floor(random() * 40) };
}

async function openLane(dataFolder: string, sheets: string): Promise<Lane> {
  const scanner = launchOnNode('virtual-scanner', ['--folder', sheets, '--pace', '8']);
  const scannerUrl = await new Promise<string>((listening) => {
    scanner.onMessage((message) => {
      const said = message as { type: string; url: string };
      if (said.type === 'listening') listening(said.url);
    });
  });
  const driver = openEsclDriver(
    { addresses: [{ url: scannerUrl, driver: 'escl' }], discover: false, pins: {} },
    { pagesOfPdf: pagesOfScannedPdf, onPinned: () => undefined },
  );
  const listed = await driver.list(AbortSignal.timeout(10_000));
  const [device] = listed.ok ? listed.value : [];
  if (!device) throw new Error('the virtual scanner was not found');
  return { dataFolder, scanner, scannerUrl, deviceId: device.id, shown: new Map() };
}

async function captureAndKill(
  { dataFolder, scannerUrl, deviceId, shown }: Lane,
  moment: Moment,
): Promise<void> {
  await loadFeeder(scannerUrl);
  const entry = resolve(import.meta.dirname, 'capture-child.ts');
  const child: ChildProcess = spawn(process.execPath, [entry, dataFolder, scannerUrl, deviceId], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let complaint = '';
  child.stderr?.on('data', (chunk) => {
    complaint += chunk;
  });
  let isKilled = false;
  let shownNow = 0;
  // Its workers write to the same error stream: it is closed when they are gone too.
  const ended = new Promise<void>((resolveEnd, reject) => {
    const late = setTimeout(() => {
      const state = isKilled ? 'killed, not closed' : `${shownNow} of ${moment.afterPages} pages shown`;
      reject(new Error(`${state} after ${roundLimitMs} ms\n${complaint}\n${stationProcesses()}`));
      child.kill('SIGKILL');
    }, roundLimitMs);
    child.once('close', () => {
      clearTimeout(late);
      resolveEnd();
    });
  });
  if (!child.stdout) throw new Error('no output');
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => {
    // The line being written when the kill came may be cut: it was not shown whole.
    if (!line.endsWith('}')) return;
    const said = JSON.parse(line) as { type: string; pageId: string; sha256: string };
    if (said.type === 'shown') {
      shown.set(said.pageId, said.sha256);
      shownNow += 1;
    }
    const isDue = moment.afterPages === 0 ? said.type === 'capturing' : shownNow === moment.afterPages;
    if (isDue) {
      setTimeout(() => {
        isKilled = true;
        child.kill('SIGKILL');
      }, moment.thenMs);
    }
  });
  await ended;
  if (!isKilled) throw new Error(`the station ended by itself: ${complaint}`);
}

/** What is left of stations and their workers, for the report of a round that hangs. */
function stationProcesses(): string {
  const listed = spawnSync('ps', ['-eo', 'pid,ppid,stat,etimes,wchan:20,args'], { encoding: 'utf8' });
  if (listed.error) return listed.error.message;
  return listed.stdout
    .split('\n')
    .filter((line) => /src\/workers|capture-child/.test(line))
    .join('\n');
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
