import type { Components } from './components.ts';

export const textLike = 1;
export const ruleLike = 2;

/**
 * What each component is by its shape alone, at any angle: print, a rule or a grid of rules, or (0) something else, such as a
 * photograph. Indexed as `labels` are: 0 is the paper. `mm` is reduced pixels to a millimetre.
 */
export function classifyShapes(components: Components, mm: number): Uint8Array {
  const { count, left, top, right, bottom, area } = components;
  const classes = new Uint8Array(count + 1);
  for (let label = 1; label <= count; label++) {
    const wide = (right[label] as number) - (left[label] as number) + 1;
    const high = (bottom[label] as number) - (top[label] as number) + 1;
    const short = Math.min(wide, high);
    const long = Math.sqrt(wide * wide + high * high);
    const thickness = (area[label] as number) / long;
    if (long > 25 * mm && thickness < 0.9 * mm) classes[label] = ruleLike;
    else if (short <= 12 * mm) classes[label] = textLike;
    // Letters that touch make a line one patch, long and lean; a stamp, a frame or a photograph is neither.
    else if (short / Math.max(wide, high) < 0.36 && thickness < 6 * mm) classes[label] = textLike;
    // Lines that cross or close: a table's grid, the frame of a form.
    else if (long > 25 * mm && (area[label] as number) < 0.3 * wide * high) classes[label] = ruleLike;
  }
  return classes;
}
