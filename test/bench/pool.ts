import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PageRequest } from '../../src/contract/workers.ts';
import { cleanupPresets } from '../../src/domain/rules/cleanup.ts';
import { defaultCoverRule } from '../../src/domain/rules/profile.ts';
import { openPagePool } from '../../src/station/jobs/page-pool.ts';
import { launchOnNode } from '../../src/workers/launch-node.ts';
import { median } from './cpu.ts';
import { benchPages } from './pages.ts';

/*
 * The page workers as the station runs them: what a second one brings, how the first page after the start compares with
 * a warm one, and whether a worker's memory stays flat. Pages are cleaned and read. node test/bench/pool.ts [pages]
 */
const endurancePages = Number(process.argv[2] ?? 2000);
const folder = mkdtempSync(join(tmpdir(), 'platen-bench-pool-'));
try {
  const pages = await benchPages();
  const paths = pages.map(({ jpeg }, i) => {
    const path = join(folder, `${i}.jpg`);
    writeFileSync(path, jpeg);
    return path;
  });
  const ask = (n: number): Omit<PageRequest, 'type' | 'spoolFolder'> => ({
    task: 'read',
    path: paths[n % paths.length] as string,
    dpi: 300,
    recipe: null,
    plan: cleanupPresets.standard,
    deviceSays: null,
    coverRule: defaultCoverRule,
  });

  const rates: number[] = [];
  for (const concurrency of [1, 2]) {
    const pool = openPool(concurrency);
    const firsts = await timed(pool.run(ask(0)));
    await Promise.all(Array.from({ length: concurrency * 2 }, (_, n) => pool.run(ask(n))));
    const warm: number[] = [];
    for (let round = 0; round < 7; round++) warm.push(await timed(pool.run(ask(0))));
    if (concurrency === 1)
      console.log(
        `first page ${firsts.toFixed(0)} ms with the start of its worker, a warm one ${median(warm).toFixed(0)} ms`,
      );
    const count = 60;
    const started = performance.now();
    await Promise.all(Array.from({ length: count }, (_, n) => pool.run(ask(n))));
    rates.push((count * 60_000) / (performance.now() - started));
    pool.close();
  }
  const [one = 0, two = 0] = rates;
  console.log(
    `one worker ${one.toFixed(0)} pages a minute, two ${two.toFixed(0)}: ${verdict(two / one, 1.7)}`,
  );

  const ready = openPool(1);
  await new Promise((resolve) => setTimeout(resolve, 4000));
  const first = await timed(ready.run(ask(0)));
  const warm: number[] = [];
  for (let round = 0; round < 9; round++) warm.push(await timed(ready.run(ask(0))));
  const ratio = first / median(warm);
  console.log(
    `first page of a worker that stands ready ${first.toFixed(0)} ms, warm ${median(warm).toFixed(0)} ms: ` +
      `${ratio.toFixed(2)} (target: at most 2) ${ratio <= 2 ? 'met' : 'MISSED'}`,
  );
  ready.close();

  await endurance(ask);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function openPool(concurrency: number) {
  return openPagePool({ launch: launchOnNode, spoolFolder: folder, concurrency, log: () => undefined });
}

async function endurance(ask: (n: number) => Omit<PageRequest, 'type' | 'spoolFolder'>): Promise<void> {
  const pool = openPool(1);
  const marks: string[] = [];
  const seen: number[] = [];
  const tenth = Math.max(1, Math.floor(endurancePages / 10));
  for (let n = 0; n < endurancePages; n += 2) {
    const replies = await Promise.all([pool.run(ask(n)), pool.run(ask(n + 1))]);
    for (const reply of replies) {
      if (reply.type === 'failure') throw new Error(reply.detail);
      await rm(reply.rendition.path, { force: true });
      await rm(reply.thumbnail.path, { force: true });
    }
    if (n % tenth === 0) {
      const resident = await residentOfWorkers();
      seen.push(resident);
      marks.push(`${n}: ${resident.toFixed(0)}`);
    }
  }
  pool.close();
  console.log(`resident memory of a worker, MB, by pages done: ${marks.join(', ')}`);
  const settled = seen.slice(2);
  const growth = (settled.at(-1) ?? 0) / (settled[0] ?? 1) - 1;
  console.log(
    `grown by ${(growth * 100).toFixed(1)} % from the third tenth on (target: at most 5) ${growth <= 0.05 ? 'met' : 'MISSED'}`,
  );
}

/** Megabytes resident in the processes this one started, or in this one where workers are threads of it. */
async function residentOfWorkers(): Promise<number> {
  let sum = 0;
  for (const id of await readdir('/proc')) {
    if (!/^\d+$/.test(id)) continue;
    try {
      const status = readFileSync(`/proc/${id}/status`, 'utf8');
      if (Number(/PPid:\s+(\d+)/.exec(status)?.[1]) === process.pid)
        sum += Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
    } catch {
      // It ended between the listing and the look.
    }
  }
  return sum;
}

async function timed(work: Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work;
  return performance.now() - started;
}

function verdict(value: number, least: number): string {
  return `${value.toFixed(2)} times (target: at least ${least}) ${value >= least ? 'met' : 'MISSED'}`;
}
