import type { Components } from '../ink/components.ts';
import { classifyShapes, ruleLike, textLike } from '../ink/shapes.ts';
import type { Paper } from '../paper/estimate-paper.ts';
import { type Axis, collectPoints, type InkPoints, lineEnergy } from './projection.ts';

/** Skew beyond this is taken for a quarter turn seen from the other side, or no text at all. */
const range = 20;
const coarseStep = 1;
const coarseStrips = 6;
/** Less print than a short line of text (square millimetres of ink) says nothing of the skew. */
const leastInkMm2 = 25;
/** Energy at the peak over energy away from it: below the first there is no line structure, at the second no doubt. */
const noLines = 1.35;
const clearLines = 2.2;

export interface Skew {
  /** Degrees, positive where the content leans counter-clockwise; 0 where the confidence is too low to act. */
  readonly degrees: number;
  /** The same, however low the confidence. */
  readonly seenDegrees: number;
  /** Way the lines of text run as captured. */
  readonly axis: Axis;
  /** 0 to 1: that the angle is right. */
  readonly confidence: number;
  /** 0 to 1: that text runs along `axis` and not across it. */
  readonly axisConfidence: number;
}

/** Below this the angle is not acted upon. */
export const leastSkewConfidence = 0.3;

/**
 * Skew of the lines of text by projection sharpness, coarse to fine: strips at a quarter of the points over ±20° and
 * both axes, then the whole width around the best. Long rules, frames, stamps and pictures are left out; where there
 * is nothing else, rules alone decide.
 */
export function findSkew(
  ink: Uint8Array,
  width: number,
  height: number,
  dpi: number,
  components: Components,
  paper: Paper,
): Skew {
  const mm = dpi / 25.4;
  const classes = classifyShapes(components, mm);
  const least = leastInkMm2 * mm * mm;
  const ofText = search(
    ink,
    width,
    height,
    maskOf(textLike, classes, components, paper, width, height),
    least,
  );
  if (ofText && ofText.confidence >= leastSkewConfidence) return ofText;
  const ofRules = search(
    ink,
    width,
    height,
    maskOf(ruleLike, classes, components, paper, width, height),
    least / 2,
  );
  const best = ofRules && ofRules.confidence > (ofText?.confidence ?? 0) ? ofRules : ofText;
  if (!best) return { degrees: 0, seenDegrees: 0, axis: 'rows', confidence: 0, axisConfidence: 0 };
  return best.confidence >= leastSkewConfidence ? best : { ...best, degrees: 0 };
}

/** 1 where a pixel belongs to a component of the class and to no picture. */
function maskOf(
  wanted: number,
  classes: Uint8Array,
  { labels }: Components,
  { tileSize, columns, isPicture }: Paper,
  width: number,
  height: number,
): Uint8Array {
  const mask = new Uint8Array(labels.length);
  for (let y = 0, i = 0; y < height; y++) {
    const tiles = Math.floor(y / tileSize) * columns;
    for (let x = 0; x < width; x++, i++) {
      const label = labels[i] as number;
      if (label === 0 || classes[label] !== wanted) continue;
      if (isPicture[tiles + Math.floor(x / tileSize)] === 0) mask[i] = 1;
    }
  }
  return mask;
}

function search(
  ink: Uint8Array,
  width: number,
  height: number,
  mask: Uint8Array,
  least: number,
): Skew | null {
  const fine = collectPoints(ink, width, height, 1, mask);
  if (fine.x.length < least) return null;
  const coarse = collectPoints(ink, width, height, 2, mask);
  const rows = scan(coarse, 'rows');
  const columns = scan(coarse, 'columns');
  const axis: Axis = rows.energy >= columns.energy ? 'rows' : 'columns';
  const [best, other] = axis === 'rows' ? [rows, columns] : [columns, rows];
  const near = climb(coarse, axis, best.degrees, 0.25, 1.25, 2);
  const degrees = refine(fine, axis, climb(fine, axis, near, 0.1, 0.3, 1), 0.05);
  const peak = lineEnergy(coarse, axis, degrees, 2, 1);
  const around = [-9, -7, -5, 5, 7, 9]
    .map((off) => lineEnergy(coarse, axis, degrees + off, 2, 1))
    .sort((a, b) => a - b);
  const ratio = peak / Math.max(1, around[3] as number);
  return {
    degrees,
    seenDegrees: degrees,
    axis,
    confidence: share(ratio, noLines, clearLines),
    axisConfidence: share(best.energy / Math.max(1, other.energy), 1.05, 1.5),
  };
}

function scan(points: InkPoints, axis: Axis): { degrees: number; energy: number } {
  let best = { degrees: 0, energy: -1 };
  for (let degrees = -range; degrees <= range; degrees += coarseStep) {
    const energy = lineEnergy(points, axis, degrees, 2, coarseStrips);
    if (energy > best.energy) best = { degrees, energy };
  }
  return best;
}

function climb(
  points: InkPoints,
  axis: Axis,
  from: number,
  step: number,
  reach: number,
  binSize: number,
): number {
  let best = { degrees: from, energy: -1 };
  for (let off = -reach; off <= reach + 1e-9; off += step) {
    const energy = lineEnergy(points, axis, from + off, binSize, 1);
    if (energy > best.energy) best = { degrees: from + off, energy };
  }
  return best.degrees;
}

/** Top of the parabola through five points around the peak, least squares. */
function refine(points: InkPoints, axis: Axis, from: number, step: number): number {
  const energies = [-2, -1, 0, 1, 2].map((k) => lineEnergy(points, axis, from + k * step, 1, 1));
  const [a, b, c, d, e] = energies as [number, number, number, number, number];
  const slope = (-2 * a - b + d + 2 * e) / 10;
  const bend = (2 * a - b - 2 * c - d + 2 * e) / 14;
  if (bend >= 0) return from;
  return from + Math.max(-1, Math.min(1, -slope / (2 * bend))) * step;
}

function share(value: number, none: number, full: number): number {
  return Math.max(0, Math.min(1, (value - none) / (full - none)));
}
