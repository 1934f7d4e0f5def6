import { setTimeout as sleep } from 'node:timers/promises';
import type { StationError } from '../contract/errors.ts';
import { err, type Result } from '../domain/result.ts';
import type { Log } from './ports/clock.ts';

/** What came in is waited for at most this long: by then all that waits for somebody was broken off. */
const longestWaitMs = 30_000;

/** Through it comes everything a shell asks of the station, so that a station that closes knows what is still under way. */
export interface Door {
  /** Does the work, unless the station closes: then `StationClosing`. */
  through<T>(work: () => Promise<Result<T, StationError>>): Promise<Result<T, StationError>>;
  /** Aborted when the station closes; for what waits for a person, a device or the network. */
  readonly closing: AbortSignal;
  /** Nothing comes in any more, and `closing` is aborted. */
  shut(): void;
  /** Resolves when all that came in is answered; after half a minute all the same, which is logged. Shut it first. */
  empty(): Promise<void>;
}

export function openDoor(log: Log): Door {
  const controller = new AbortController();
  const underWay = new Set<Promise<unknown>>();
  return {
    async through(work) {
      if (controller.signal.aborted) return err({ type: 'StationClosing' });
      const doing = work();
      underWay.add(doing);
      try {
        return await doing;
      } finally {
        underWay.delete(doing);
      }
    },
    closing: controller.signal,
    shut: () => controller.abort(),
    async empty() {
      const waiting = new AbortController();
      const late = sleep(longestWaitMs, 'late' as const, { signal: waiting.signal }).catch(
        () => 'late' as const,
      );
      const ended = await Promise.race([Promise.allSettled(underWay).then(() => 'answered' as const), late]);
      waiting.abort();
      if (ended === 'late') log('error', 'station.closed-over-questions', { underWay: underWay.size });
    },
  };
}
