import { setTimeout as delay } from 'node:timers/promises';

/** Resolves after `ms`, or early when the signal is aborted. Injected, so that tests do not wait. */
export type Sleep = (ms: number, signal: AbortSignal) => Promise<void>;

/** The real passing of time. */
export const realSleep: Sleep = async (ms, signal) => {
  try {
    await delay(ms, undefined, { signal, ref: false });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
};

/** A loop's rest, which a call can end. A call while the loop is busy ends its next rest at once. */
export interface Waker {
  /** Rests for `ms`, or until woken when null. */
  rest(ms: number | null): Promise<void>;
  wake(): void;
}

export function createWaker(sleep: Sleep): Waker {
  let isWoken = false;
  let current: AbortController | null = null;
  return {
    async rest(ms) {
      if (!isWoken) {
        const controller = new AbortController();
        current = controller;
        if (ms === null) await new Promise((resolve) => controller.signal.addEventListener('abort', resolve));
        else await sleep(ms, controller.signal);
        current = null;
      }
      isWoken = false;
    },
    wake() {
      isWoken = true;
      current?.abort();
    },
  };
}
