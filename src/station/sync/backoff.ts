/** Bounds of the waiting time between two tries. */
export interface Backoff {
  readonly baseMs: number;
  readonly capMs: number;
}

export const defaultBackoff: Backoff = { baseMs: 1000, capMs: 300_000 };

/** Full jitter: anything from 0 to min(cap, base * 2^failures), so that a thousand desks do not come back as one. */
export function fullJitter(backoff: Backoff, failures: number, random: () => number): number {
  return Math.floor(random() * Math.min(backoff.capMs, backoff.baseMs * 2 ** Math.min(failures, 40)));
}
