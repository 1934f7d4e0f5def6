import type { Coverless } from '../../domain/rules/gate.ts';

/** `PLATEN_COVERLESS` is IT's: `allowed` or `refused`; without it the station decides. Throws at any other word. */
export function coverlessFrom(env: Readonly<Record<string, string | undefined>>): Coverless | null {
  const given = env.PLATEN_COVERLESS;
  if (given === undefined || given === '') return null;
  if (given === 'allowed' || given === 'refused') return given;
  throw new Error(`PLATEN_COVERLESS is neither allowed nor refused: ${given}`);
}
