import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import type { PinHash, Pins } from '../ports/operators.ts';

/** Today's cost: some 32 MB and a third of a second a guess. What is stored says its own, so this may be raised. */
const cost = { n: 2 ** 15, r: 8, p: 3 } as const;
const hashBytes = 32;
const saltBytes = 16;

export function openPins(): Pins {
  return {
    async hash(pin) {
      const salt = randomBytes(saltBytes);
      const hash = await derive(pin, salt, cost);
      return { ...cost, salt: salt.toString('base64'), hash: hash.toString('base64') };
    },
    async check(pin, kept) {
      const wanted = Buffer.from(kept.hash, 'base64');
      const found = await derive(pin, Buffer.from(kept.salt, 'base64'), kept);
      if (wanted.length !== found.length || !timingSafeEqual(wanted, found)) return 'wrong';
      const isToday = kept.n === cost.n && kept.r === cost.r && kept.p === cost.p;
      return isToday ? 'right' : 'outdated';
    },
  };
}

/** One form of each character: a PIN typed at another keyboard is the same PIN. */
function derive(pin: string, salt: Buffer, { n, r, p }: Pick<PinHash, 'n' | 'r' | 'p'>): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    // Twice what the algorithm needs: Node's own limit stands exactly at it.
    const options = { N: n, r, p, maxmem: 256 * n * r };
    scrypt(pin.normalize('NFC'), salt, hashBytes, options, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}
