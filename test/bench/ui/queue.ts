import { deskOf } from '../../e2e/desk.ts';
import { billsInQueue, fillWithLongQueue, openQueue } from '../../e2e/long-queue.ts';
import { openRig, type Rig } from '../../e2e/rig.ts';

/* How long a queue of 10,000 bills takes to open, each time in a station and a window of its own. */

const targetMs = 300;
const rounds = Number(process.env.BENCH_ROUNDS ?? 5);

interface Openings {
  readonly first: number;
  readonly again: readonly number[];
}

/** `restMs` after the window stands there: while it still comes up, or when station and service have found each other. */
async function openings(rig: Rig, restMs: number): Promise<Openings> {
  const window = await rig.openWindow({
    language: 'zh-CN',
    environment: { PLATEN_VIRTUAL_SCANNER: 'off' },
    fill: fillWithLongQueue,
  });
  const { page, dialog } = deskOf(window);
  await page.waitForTimeout(restMs);
  const times: number[] = [];
  for (let n = 0; n < 5; n += 1) {
    times.push(await openQueue(page));
    await page.keyboard.press('Escape');
    await dialog('queue.title').waitFor({ state: 'hidden' });
  }
  await window.close();
  return { first: times[0] ?? Number.NaN, again: times.slice(1) };
}

const rig = await openRig();
try {
  for (const restMs of [0, 3_000]) {
    const told: Openings[] = [];
    for (let n = 0; n < rounds; n += 1) told.push(await openings(rig, restMs));
    const when = `queue of ${billsInQueue} bills, ${restMs} ms after the window`;
    print(
      `${when}, first opening`,
      told.map(({ first }) => first),
    );
    print(
      `${when}, again`,
      told.flatMap(({ again }) => again),
    );
  }
} finally {
  await rig.close();
}

function print(name: string, times: readonly number[]): void {
  const sorted = times.toSorted((a, b) => a - b).map(Math.round);
  const median = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  const verdict = median <= targetMs ? 'met' : 'missed';
  process.stdout.write(
    `${name}: median ${median} ms (${targetMs} ms: ${verdict}), worst ${sorted.at(-1)} ms\n`,
  );
}
