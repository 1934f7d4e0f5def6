import type { Clock } from '../ports/clock.ts';

/** Instants that begin with the clock's own and go on by the time that passes: setting the clock moves none of them. */
export function steadyClock(clock: Clock, monotonicMs: () => number): Clock {
  const offset = clock.now() - monotonicMs();
  return { now: () => Math.round(offset + monotonicMs()) };
}
