import type { PageView } from '../view.ts';
import { findHoles } from './find-holes.ts';

/** The rim's blur and burr are painted over with the hole. */
const rimMm = 0.4;

/** Adds the punch holes to a mask over the reduction; how many. */
export function paintHoles(view: PageView, mask: Uint8Array): number {
  const { width, height } = view.page.reduced.gray;
  const rim = (rimMm * view.page.reduced.dpi) / 25.4;
  const holes = findHoles(view);
  for (const { x, y, radius } of holes) {
    const reach = radius + rim;
    for (let py = Math.max(0, Math.floor(y - reach)); py < Math.min(height, y + reach + 1); py++) {
      for (let px = Math.max(0, Math.floor(x - reach)); px < Math.min(width, x + reach + 1); px++) {
        const cover = reach + 0.5 - Math.hypot(px + 0.5 - x, py + 0.5 - y);
        if (cover <= 0) continue;
        const at = py * width + px;
        mask[at] = Math.max(mask[at] as number, Math.round(255 * Math.min(1, cover)));
      }
    }
  }
  return holes.length;
}
