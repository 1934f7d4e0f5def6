import type { QuarterTurn } from '../../domain/units.ts';
import type { Skew } from '../deskew/find-skew.ts';
import type { Components } from '../ink/components.ts';
import { classifyShapes, textLike } from '../ink/shapes.ts';
import { pageKernel } from '../kernel/page-kernel.ts';
import type { Plane } from '../raster.ts';
import type { ReducedPage } from '../reduce/reduce-page.ts';
import { sample, type Walk } from '../render/sample.ts';
import { walkOver } from '../render/walk.ts';
import { bandAsymmetry } from './band-features.ts';
import { findTextBands } from './text-bands.ts';
import { weights } from './weights.ts';

/** Fewer pieces of text than this are no vote. */
const leastBands = 8;
/** Mean of the votes over its standard error: under the first nothing is said, at the second all doubt is gone. */
const noVote = 5.5;
const clearVote = 9;

export interface Orientation {
  /** Clockwise turn that makes the page upright; 0 where the confidence is too low to act. */
  readonly turn: QuarterTurn;
  readonly confidence: number;
}

/** Quarter turn by the way lines run and by which end of the letters is up; abstains where the lines disagree. */
export function findOrientation(
  reduced: ReducedPage,
  ink: Uint8Array,
  components: Components,
  skew: Skew,
  degrees: number,
): Orientation {
  if (skew.axisConfidence === 0 || skew.confidence === 0) return { turn: 0, confidence: 0 };
  const votes = votesOf(reduced, ink, components, skew, degrees);
  const { mean, error } = spreadOf(votes);
  const certainty = votes.length < leastBands ? 0 : Math.abs(mean) / Math.max(1e-6, error);
  const upDown = Math.max(0, Math.min(1, (certainty - noVote) / (clearVote - noVote)));
  const confidence = Math.min(upDown, skew.axisConfidence, skew.confidence);
  if (confidence === 0) return { turn: 0, confidence: 0 };
  if (skew.axis === 'rows') return { turn: mean > 0 ? 0 : 180, confidence };
  return { turn: mean > 0 ? 90 : 270, confidence };
}

/** What a piece of text says: positive where it reads upright once lines run level (columns turned clockwise). */
interface Vote {
  readonly value: number;
  /** Where its strip of the page begins. */
  readonly strip: number;
}

function votesOf(
  reduced: ReducedPage,
  ink: Uint8Array,
  components: Components,
  skew: Skew,
  degrees: number,
): Vote[] {
  return piecesOf(reduced, ink, components, skew, degrees).map(({ asymmetry, strip }) => ({
    value: asymmetry.reduce((sum, value, i) => sum + value * (weights[i] as number), 0),
    strip,
  }));
}

/** Asymmetries of all pieces of text of a page, its lines laid level. */
export function asymmetries(
  reduced: ReducedPage,
  ink: Uint8Array,
  components: Components,
  skew: Skew,
  degrees: number,
): Float32Array[] {
  return piecesOf(reduced, ink, components, skew, degrees).map(({ asymmetry }) => asymmetry);
}

function piecesOf(
  reduced: ReducedPage,
  ink: Uint8Array,
  components: Components,
  skew: Skew,
  degrees: number,
): { readonly asymmetry: Float32Array; readonly strip: number }[] {
  const mm = reduced.dpi / 25.4;
  const level = layLevel(reduced, ink, components, skew, degrees, mm);
  return findTextBands(level, mm).map((band) => ({
    asymmetry: bandAsymmetry(level, band),
    strip: band.left,
  }));
}

function levelled(print: Uint8Array, width: number, height: number, walk: Walk): Uint8Array {
  const kernel = pageKernel();
  const mark = kernel.mark();
  const { at } = sample({ at: kernel.put(print), width, height, channels: 1 }, walk, null, null);
  const level = kernel.view(at, walk.width * walk.height).slice();
  kernel.release(mark);
  return level;
}

function layLevel(
  reduced: ReducedPage,
  ink: Uint8Array,
  components: Components,
  skew: Skew,
  degrees: number,
  mm: number,
): Plane {
  const { width, height } = reduced.gray;
  const classes = classifyShapes(components, mm);
  // White where there is no print: what lies beyond the page comes out white, too.
  const print = new Uint8Array(ink.length);
  for (let i = 0; i < print.length; i++) {
    print[i] = classes[components.labels[i] as number] === textLike ? 255 - (ink[i] as number) : 255;
  }
  const kept = { centre: { x: width / 2, y: height / 2 }, width, height };
  const walk = walkOver(kept, degrees, skew.axis === 'rows' ? 0 : 90);
  const level = levelled(print, width, height, walk);
  for (let i = 0; i < level.length; i++) level[i] = 255 - (level[i] as number);
  return { data: level, width: walk.width, height: walk.height };
}

/**
 * Mean of the votes and its standard error. Pieces below each other are no independent witnesses: a column of dates or
 * of amounts says the same thing in every row. So the error is also taken between strips (the cluster-robust one) and
 * the larger counts.
 */
function spreadOf(votes: readonly Vote[]): { mean: number; error: number } {
  const count = Math.max(1, votes.length);
  const mean = votes.reduce((sum, { value }) => sum + value, 0) / count;
  const variance =
    votes.reduce((sum, { value }) => sum + (value - mean) ** 2, 0) / Math.max(1, votes.length - 1);
  const offs = new Map<number, number>();
  for (const { value, strip } of votes) offs.set(strip, (offs.get(strip) ?? 0) + value - mean);
  if (offs.size < 2) return { mean, error: Number.POSITIVE_INFINITY };
  const between = [...offs.values()].reduce((sum, off) => sum + off * off, 0) * (offs.size / (offs.size - 1));
  return { mean, error: Math.max(Math.sqrt(variance / count), Math.sqrt(between) / count) };
}
