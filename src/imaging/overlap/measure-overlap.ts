import type { PageView } from '../view.ts';
import { findJog } from './find-jog.ts';
import { sideProfiles } from './side-profiles.ts';

/** A sheet's own edge is straighter than this over any jog. */
const leastJogMm = 0.8;
/** From here on nothing but a second sheet explains it. */
const surelyMm = 2;
/** Two sheets are of one width: what the left edge jumps, the right one does, to a third. */
const mostUnlike = 0.35;
/** The jogs lie apart: the edges of the two sheets that make them are not the same. */
const leastApartMm = 8;

/**
 * Signs that two sheets went through together, 0 to 1. Two sheets one over the other, shifted along and across, have an
 * outline that jumps once on the left and once on the right, both the same way by as much, at different heights: where
 * one sheet ends and where the other begins. Anything pasted on one sheet, folded or torn off jumps back, or on one side
 * only. Told only where the bed is seen on both sides.
 */
export function measureOverlap({ page, paper }: PageView): number {
  const mm = page.reduced.dpi / 25.4;
  const profiles = sideProfiles(page.reduced.gray, paper.luma);
  if (!profiles) return 0;
  const left = findJog(profiles.left, leastJogMm * mm);
  const right = findJog(profiles.right, leastJogMm * mm);
  if (!left || !right) return 0;
  const unlike = Math.abs(left.step - right.step) / Math.max(Math.abs(left.step), Math.abs(right.step));
  if (unlike > mostUnlike || Math.abs(left.at - right.at) < leastApartMm * mm) return 0;
  const step = Math.min(Math.abs(left.step), Math.abs(right.step)) / mm;
  return 0.6 + 0.4 * Math.min(1, (step - leastJogMm) / (surelyMm - leastJogMm));
}
