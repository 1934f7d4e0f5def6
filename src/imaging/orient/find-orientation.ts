import type { QuarterTurn } from '../../domain/units.ts';
import type { PageView } from '../view.ts';
import { countVotes } from './certainty.ts';
import { pollPrint } from './poll.ts';

/** Lead of the best turn in standard errors: up to the first nothing is said, at the second all doubt is gone. */
const noVote = 2;
const clearVote = 6;
/** Lead in votes a pattern, of which handwriting and drawings have some, too: nothing is said, and enough is said. */
const faintVote = 0.1;
const strongVote = 0.3;
/** Lead of letters plainly seen: they outvote the axis where a few short lines make columns. */
const plainVote = 0.5;
/** Confidence in the axis of the lines from which fainter print that reads across them is left alone: it is set in columns. */
const sureOfAxis = 0.4;

export interface Orientation {
  /** Clockwise turn that makes the page upright; 0 where the confidence is too low to act. */
  readonly turn: QuarterTurn;
  readonly confidence: number;
}

/**
 * Quarter turn by the small shapes print is made of: each pattern of four by four pixels has learnt how much more often
 * it is met upright than turned (naive Bayes with weights fitted together, test/imaging/train-orientation.ts). Abstains
 * where parts of the page disagree, and where letters stand across the lines, as in vertical Chinese.
 */
export function findOrientation(view: PageView, degrees: number): Orientation {
  const { axis, axisConfidence, confidence: sureOfLines } = view.skew;
  // Scattered marks may agree among themselves, too: print stands in lines.
  if (sureOfLines === 0) return { turn: 0, confidence: 0 };
  const { turn, certainty, strength } = countVotes(pollPrint(view, degrees));
  const confidence = Math.min(share(certainty, noVote, clearVote), share(strength, faintVote, strongVote));
  const runsAcross = (axis === 'columns') !== (turn === 90 || turn === 270);
  const isDisputed = runsAcross && axisConfidence >= sureOfAxis && strength < plainVote;
  if (confidence === 0 || isDisputed) return { turn: 0, confidence: 0 };
  return { turn, confidence };
}

function share(value: number, none: number, full: number): number {
  return Math.max(0, Math.min(1, (value - none) / (full - none)));
}
