import {
  type PageReply,
  type PageRequest,
  pageReply,
  type WorkerChannel,
  type WorkerLauncher,
} from '../../contract/workers.ts';
import type { Log, PageWork } from '../ports.ts';

/** A page that takes longer is taken for a hung worker. */
const pageLimitMs = 60_000;

interface Slot {
  channel: WorkerChannel | null;
  task: Task | null;
}

interface Task {
  readonly request: PageRequest;
  readonly resolve: (reply: PageReply) => void;
  timer: NodeJS.Timeout | null;
}

/**
 * Long-lived page workers behind one port. A worker that dies or hangs fails its page only and is started anew;
 * the caller decides how often a page may try.
 */
export function openPagePool(options: {
  readonly launch: WorkerLauncher;
  readonly spoolFolder: string;
  readonly concurrency: number;
  readonly log: Log;
}): PageWork & { close(): void } {
  const slots: Slot[] = Array.from({ length: options.concurrency }, () => ({ channel: null, task: null }));
  const waiting: Task[] = [];
  let isClosed = false;

  function finish(slot: Slot, reply: PageReply): void {
    const task = slot.task;
    if (!task) return;
    slot.task = null;
    if (task.timer) clearTimeout(task.timer);
    task.resolve(reply);
    next(slot);
  }

  function channelOf(slot: Slot): WorkerChannel {
    if (slot.channel) return slot.channel;
    const channel = options.launch('page-worker', []);
    slot.channel = channel;
    channel.onMessage((message) => {
      if (slot.channel !== channel) return;
      const reply = pageReply.safeParse(message);
      // A worker also says `ready` once; only answers to a page end a task.
      if (reply.success) finish(slot, reply.data);
    });
    channel.onExit((detail) => {
      if (slot.channel !== channel) return;
      slot.channel = null;
      if (isClosed) return;
      options.log('warn', 'page-worker.exit', { detail });
      finish(slot, { type: 'failure', detail: `worker ended: ${detail}` });
    });
    return channel;
  }

  function next(slot: Slot): void {
    const task = waiting.shift();
    if (!task || isClosed) return;
    slot.task = task;
    const channel = channelOf(slot);
    task.timer = setTimeout(() => {
      slot.channel = null;
      channel.kill();
      finish(slot, { type: 'failure', detail: `worker gave no answer in ${pageLimitMs} ms` });
    }, pageLimitMs);
    channel.post(task.request);
  }

  return {
    concurrency: options.concurrency,
    run(request) {
      return new Promise((resolve) => {
        const whole: PageRequest = { ...request, type: 'page', spoolFolder: options.spoolFolder };
        waiting.push({ request: whole, resolve, timer: null });
        const idle = slots.find((slot) => !slot.task);
        if (idle) next(idle);
      });
    },
    close() {
      isClosed = true;
      for (const slot of slots) {
        if (slot.task?.timer) clearTimeout(slot.task.timer);
        slot.channel?.kill();
      }
    },
  };
}
