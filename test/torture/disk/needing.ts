import { it } from 'vitest';
import { canMount } from './mounts.ts';

/** `it` for tests of a fault this machine may not be able to make: skipped aloud, and failed where CI is to make them all. */
export function needing(what: string, isThere: boolean): typeof it {
  if (isThere) return it;
  if (process.env.CI === 'true' && process.platform === 'linux') {
    const failing = (name: string) =>
      it(name, () => {
        throw new Error(`cannot be tested without ${what}`);
      });
    return Object.assign(failing, it) as typeof it;
  }
  process.stderr.write(`\n!! faults of a disk or clock: SKIPPED, they need ${what}\n`);
  return it.skip as typeof it;
}

export const isMountAllowed = canMount();
