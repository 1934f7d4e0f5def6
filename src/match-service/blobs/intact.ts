import { createHash } from 'node:crypto';
import type { Sha256 } from '../../domain/units.ts';

/** The bytes, if they still have their hash; throws when the store changed them. */
export function intact(sha256: Sha256, bytes: Uint8Array): Uint8Array {
  const found = createHash('sha256').update(bytes).digest('hex');
  if (found !== sha256) throw new Error(`blob ${sha256} is damaged: its bytes hash to ${found}`);
  return bytes;
}
