import type { PageView } from '../view.ts';
import { type Circle, fitCircle, roughness } from './fit-circle.ts';

/** ISO 838 punches 6 mm; others 5 to 8 mm. */
export const punchMm = { smallest: 2.35, largest: 4.25 } as const;
/** The middle of a hole lies so far inside the sheet. */
export const edgeMm = { nearest: 4, farthest: 22 } as const;
/** A bed, or the backing seen through the hole, is so much darker than the paper. */
const leastInk = 14;
/** Points within and without which every punch is even or paper. */
const withinMm = 1.7;
const beyondMm = 4.7;
/** Of eight points beyond, so many are paper; print and shadows take the others. */
const leastClear = 5;
const around = [1, 0, 1, 1, 0, 1, -1, 1, -1, 0, -1, -1, 0, -1, 1, -1];
/** A page with more places that might be one is a picture. */
const mostTries = 1500;
const rays = 32;
/** Share of the rays that must meet the rim; print and shadows hide the others. */
const leastRays = 0.62;
/** Punches are round to this much. */
const roundMm = 0.17;
/** What is seen through a hole is even and has no colour. */
const evenLevels = 14;
const neutralChroma = 26;

/** A round, even, colourless patch of a punch's size, in pixels of the reduction. */
export interface Disc extends Circle {
  /** Mean gray level within. */
  readonly level: number;
}

/** Round patches near the sheet's edges, darker than the paper. */
export function findDiscs(view: PageView): Disc[] {
  const { ink, area, page } = view;
  const { width, height } = page.reduced.gray;
  const mm = page.reduced.dpi / 25.4;
  const near = Math.round(edgeMm.nearest * mm);
  const far = Math.round(edgeMm.farthest * mm);
  const arm = Math.round(withinMm * mm);
  const reach = Math.ceil((beyondMm + 1) * mm);
  const discs: Disc[] = [];
  const beyond = Math.round(beyondMm * mm);
  let tries = 0;
  for (let y = Math.max(area.top + near, arm); y < Math.min(area.bottom - near, height - arm); y += 2) {
    const from = Math.max((area.left[y] as number) + near, arm);
    const to = Math.min((area.right[y] as number) - near, width - arm);
    const isBand = y < area.top + far || y >= area.bottom - far;
    for (let x = from; x < to; x += 2) {
      if (!isBand && x === from + 2 * Math.ceil((far - near) / 2)) x = Math.max(x, to - (far - near));
      const at = y * width + x;
      if ((ink[at] as number) < leastInk) continue;
      if (
        (ink[at - arm] as number) < leastInk ||
        (ink[at + arm] as number) < leastInk ||
        (ink[at - arm * width] as number) < leastInk ||
        (ink[at + arm * width] as number) < leastInk
      )
        continue;
      if (discs.some((other) => Math.hypot(other.x - x, other.y - y) < other.radius)) continue;
      if (!standsAlone(ink, width, height, x, y, beyond)) continue;
      if (++tries > mostTries) return discs;
      const disc = discAt(view, x + 0.5, y + 0.5, mm, reach);
      // From beside a hole the way may lead to it once more.
      if (disc && !discs.some((other) => Math.hypot(other.x - disc.x, other.y - disc.y) < other.radius)) {
        discs.push(disc);
      }
    }
  }
  return discs;
}

/** Whether most of what lies around, a punch's size away, is paper: a cheap look before a close one. */
function standsAlone(
  ink: Uint8Array,
  width: number,
  height: number,
  x: number,
  y: number,
  away: number,
): boolean {
  const half = (ink[y * width + x] as number) / 2;
  const slant = Math.round(away * 0.7);
  let clear = 0;
  for (let k = 0; k < 8; k++) {
    const px = x + (around[k * 2] as number) * (k & 1 ? slant : away);
    const py = y + (around[k * 2 + 1] as number) * (k & 1 ? slant : away);
    if (px < 0 || py < 0 || px >= width || py >= height || (ink[py * width + px] as number) < half) clear++;
  }
  return clear >= leastClear;
}

