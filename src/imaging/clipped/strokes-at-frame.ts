import type { SheetEdge } from '../../domain/reading.ts';
import type { PageView } from '../view.ts';

/** The outermost pixels of a capture are often nothing. */
const skipped = 1;
/** Depth to which a stroke must be seen from the frame inwards. */
const depthMm = 0.25;
/** Strokes of print are no wider; holes, tears and shadows are. */
const widestMm = 1.8;
/** Darker than the paper by so much. */
const leastDark = 60;

/**
 * Whether between `from` and `to` (reduced pixels along an edge of the frame) a stroke of print comes in from it: dark
 * in the original's own pixels right at the frame, no wider than print. Letters that only lie near the edge end before.
 */
export function strokesAtFrame(
  { page, paper }: PageView,
  edge: SheetEdge,
  from: number,
  to: number,
): boolean {
  const { data, width, height, channels, reduced } = page;
  const { factor, dpi } = reduced;
  const isAcross = edge === 'top' || edge === 'bottom';
  const length = isAcross ? width : height;
  const across = isAcross ? width : 1;
  const along = isAcross ? 1 : width;
  const side = isAcross ? height : width;
  const isFar = edge === 'bottom' || edge === 'right';
  const deep = Math.max(2, Math.round((depthMm * dpi * factor) / 25.4));
  const green = channels === 3 ? 1 : 0;
  const limit = paper.luma - leastDark;
  const depth = (k: number) => (isFar ? side - 1 - k : k) * across;
  const isDark = (i: number) => {
    for (let k = skipped; k < skipped + deep; k++) {
      if ((data[(depth(k) + i * along) * channels + green] as number) > limit) return false;
    }
    return true;
  };
  const widest = (widestMm * dpi * factor) / 25.4;
  const end = Math.min(length, to * factor);
  let run = 0;
  for (let i = from * factor; i <= end; i++) {
    if (i < end && isDark(i)) run++;
    else if (run > 0 && run <= widest) return true;
    else run = 0;
  }
  return false;
}
