import { z } from 'zod';
import type { WorkerChannel, WorkerKind, WorkerLauncher } from '../../contract/workers.ts';
import type { Log } from '../ports/clock.ts';

const said = z.discriminatedUnion('type', [
  z.object({ type: z.literal('listening'), url: z.url() }),
  z.object({ type: z.literal('failure'), detail: z.string() }),
]);
const startLimitMs = 30_000;
const restartAfterMs = 1_000;
const stopLimitMs = 15_000;

/** A server the station runs beside itself (virtual scanner, embedded service): started, watched, started again, ended with it. */
export interface SideProcess {
  /** Address once it listens; rejects when it could not be started in time. */
  address(): Promise<string>;
  close(): void;
  /** Asks it to end what it is doing and waits for that; ended at last like by `close`. */
  stop(): Promise<void>;
}

export function startSideProcess(options: {
  readonly launch: WorkerLauncher;
  readonly kind: WorkerKind;
  readonly args: readonly string[];
  /** Posted first: what other users of the machine must not see in the list of processes. Null for nothing. */
  readonly secret: unknown;
  readonly log: Log;
  /** Told at the first start and after each restart: the port may be another one. */
  readonly onAddress: (url: string) => void;
}): SideProcess {
  let channel: WorkerChannel | null = null;
  let isClosed = false;
  let restartTimer: NodeJS.Timeout | null = null;
  let onEnd: () => void = () => undefined;
  let current = start();
  // Whoever asks for the address gets the failure; nobody asking is no crash.
  current.catch(() => undefined);

  function start(): Promise<string> {
    return new Promise((resolve, reject) => {
      const mine = options.launch(options.kind, options.args);
      channel = mine;
      if (options.secret !== null) mine.post(options.secret);
      const late = setTimeout(
        () => reject(new Error(`${options.kind} did not listen in ${startLimitMs} ms`)),
        startLimitMs,
      );
      mine.onMessage((message) => {
        const heard = said.safeParse(message);
        if (!heard.success) return;
        clearTimeout(late);
        if (heard.data.type === 'failure') {
          options.log('error', 'side-process.failed', { kind: options.kind, detail: heard.data.detail });
          reject(new Error(heard.data.detail));
          return;
        }
        options.onAddress(heard.data.url);
        resolve(heard.data.url);
      });
      mine.onExit((detail) => {
        clearTimeout(late);
        reject(new Error(`${options.kind} ended: ${detail}`));
        channel = null;
        onEnd();
        if (isClosed) return;
        options.log('warn', 'side-process.exit', { kind: options.kind, detail });
        restartTimer = setTimeout(() => {
          current = start();
          current.catch(() => undefined);
        }, restartAfterMs);
      });
    });
  }

  return {
    address: () => current,
    close() {
      isClosed = true;
      if (restartTimer) clearTimeout(restartTimer);
      channel?.kill();
    },
    async stop() {
      isClosed = true;
      if (restartTimer) clearTimeout(restartTimer);
      if (channel === null) return;
      const ended = new Promise<void>((resolve) => {
        onEnd = resolve;
        setTimeout(resolve, stopLimitMs).unref();
      });
      channel.post({ type: 'close' });
      await ended;
      channel?.kill();
    },
  };
}
