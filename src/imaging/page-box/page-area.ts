import type { Box, Point } from '../../domain/units.ts';

/** Convex part of the reduced page that is paper, as one span of pixels [left, right) a row; empty rows have left = right. */
export interface PageArea {
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly top: number;
  readonly bottom: number;
  /** Pixels in all. */
  readonly size: number;
}

/** Pixels whose centre lies inside `polygon` (convex, edge coordinates), `inset` pixels away from its sides. */
export function areaOf(polygon: readonly Point[], width: number, height: number, inset: number): PageArea {
  const left = new Int32Array(height);
  const right = new Int32Array(height);
  let top = height;
  let bottom = 0;
  let size = 0;
  for (let y = 0; y < height; y++) {
    const span = spanAt(polygon, y + 0.5, inset);
    if (!span) continue;
    const from = Math.max(0, Math.ceil(span[0] - 0.5));
    const to = Math.min(width, Math.floor(span[1] + 0.5));
    if (to <= from) continue;
    left[y] = from;
    right[y] = to;
    top = Math.min(top, y);
    bottom = y + 1;
    size += to - from;
  }
  return { left, right, top: Math.min(top, bottom), bottom, size };
}

/** The part of an area at least `by` pixels away from its rim, counted along rows and columns. */
export function shrinkArea(area: PageArea, by: number): PageArea {
  const reach = Math.ceil(by);
  const left = new Int32Array(area.left.length);
  const right = new Int32Array(area.right.length);
  const top = area.top + reach;
  const bottom = Math.max(top, area.bottom - reach);
  let size = 0;
  for (let y = top; y < bottom; y++) {
    // The area is convex: what is inside a row above and one below is inside between them.
    const above = y - reach;
    const below = y + reach - 1;
    const lefts = [area.left[above], area.left[below], (area.left[y] as number) + reach] as number[];
    const rights = [area.right[above], area.right[below], (area.right[y] as number) - reach] as number[];
    const from = Math.max(...lefts);
    const to = Math.min(...rights);
    if (to <= from) continue;
    left[y] = from;
    right[y] = to;
    size += to - from;
  }
  return { left, right, top, bottom, size };
}

export function polygonOf({ x, y, width, height }: Box): Point[] {
  return [
    { x, y },
    { x: x + width, y },
    { x: x + width, y: y + height },
    { x, y: y + height },
  ];
}

/** What of the convex `polygon` lies where `inside` is not negative; `inside` must be linear in x and y. */
export function clip(polygon: readonly Point[], inside: (point: Point) => number): Point[] {
  const out: Point[] = [];
  polygon.forEach((from, i) => {
    const to = polygon[(i + 1) % polygon.length] as Point;
    const a = inside(from);
    const b = inside(to);
    if (a >= 0) out.push(from);
    if (a >= 0 !== b >= 0) {
      const part = a / (a - b);
      out.push({ x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part });
    }
  });
  return out;
}

export function areaSize(polygon: readonly Point[]): number {
  let twice = 0;
  polygon.forEach((a, i) => {
    const b = polygon[(i + 1) % polygon.length] as Point;
    twice += a.x * b.y - b.x * a.y;
  });
  return Math.abs(twice) / 2;
}

function spanAt(polygon: readonly Point[], y: number, inset: number): [number, number] | null {
  let low = Number.NEGATIVE_INFINITY;
  let high = Number.POSITIVE_INFINITY;
  for (let i = 0; i < polygon.length; i++) {
    const a = polygon[i] as Point;
    const b = polygon[(i + 1) % polygon.length] as Point;
    const length = Math.hypot(b.x - a.x, b.y - a.y);
    if (length === 0) continue;
    // Clockwise corners (y down): inside is to the right of each side, n·p >= c + inset.
    const nx = -(b.y - a.y) / length;
    const ny = (b.x - a.x) / length;
    const rest = nx * a.x + ny * a.y + inset - ny * y;
    if (Math.abs(nx) < 1e-9) {
      if (rest > 1e-9) return null;
    } else if (nx > 0) low = Math.max(low, rest / nx);
    else high = Math.min(high, rest / nx);
  }
  return high > low ? [low, high] : null;
}
