import { brotliDecompressSync } from 'node:zlib';
import { patternCount, turnedPatterns } from './patterns.ts';
import { packedWeights } from './weights.ts';

/** Scales at which a page is looked at: its reduction, and half of that. */
export const scales = 2;

let known: readonly Int8Array[] | null = null;

/**
 * What each pattern says, one table a scale: four votes a pattern, for the clockwise turns by 0, 90, 180 and 270 degrees
 * that would make it look as print does upright. A log-likelihood but for a factor.
 */
export function patternVotes(): readonly Int8Array[] {
  known ??= spread(new Int8Array(brotliDecompressSync(Buffer.from(packedWeights, 'base64'))));
  return known;
}

/** Four votes a pattern from the one weight each has upright. `weights`: `patternCount` a scale. */
export function spread(weights: Int8Array): Int8Array[] {
  const turned = turnedPatterns();
  return Array.from({ length: scales }, (_, scale) => {
    const upright = weights.subarray(scale * patternCount, (scale + 1) * patternCount);
    const votes = new Int8Array(patternCount * 4);
    for (let pattern = 0; pattern < patternCount; pattern++) {
      let seen = pattern;
      for (let turn = 0; turn < 4; turn++) {
        votes[pattern * 4 + turn] = upright[seen] as number;
        seen = turned[seen] as number;
      }
    }
    return votes;
  });
}
