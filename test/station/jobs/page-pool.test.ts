import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { PageRequest, WorkerChannel } from '../../../src/contract/workers.ts';
import { cleanupPresets } from '../../../src/domain/rules/cleanup.ts';
import { defaultCoverRule } from '../../../src/domain/rules/profile.ts';
import { openPagePool } from '../../../src/station/jobs/page-pool.ts';
import { pageWorkersFor } from '../../../src/station/jobs/page-workers.ts';

/* The workers here are doubles: they say what a real process would, at the moment the case tells. */

interface WorkerDouble {
  readonly pages: PageRequest[];
  isKilled: boolean;
  say(message: unknown): void;
  exit(detail: string): void;
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function open(concurrency = 1) {
  const workers: WorkerDouble[] = [];
  const pool = openPagePool({
    launch(): WorkerChannel {
      let tell: (message: unknown) => void = () => undefined;
      let end: (detail: string) => void = () => undefined;
      const worker: WorkerDouble = {
        pages: [],
        isKilled: false,
        say: (message) => tell(message),
        exit: (detail) => end(detail),
      };
      workers.push(worker);
      return {
        post: (message) => worker.pages.push(message as PageRequest),
        onMessage: (listener) => {
          tell = listener;
        },
        onExit: (listener) => {
          end = listener;
        },
        kill: () => {
          worker.isKilled = true;
        },
      };
    },
    spoolFolder: 'spool',
    concurrency,
    log: () => undefined,
  });
  const worker = (n: number) => {
    const found = workers[n];
    if (!found) throw new Error(`no worker ${n}`);
    return found;
  };
  return { pool, workers, worker };
}

const ask = (path: string): Omit<PageRequest, 'type' | 'spoolFolder'> => ({
  task: 'read',
  path,
  dpi: 300,
  recipe: null,
  plan: cleanupPresets.standard,
  deviceSays: null,
  coverRule: defaultCoverRule,
});
const ready = { type: 'ready' };
const failure = (detail: string) => ({ type: 'failure', detail });
const paths = ({ pages }: WorkerDouble) => pages.map(({ path }) => path);

it('CLEAN-11 all workers start with the pool, and only one that is ready gets a page', async () => {
  const { pool, workers, worker } = open(2);
  expect(workers).toHaveLength(2);
  const first = pool.run(ask('a'));
  const second = pool.run(ask('b'));
  expect([...paths(worker(0)), ...paths(worker(1))]).toEqual([]);
  worker(1).say(ready);
  expect(paths(worker(1))).toEqual(['a']);
  worker(1).say(failure('of a'));
  expect(paths(worker(1))).toEqual(['a', 'b']);
  worker(0).say(ready);
  worker(1).say(failure('of b'));
  expect(await Promise.all([first, second])).toEqual([failure('of a'), failure('of b')]);
  pool.close();
  expect(workers.every(({ isKilled }) => isKilled)).toBe(true);
});

it('CLEAN-12 a worker that dies or hangs fails its page only and is started anew at once', async () => {
  const { pool, workers, worker } = open();
  worker(0).say(ready);
  const crashed = pool.run(ask('a'));
  const hung = pool.run(ask('b'));
  worker(0).exit('signal SIGSEGV');
  expect(await crashed).toEqual(failure('worker ended: signal SIGSEGV'));
  expect(workers).toHaveLength(2);
  worker(1).say(ready);
  expect(paths(worker(1))).toEqual(['b']);
  vi.advanceTimersByTime(60_000);
  expect(await hung).toEqual(failure('worker gave no answer in 60000 ms'));
  expect(worker(1).isKilled).toBe(true);
  worker(1).exit('signal SIGKILL');
  expect(workers).toHaveLength(3);
  worker(2).say(ready);
  const whole = pool.run(ask('c'));
  worker(2).say(failure('said itself'));
  expect(await whole).toEqual(failure('said itself'));
  pool.close();
});

it('CLEAN-13 a start that fails blames no page and is tried later; pages fail where no worker ever starts', async () => {
  const { pool, workers, worker } = open();
  const page = pool.run(ask('a'));
  worker(0).exit('status 1');
  expect(workers).toHaveLength(1);
  vi.advanceTimersByTime(500);
  worker(1).say(ready);
  expect(paths(worker(1))).toEqual(['a']);
  worker(1).say(failure('done'));
  expect(await page).toEqual(failure('done'));

  worker(1).exit('status 0');
  const lost = pool.run(ask('b'));
  for (let n = 2; n < 7; n += 1) {
    worker(n).exit('status 1');
    vi.advanceTimersByTime(10_000);
  }
  expect(await lost).toEqual(failure('worker ended: status 1'));
  pool.close();
});

it('CLEAN-14 as many workers as cores, one less on larger machines, and a gigabyte for each', () => {
  const workers = (cores: number, gigabytes: number) =>
    pageWorkersFor({ cores, memoryBytes: gigabytes * 1024 ** 3 });
  expect([workers(1, 8), workers(2, 8), workers(4, 8), workers(32, 64)]).toEqual([1, 2, 3, 8]);
  expect([workers(8, 2), workers(8, 0.5)]).toEqual([2, 1]);
});
