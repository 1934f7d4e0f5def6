import type { Paper } from '../paper/estimate-paper.ts';

/** Paper whose channels are further apart than this share of the strongest is coloured on purpose; age yellows more than that. */
const mostChroma = 0.28;
const mostYellowing = 0.42;
/** Shades that far from the page's own, at so many places, are no yellowing: the ground is a picture, however smooth. */
const mostChange = 0.25;
const leastShare = 0.05;

/** Whether what looks like paper has colours to be kept. */
export function isGroundColoured({ colour, levels }: Paper): boolean {
  const isYellowed = colour[0] >= colour[1] && colour[1] >= colour[2];
  if (relativeSpread(...colour) > (isYellowed ? mostYellowing : mostChroma)) return true;
  let changed = 0;
  for (let at = 0; at < levels.length; at += 3) {
    const red = (levels[at] as number) / Math.max(1, colour[0]);
    const green = (levels[at + 1] as number) / Math.max(1, colour[1]);
    const blue = (levels[at + 2] as number) / Math.max(1, colour[2]);
    if (relativeSpread(red, green, blue) > mostChange) changed++;
  }
  return changed * 3 >= levels.length * leastShare;
}

function relativeSpread(red: number, green: number, blue: number): number {
  const most = Math.max(red, green, blue);
  return most > 0 ? 1 - Math.min(red, green, blue) / most : 0;
}
