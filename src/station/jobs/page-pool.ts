import {
  type PageReply,
  type PageRequest,
  pageReply,
  type WorkerChannel,
  type WorkerLauncher,
} from '../../contract/workers.ts';
import type { Log } from '../ports/clock.ts';
import type { PageWork } from '../ports/workers.ts';

/** A page that takes longer is taken for a hung worker. */
const pageLimitMs = 60_000;
/** A worker that is not ready by then is started anew. */
const startLimitMs = 60_000;
/** Doubled with each start that fails; after the last of them the pages that wait fail. */
const firstPauseMs = 500;
const mostFailedStarts = 5;

interface Slot {
  channel: WorkerChannel | null;
  state: 'starting' | 'idle' | 'busy';
  task: Task | null;
  timer: NodeJS.Timeout | null;
  failedStarts: number;
}

interface Task {
  readonly request: PageRequest;
  readonly resolve: (reply: PageReply) => void;
}

/**
 * Long-lived page workers behind one port, all started and warmed at once. A worker that dies or hangs fails its page
 * only and is started anew at once; the caller decides how often a page may try. Only a worker that is ready gets a
 * page, so that no page is blamed for a start that fails.
 */
export function openPagePool(options: {
  readonly launch: WorkerLauncher;
  readonly spoolFolder: string;
  readonly concurrency: number;
  readonly log: Log;
}): PageWork & { close(): void } {
  const waiting: Task[] = [];
  let isClosed = false;
  const slots = Array.from({ length: options.concurrency }, (): Slot => {
    return { channel: null, state: 'starting', task: null, timer: null, failedStarts: 0 };
  });

  function start(slot: Slot): void {
    const channel = options.launch('page-worker', []);
    slot.channel = channel;
    slot.state = 'starting';
    limit(slot, startLimitMs, 'was not ready');
    channel.onMessage((message) => {
      if (slot.channel === channel) heard(slot, message);
    });
    channel.onExit((detail) => {
      if (slot.channel === channel) lost(slot, `worker ended: ${detail}`);
    });
  }

  /** One kill for whatever takes too long; the end of the channel it gives up is no news any more. */
  function limit(slot: Slot, ms: number, what: string): void {
    if (slot.timer) clearTimeout(slot.timer);
    slot.timer = setTimeout(() => {
      slot.channel?.kill();
      lost(slot, `worker ${what} in ${ms} ms`);
    }, ms);
    // A page keeps the process alive by the worker it is with.
    slot.timer.unref();
  }

  function heard(slot: Slot, message: unknown): void {
    const reply = pageReply.safeParse(message);
    if (slot.state === 'starting') {
      if (reply.success || !isReady(message)) return;
      slot.failedStarts = 0;
      next(slot);
    } else if (reply.success) finish(slot, reply.data);
  }

  function lost(slot: Slot, detail: string): void {
    slot.channel = null;
    if (slot.timer) clearTimeout(slot.timer);
    if (isClosed) return;
    options.log('warn', 'page-worker.exit', { detail });
    const { task } = slot;
    slot.task = null;
    if (slot.state === 'starting') startLater(slot, detail);
    else start(slot);
    task?.resolve({ type: 'failure', detail });
  }

  function startLater(slot: Slot, detail: string): void {
    slot.failedStarts += 1;
    if (slots.every(({ failedStarts }) => failedStarts >= mostFailedStarts)) {
      for (const task of waiting.splice(0)) task.resolve({ type: 'failure', detail });
    }
    const pauseMs = firstPauseMs * 2 ** Math.min(slot.failedStarts - 1, mostFailedStarts);
    slot.timer = setTimeout(() => start(slot), pauseMs);
  }

  function finish(slot: Slot, reply: PageReply): void {
    const { task } = slot;
    slot.task = null;
    next(slot);
    task?.resolve(reply);
  }

  function next(slot: Slot): void {
    if (slot.timer) clearTimeout(slot.timer);
    const task = waiting.shift();
    slot.state = task ? 'busy' : 'idle';
    if (!task) return;
    slot.task = task;
    limit(slot, pageLimitMs, 'gave no answer');
    slot.channel?.post(task.request);
  }

  for (const slot of slots) start(slot);
  return {
    concurrency: options.concurrency,
    run(request) {
      return new Promise((resolve) => {
        const whole: PageRequest = { ...request, type: 'page', spoolFolder: options.spoolFolder };
        waiting.push({ request: whole, resolve });
        const idle = slots.find(({ state }) => state === 'idle');
        if (idle) next(idle);
      });
    },
    close() {
      isClosed = true;
      for (const slot of slots) {
        if (slot.timer) clearTimeout(slot.timer);
        slot.channel?.kill();
      }
    },
  };
}

function isReady(message: unknown): boolean {
  return typeof message === 'object' && message !== null && 'type' in message && message.type === 'ready';
}