/** The disc around a point well inside it, or null. */
function discAt(view: PageView, x: number, y: number, mm: number, reach: number): Disc | null {
  let circle: Circle = { x, y, radius: 0 };
  let points: number[] = [];
  for (let pass = 0; pass < 3; pass++) {
    points = rimOf(view, circle, reach);
    if (points.length < rays * leastRays * 2) return null;
    const fitted = fitCircle(points);
    if (!fitted || fitted.radius > reach) return null;
    points = points.filter((_, i) => {
      const p = i & ~1;
      return (
        Math.abs(
          Math.hypot((points[p] as number) - fitted.x, (points[p + 1] as number) - fitted.y) - fitted.radius,
        ) <
        0.5 * mm
      );
    });
    if (points.length < rays * leastRays * 2) return null;
    circle = fitCircle(points) ?? fitted;
  }
  const { radius } = circle;
  if (radius < punchMm.smallest * mm || radius > punchMm.largest * mm) return null;
  if (roughness(circle, points) > roundMm * mm) return null;
  return lookInto(view, circle, mm);
}

/** Where rays from the middle of a circle come out of the ink into paper. */
function rimOf({ ink, page }: PageView, { x, y }: Circle, reach: number): number[] {
  const { width, height } = page.reduced.gray;
  const at = (px: number, py: number) =>
    px < 0 || py < 0 || px >= width || py >= height ? 0 : (ink[(py | 0) * width + (px | 0)] as number);
  const half = (at(x, y) + at(x - 2, y) + at(x + 2, y) + at(x, y - 2) + at(x, y + 2)) / 10;
  const points: number[] = [];
  if (half * 2 < leastInk) return points;
  for (let ray = 0; ray < rays; ray++) {
    const dx = Math.cos((ray * 2 * Math.PI) / rays);
    const dy = Math.sin((ray * 2 * Math.PI) / rays);
    let before = half * 2;
    for (let r = 2; r < reach; r += 0.5) {
      const now = at(x + dx * r, y + dy * r);
      if (now < half) {
        // Paper, and not the gap between two strokes.
        if (at(x + dx * (r + 1.5), y + dy * (r + 1.5)) >= half) break;
        const rim = r - 0.5 + (0.5 * (before - half)) / Math.max(1, before - now);
        points.push(x + dx * rim, y + dy * rim);
        break;
      }
      before = now;
    }
  }
  return points;
}

/** Whether it is even and colourless all over. */
function lookInto({ page }: PageView, circle: Circle, mm: number): Disc | null {
  const { gray, rgb } = page.reduced;
  const { data, width, height } = gray;
  const inner = circle.radius - 0.45 * mm;
  let [count, sum, squares, red, green, blue] = [0, 0, 0, 0, 0, 0];
  for (let y = Math.max(0, Math.ceil(circle.y - inner)); y < Math.min(height, circle.y + inner); y++) {
    for (let x = Math.max(0, Math.ceil(circle.x - inner)); x < Math.min(width, circle.x + inner); x++) {
      if (Math.hypot(x + 0.5 - circle.x, y + 0.5 - circle.y) > inner) continue;
      const at = y * width + x;
      const value = data[at] as number;
      count++;
      sum += value;
      squares += value * value;
      if (!rgb) continue;
      red += rgb[at * 3] as number;
      green += rgb[at * 3 + 1] as number;
      blue += rgb[at * 3 + 2] as number;
    }
  }
  if (count === 0) return null;
  const level = sum / count;
  if (Math.sqrt(Math.max(0, squares / count - level * level)) > evenLevels) return null;
  if ((Math.max(red, green, blue) - Math.min(red, green, blue)) / count > neutralChroma) return null;
  return { ...circle, level };
}
