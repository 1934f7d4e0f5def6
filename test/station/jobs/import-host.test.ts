import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ImportReply, WorkerChannel } from '../../../src/contract/workers.ts';
import { openImportHost } from '../../../src/station/jobs/import-host.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function openDouble() {
  const posted: string[] = [];
  let tell: (message: unknown) => void = () => undefined;
  let end: (detail: string) => void = () => undefined;
  let isKilled = false;
  const channel: WorkerChannel = {
    post: (message) => posted.push((message as { type: string }).type),
    onMessage(listener) {
      tell = listener;
    },
    onExit(listener) {
      end = listener;
    },
    kill() {
      isKilled = true;
    },
  };
  const host = openImportHost({ launch: () => channel, spoolFolder: '/spool', log: () => undefined });
  const stop = new AbortController();
  const steps: string[] = [];
  const done = (async () => {
    for await (const step of host.import({ path: '/a', name: 'a.docx', dpi: 300 }, stop.signal))
      steps.push(step.type === 'failure' ? step.error.type : step.type);
  })();
  const say = (reply: ImportReply) => tell(reply);
  return { posted, steps, stop, done, say, exit: (detail: string) => end(detail), isKilled: () => isKilled };
}

describe('a file that is converted first', () => {
  it('OFFICE-14 signs of life keep its worker, and give the window nothing', async () => {
    const { steps, done, say } = openDouble();
    for (let tens = 0; tens < 9; tens++) {
      say({ type: 'converting' });
      await vi.advanceTimersByTimeAsync(10_000);
    }
    expect(steps).toEqual([]);
    await vi.advanceTimersByTimeAsync(60_000);
    await done;
    expect(steps).toEqual(['ImportTimeout']);
  });

  it('OFFICE-10 cancelling asks the worker to end what it started, and kills it only if it does not', async () => {
    const { posted, stop, done, say, isKilled } = openDouble();
    say({ type: 'converting' });
    stop.abort();
    await done;
    expect(posted).toEqual(['import', 'cancel']);
    expect(isKilled()).toBe(false);
    await vi.advanceTimersByTimeAsync(3_000);
    expect(isKilled()).toBe(true);
  });

  it('OFFICE-10 a worker that ended when asked is not killed after it', async () => {
    const { stop, done, say, exit, isKilled } = openDouble();
    say({ type: 'converting' });
    stop.abort();
    await done;
    exit('status 0');
    await vi.advanceTimersByTimeAsync(10_000);
    expect(isKilled()).toBe(false);
  });

  it('OFFICE-10 any other worker is killed at once', async () => {
    const { posted, stop, done, isKilled } = openDouble();
    stop.abort();
    await done;
    expect(posted).toEqual(['import']);
    expect(isKilled()).toBe(true);
  });
});
