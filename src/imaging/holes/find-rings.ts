import type { PageView } from '../view.ts';
import { edgeMm, punchMm } from './find-discs.ts';
import { type Circle, fitCircle, roughness } from './fit-circle.ts';

/** The rim's shadow is a thin arc of a circle, to this much. */
const roundMm = 0.3;
/** Its box on the page. */
const boxMm = { smallest: 3, largest: 9 } as const;
/** Ink within that paper's grain and the backing make. */
const leastEmpty = 7;

/**
 * Arcs of a punch's size near the sheet's edges with nothing in them: on a white bed a hole shows as the shadow of its
 * rim.
 */
export function findRings({ components, ink, area, page }: PageView): Circle[] {
  const { width } = page.reduced.gray;
  const mm = page.reduced.dpi / 25.4;
  const rings: Circle[] = [];
  for (let label = 1; label <= components.count; label++) {
    const left = components.left[label] as number;
    const top = components.top[label] as number;
    const right = components.right[label] as number;
    const bottom = components.bottom[label] as number;
    const long = Math.max(right - left, bottom - top) + 1;
    if (long < boxMm.smallest * mm || long > boxMm.largest * mm) continue;
    if ((components.area[label] as number) > 2 * long * 0.9 * mm) continue;
    const points: number[] = [];
    for (let y = top; y <= bottom; y++) {
      for (let x = left; x <= right; x++) {
        if (components.labels[y * width + x] === label) points.push(x + 0.5, y + 0.5);
      }
    }
    const circle = fitCircle(points);
    if (!circle || circle.radius < punchMm.smallest * mm || circle.radius > punchMm.largest * mm) continue;
    if (roughness(circle, points) > roundMm * mm) continue;
    const y = Math.floor(circle.y);
    const toSide = Math.min(circle.x - (area.left[y] ?? 0), (area.right[y] ?? 0) - circle.x);
    const toEnd = Math.min(circle.y - area.top, area.bottom - circle.y);
    const toEdge = Math.min(toSide, toEnd) / mm;
    if (toEdge < edgeMm.nearest || toEdge > edgeMm.farthest) continue;
    if (isEmpty(ink, width, circle, circle.radius - 0.9 * mm)) rings.push(circle);
  }
  return rings;
}

function isEmpty(ink: Uint8Array, width: number, { x, y }: Circle, radius: number): boolean {
  let sum = 0;
  let count = 0;
  for (let py = Math.ceil(y - radius); py < y + radius; py++) {
    for (let px = Math.ceil(x - radius); px < x + radius; px++) {
      if (Math.hypot(px + 0.5 - x, py + 0.5 - y) > radius) continue;
      sum += ink[py * width + px] ?? 0;
      count++;
    }
  }
  return count > 0 && sum / count < leastEmpty;
}
