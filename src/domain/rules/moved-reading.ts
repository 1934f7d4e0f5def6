import type { Reading, Recipe } from '../reading.ts';
import type { Corners, Point } from '../units.ts';
import { isSameOutcome } from './rendition.ts';
import { toOriginal, toRendition } from './rendition-points.ts';

/** What was read on one rendition, with its places on another of the same original. */
export function movedReading(
  reading: Reading,
  before: Recipe,
  after: Recipe,
  original: { readonly width: number; readonly height: number },
): Reading {
  if (isSameOutcome(before, after) || reading.codes.length + reading.patches.length === 0) return reading;
  const moved = (point: Point): Point => toRendition(toOriginal(point, before, original), after, original);
  const movedFinding = <F extends { readonly corners: Corners }>(finding: F): F => {
    const [a, b, c, d] = finding.corners;
    return { ...finding, corners: [moved(a), moved(b), moved(c), moved(d)] };
  };
  return { ...reading, codes: reading.codes.map(movedFinding), patches: reading.patches.map(movedFinding) };
}
