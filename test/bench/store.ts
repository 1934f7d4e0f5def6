import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../src/station/store/open-store.ts';
import {
  audit,
  batch,
  bill,
  commit,
  diff,
  document,
  page,
  pageId,
  reading,
  recipe,
  rendition,
} from '../station/store/sample.ts';

/* A batch of 5,000 read pages in 250 bills: how long the store takes to load it and to save one change of it. */

const bills = 250;
const pagesInAll = 5_000;
const folder = mkdtempSync(join(tmpdir(), 'platen-bench-store-'));
const opened = openStore(join(folder, 'station.sqlite'), { log: () => undefined });
if (!opened.ok) throw new Error(JSON.stringify(opened.error));
const store = opened.value;
try {
  store.insertBatch(batch, audit('opened'));
  const numbers = Array.from({ length: pagesInAll }, (_, n) => n);
  const made = diff({
    bills: { added: Array.from({ length: bills }, (_, n) => bill(n, { rank: n })) },
    documents: { added: numbers.map((n) => document(n, n % bills, { rank: Math.floor(n / bills) })) },
    pages: { added: numbers.map((n) => page(n, n, { recipe, rendition: rendition(n), reading })) },
  });
  const insertMs = timed(() => store.commit(commit(1, { diff: made })));
  const loads = Array.from({ length: 10 }, () => timed(() => store.loadBatch(batch.id)));
  const changes = Array.from({ length: 100 }, (_, round) => {
    const to = { recipe: { ...recipe, skewDeg: { value: round, by: 'manual', confidence: 1 } } } as const;
    const turned = diff({ pages: { updated: [{ id: pageId(round), from: { recipe }, to }] } });
    const step = { seq: round + 1, label: 'page.rotate', diff: turned, isUndone: false };
    const history = { type: 'push', step } as const;
    const change = commit(round + 2, {
      diff: turned,
      history,
      audit: [audit('page.rotate', [pageId(round)])],
    });
    return timed(() => store.commit(change));
  });
  process.stdout.write(
    `  load 5,000 pages: median ${middle(loads)} ms; save one page change: median ${middle(changes)} ms, p95 ${late(changes)} ms; ` +
      `insert all in one commit: ${insertMs.toFixed(0)} ms\n`,
  );
} finally {
  store.close();
  rmSync(folder, { recursive: true, force: true });
}

function timed(run: () => unknown): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}

function middle(ms: readonly number[]): string {
  return (ms.toSorted((a, b) => a - b)[Math.floor(ms.length / 2)] ?? Number.NaN).toFixed(1);
}

function late(ms: readonly number[]): string {
  return (ms.toSorted((a, b) => a - b)[Math.floor(ms.length * 0.95)] ?? Number.NaN).toFixed(1);
}
