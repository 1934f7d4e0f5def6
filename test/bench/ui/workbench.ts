import { cpus } from 'node:os';
import { deskOf } from '../../e2e/desk.ts';
import { openRig } from '../../e2e/rig.ts';
import { billsInAll, fillWithLargeBatch, pagesInAll } from './large-batch.ts';
import { type Opening, openAnew, openEmpty, openFromList, watchOpening } from './opening.ts';
import { operations, repeat } from './operations.ts';
import { rendererMemory } from './renderer-memory.ts';
import { type Press, startStopwatch } from './stopwatch.ts';

/* `npm run bench:ui`: the window over a real station with a large batch. BENCH_ONLY=name measures one operation. */

const rounds = Number(process.env.BENCH_ROUNDS ?? 20);
const only = process.env.BENCH_ONLY;
const target = { openMs: 500, keyMs: 50, rendererMb: 400 };

const [cpu] = cpus();
const rig = await openRig();
try {
  const window = await rig.openWindow({ language: 'zh-CN', fill: fillWithLargeBatch });
  const { page, tree } = deskOf(window);
  const browser = page.context().browser();
  if (!browser) throw new Error('no browser of its own');
  await tree.getByRole('treeitem').first().waitFor();
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 };
  print(`${cpus().length} x ${cpu?.model ?? 'unknown'}, Chromium ${browser.version()}, no graphics card`);
  print(`${pagesInAll} pages in ${billsInAll} bills, window of ${width} x ${height}\n`);

  await page.addInitScript(watchOpening);
  const openings = only ? 1 : 7;
  const started: Opening[] = [];
  for (let n = 0; n < openings; n += 1) started.push(await openAnew(page));
  print(opened('at the start', started));
  const chosen: Opening[] = [];
  for (let n = 0; n < openings; n += 1) {
    await openEmpty(page);
    chosen.push(await openFromList(page, 'large'));
  }
  print(opened('from the list', chosen));

  const session = await page.context().newCDPSession(page);
  const watch = await startStopwatch(page, session);
  print(
    `\nkey to painted, ${rounds} times each          first seen                                at rest                      main thread`,
  );
  for (const operation of operations) {
    if (only && !operation.name.includes(only)) continue;
    await page.keyboard.press('x');
    await page.keyboard.press('Escape');
    await tree.focus();
    await page.keyboard.press('Home');
    for (let n = 0; n < 11; n += 1) await page.keyboard.press('ArrowDown');
    await page.waitForTimeout(500);
    for (const key of operation.before) {
      await page.keyboard.press(key);
      await page.waitForTimeout(500);
    }
    const { there, back, mainThreadMs } = await repeat(watch, operation, rounds);
    print(`${both(operation.name, there)}${ms(mainThreadMs)} a press`);
    if (operation.back.includes('Control+z')) print(both('  undo of it', back));
  }
  if (!only || only === 'search') {
    await page.keyboard.press('x');
    await page.keyboard.press('Control+f');
    print(both('a letter of a search', await watch.presses([...'CL-2026-0003'])));
    await page.keyboard.press('Escape');
    await page.waitForTimeout(300);
  }
  if (!only || only === 'scroll') {
    for (const speed of [2_000, 20_000]) {
      const scroll = await watch.scroll('[role=tree]', speed * 3, speed);
      // The compositor of a browser without a screen ticks a little slower than 60 Hz: what counts is that none is missed.
      print(
        `\nscroll the tree, ${speed} pixels a second: ${scroll.framesPerSecond.toFixed(1)} frames a second, ${scroll.dropped} dropped${verdict(scroll.dropped, 0, 'none')}, longest task ${ms(scroll.longestTask)}`,
      );
    }
  }
  const { heapMb, residentMb, ownMb } = await rendererMemory(browser, session);
  print(
    `\nrenderer: JavaScript ${heapMb.toFixed(0)} MB, resident ${residentMb.toFixed(0)} MB${verdict(residentMb, target.rendererMb, `${target.rendererMb} MB`)}, of it its own ${ownMb.toFixed(0)} MB`,
  );
  await window.close();
} finally {
  await rig.close();
}

function opened(how: string, openings: readonly Opening[]): string {
  const rows = openings.map((one) => one.rows);
  const came = openings.map((one) => one.batchCame);
  const sharp = openings.map((one) => one.page);
  return [
    figure(`open ${how}, first rows`, rows, target.openMs),
    figure('  of that, until the batch has come', came, Number.NaN),
    figure('  until the page is sharp', sharp, Number.NaN),
  ].join('\n');
}

function both(name: string, presses: readonly Press[]): string {
  const atRest = presses.map((press) => press.atRest);
  const seen = figure(
    name,
    presses.map((press) => press.seen),
    target.keyMs,
  );
  return `${seen.padEnd(78)}median ${ms(share(atRest, 0.5))}, p95 ${ms(share(atRest, 0.95))}`.padEnd(110);
}

function figure(name: string, times: readonly number[], limit: number): string {
  const p95 = share(times, 0.95);
  return `${name.padEnd(36)}median ${ms(share(times, 0.5))}, p95 ${ms(p95)}${verdict(p95, limit, ms(limit))}`;
}

function verdict(value: number, limit: number, words: string): string {
  return Number.isNaN(limit) ? '' : ` (${words}: ${value <= limit ? 'met' : 'missed'})`;
}

/** By nearest rank: of twenty, the 95th percentile is the nineteenth. */
function share(times: readonly number[], part: number): number {
  const sorted = times.filter((time) => !Number.isNaN(time)).toSorted((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * part) - 1] ?? Number.NaN;
}

function ms(value: number): string {
  return `${Math.round(value)} ms`;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
