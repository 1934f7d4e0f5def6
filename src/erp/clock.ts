import type { EpochMs } from '../domain/units.ts';

export interface Clock {
  /** The machine's own clock; it may jump. */
  now(): EpochMs;
  /** Milliseconds that only ever grow; they may stand still while the machine sleeps. */
  monotonic(): number;
}

/** Time at a server, as its own `Date` headers tell it: desks in scanning rooms drift by hours. */
export interface ServerClock {
  now(): EpochMs;
  heard(serverTime: EpochMs | null): void;
}

export function createServerClock(clock: Clock): ServerClock {
  let last: { readonly server: EpochMs; readonly wall: EpochMs; readonly monotonic: number } | null = null;
  return {
    now() {
      if (last === null) return clock.now();
      // The larger of the two: a clock set back must not keep a token young, nor must a machine that slept.
      const elapsed = Math.max(clock.monotonic() - last.monotonic, clock.now() - last.wall);
      return last.server + elapsed;
    },
    heard(serverTime) {
      if (serverTime !== null) {
        last = { server: serverTime, wall: clock.now(), monotonic: clock.monotonic() };
      }
    },
  };
}
