import type { Clock } from '../ports/clock.ts';
import type { Sleep } from './waker.ts';

/** How fast pages may go out: a token bucket that holds what goes in one second. */
export interface Pace {
  /** Resolves when `bytes` may go; at once without a limit, and when the signal is aborted. */
  take(bytes: number, signal: AbortSignal): Promise<void>;
}

export interface PaceParts {
  /** Asked at every step, so that a limit counts from when it is set; null: none. */
  readonly bytesPerSecond: () => number | null;
  readonly clock: Clock;
  readonly sleep: Sleep;
}

/** A changed limit is seen within this time. */
const longestRestMs = 500;

/**
 * A page goes as a whole, and the bucket owes what it was larger than: over a few pages the rate is kept, and a slow limit
 * never lets a request hang until the service gives it up.
 */
export function createPace({ bytesPerSecond, clock, sleep }: PaceParts): Pace {
  let tokens = Number.POSITIVE_INFINITY;
  let filledAt = clock.now();

  function fill(rate: number): void {
    const now = clock.now();
    // A clock that was put back fills nothing, and one put forward no more than the bucket holds.
    tokens = Math.min(rate, tokens + (Math.max(0, now - filledAt) / 1000) * rate);
    filledAt = now;
  }

  return {
    async take(bytes, signal) {
      while (!signal.aborted) {
        const rate = bytesPerSecond();
        if (rate === null) {
          tokens = Number.POSITIVE_INFINITY;
          return;
        }
        fill(rate);
        if (tokens > 0) {
          tokens -= bytes;
          return;
        }
        await sleep(Math.min(longestRestMs, Math.ceil((-tokens / rate) * 1000) + 1), signal);
      }
    },
  };
}
