/** How often codes may be tried: a few times a minute from one address, and not without end from all of them. */
export interface TryLimit {
  /** Takes a try; else how long to wait, milliseconds. Called before a code is looked at, which costs time. */
  take(address: string): number | null;
  /** The code was good: the try does not count. */
  giveBack(address: string): void;
}

const windowMs = 60_000;
const mostOfOne = 10;
const mostOfAll = 120;

/** Kept in memory: each instance counts for itself, and anew after a start. `now`: milliseconds that only grow. */
export function createTryLimit(now: () => number): TryLimit {
  let tries: { readonly at: number; readonly address: string }[] = [];
  return {
    take(address) {
      const since = now() - windowMs;
      tries = tries.filter(({ at }) => at > since);
      const own = tries.filter((one) => one.address === address);
      const full = own.length >= mostOfOne ? own : tries.length >= mostOfAll ? tries : null;
      if (full) return (full[0]?.at ?? since) - since;
      tries.push({ at: now(), address });
      return null;
    },
    giveBack(address) {
      const index = tries.findLastIndex((one) => one.address === address);
      if (index >= 0) tries.splice(index, 1);
    },
  };
}
