import type { PageView } from '../view.ts';
import { findSpecks } from './find-specks.ts';

/** Adds dust up to `size` to a mask over the reduction; how many specks. */
export function paintSpecks(view: PageView, size: 'fine' | 'coarse', mask: Uint8Array): number {
  const { width, height } = view.page.reduced.gray;
  const { x, y } = findSpecks(view, size);
  for (let i = 0; i < x.length; i++) {
    // A speck has up to two squares a side; covering fades towards the middle of the next one.
    const x0 = Math.max(0, (x[i] as number) - 1);
    const x1 = Math.min(width, (x[i] as number) + 3);
    for (let row = Math.max(0, (y[i] as number) - 1); row < Math.min(height, (y[i] as number) + 3); row++) {
      mask.fill(255, row * width + x0, row * width + x1);
    }
  }
  return x.length;
}
