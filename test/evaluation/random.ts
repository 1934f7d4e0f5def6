import { createHash } from 'node:crypto';

/** Chance from a seed: the same draws on every machine. */
export interface Random {
  /** 0 to 1. */
  next(): number;
  between(low: number, high: number): number;
  /** A whole number, both ends included. */
  whole(low: number, high: number): number;
  pick<T>(list: readonly T[]): T;
  chance(share: number): boolean;
}

/** The chance of one page: no two names share draws. */
export function randomNamed(seed: number, name: string): Random {
  return randomOf(createHash('sha256').update(`${seed} ${name}`).digest().readUInt32LE(0));
}

/** Chance that can begin anew: what is drawn more than once must be the same each time. */
export function replay(random: Random): () => Random {
  const seed = random.whole(1, 2 ** 31);
  return () => randomOf(seed);
}

/** mulberry32 */
function randomOf(seed: number): Random {
  let state = seed | 0;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    next,
    between: (low, high) => low + next() * (high - low),
    whole: (low, high) => low + Math.floor(next() * (high - low + 1)),
    pick: (list) => {
      if (list.length === 0) throw new Error('nothing to pick from');
      return list[Math.floor(next() * list.length)] as (typeof list)[number];
    },
    chance: (share) => next() < share,
  };
}
