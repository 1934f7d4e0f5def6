/** Sides on their way into the workers at once, beside those that count as time. */
const pagesPerWorker = 4;
/** The operator may see results this much later than the paper, before the feeder waits for them. */
const mostSecondsBehind = 30;
/** Of a page nobody timed yet. */
const usualPageMs = 500;
/** Share of the newest page in the running mean. */
const newest = 0.1;

/** How far reading may be behind capturing: a bound in pages that grows with the speed of the workers. */
export interface Backlog {
  /** Resolves when another side may be taken; at once when the capture is cancelled: it has to come to its end. */
  room(signal: AbortSignal): Promise<void>;
  /** A page was done in so many milliseconds. */
  took(ms: number): void;
  /** Looks whether there is room again. */
  look(): void;
}

export function openBacklog(ports: {
  readonly workers: number;
  /** Pages taken whose reading has not begun. */
  readonly waiting: () => number;
}): Backlog {
  let pageMs = usualPageMs;
  const waiters = new Set<() => void>();

  function isFull(): boolean {
    const perSecond = (ports.workers * 1000) / pageMs;
    return ports.waiting() >= ports.workers * pagesPerWorker + perSecond * mostSecondsBehind;
  }

  function look(): void {
    if (waiters.size === 0 || isFull()) return;
    for (const wake of waiters) wake();
    waiters.clear();
  }

  return {
    look,
    took(ms) {
      pageMs += (ms - pageMs) * newest;
    },
    async room(signal) {
      if (signal.aborted || !isFull()) return;
      await new Promise<void>((resolve) => {
        const wake = () => {
          signal.removeEventListener('abort', wake);
          waiters.delete(wake);
          resolve();
        };
        signal.addEventListener('abort', wake);
        waiters.add(wake);
      });
    },
  };
}
