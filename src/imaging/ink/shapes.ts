import type { Components } from './components.ts';

export const textLike = 1;
export const ruleLike = 2;

/**
 * What each component is by its shape alone, at any angle: print, a rule, or (0) something else, such as a frame, a
 * stamp's ring or a photograph. Indexed as `labels` are: 0 is the paper. `mm` is reduced pixels to a millimetre.
 */
export function classifyShapes(components: Components, mm: number): Uint8Array {
  const classes = new Uint8Array(components.list.length + 1);
  components.list.forEach((component, i) => {
    const wide = component.right - component.left + 1;
    const high = component.bottom - component.top + 1;
    const long = Math.hypot(wide, high);
    const short = Math.min(wide, high);
    const thickness = component.area / long;
    if (long > 25 * mm && thickness < 0.9 * mm) classes[i + 1] = ruleLike;
    else if (short <= 12 * mm) classes[i + 1] = textLike;
    // Letters that touch make a line one patch, long and lean; a stamp, a frame or a photograph is neither.
    else if (short / Math.max(wide, high) < 0.36 && thickness < 6 * mm) classes[i + 1] = textLike;
  });
  return classes;
}
