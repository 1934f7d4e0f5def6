import type { PageView } from '../view.ts';
import { findBleed } from './find-bleed.ts';

/** Adds what shines through to a mask over the reduction, but for what lies under the page's own ink; how many marks. */
export function paintBleed(view: PageView, mask: Uint8Array): number {
  const bleed = findBleed(view);
  if (!bleed) return 0;
  const { width, height } = view.page.reduced.gray;
  const { labels } = bleed.components;
  const isOfBack = new Uint8Array(bleed.components.count + 1);
  for (const label of bleed.marks) isOfBack[label] = 1;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (isOfBack[labels[y * width + x] as number] === 0) continue;
      // One square more on each side: a blurred mark ends where its last level does.
      for (let row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row++) {
        for (let column = Math.max(0, x - 1); column <= Math.min(width - 1, x + 1); column++) {
          const at = row * width + column;
          if (bleed.own[at] === 0) mask[at] = 255;
        }
      }
    }
  }
  return bleed.marks.length;
}
