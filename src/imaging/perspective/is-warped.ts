import { cornersOfRectangle, type Size } from '../../domain/rules/kept-rectangle.ts';
import type { Corners, Point } from '../../domain/units.ts';

/** Degrees by which edges of a true rectangle may seem to be off: an error of measuring. */
const leastDegrees = 0.3;
/** Millimetres a corner must lie off the nearest rectangle for it to matter. */
const leastShift = 1;
/** More than this is no page that could be read from the picture. */
const mostDegrees = 25;
/** How nearly two slants are the same, or each other's mirror. Share of the greater. */
const alike = 0.35;
/** Sides of what may have been torn off a roll: longer than any sheet or form of a standard size. */
const strip = 2;

/**
 * Whether a sheet's corners were moved by a camera or by uneven feed, rather than by scissors: of a sheet that was cut
 * or torn, one edge is off while the other three are square, or both ends of a strip are each off in their own way.
 * `quad` in pixels of which `mm` make a millimetre.
 */
export function isWarped(quad: Corners, mm: number): boolean {
  const lean = leans(quad);
  const mean = lean.reduce((sum, d) => sum + d, 0) / 4;
  const off = lean.map((d) => d - mean);
  const spread = Math.max(...lean) - Math.min(...lean);
  if (spread < leastDegrees || spread > mostDegrees) return false;
  if (shiftOf(quad, mean) < leastShift * mm) return false;
  for (let i = 0; i < 4; i++) {
    const others = off.filter((_, k) => k !== i);
    if (Math.max(...others) - Math.min(...others) < leastDegrees) return false;
  }
  const [top, right, bottom, left] = off as [number, number, number, number];
  const { width, height } = sidesOf(quad);
  // Strips are torn off a roll at both ends.
  if (width > height * strip && Math.abs(top - bottom) < leastDegrees)
    return isOneTilt(right - (top + bottom) / 2, left - (top + bottom) / 2);
  if (height > width * strip && Math.abs(left - right) < leastDegrees)
    return isOneTilt(top - (left + right) / 2, bottom - (left + right) / 2);
  return true;
}

/** Beside two parallel edges, feed slants both others alike and a camera both against each other. */
function isOneTilt(a: number, b: number): boolean {
  return Math.min(Math.abs(a - b), Math.abs(a + b)) < alike * Math.max(Math.abs(a), Math.abs(b));
}

/** Degrees by which each edge leans counter-clockwise from where it would lie on an upright sheet. */
function leans([a, b, c, d]: Corners): number[] {
  const degrees = (from: Point, to: Point) => (-Math.atan2(to.y - from.y, to.x - from.x) * 180) / Math.PI;
  return [degrees(a, b), degrees(b, c) + 90, degrees(d, c), degrees(a, d) + 90];
}

/** How far the farthest corner lies from that of the rectangle of the same lean, sides and middle. */
function shiftOf(quad: Corners, degrees: number): number {
  const [a, b, c, d] = quad;
  const middle = { x: (a.x + b.x + c.x + d.x) / 4, y: (a.y + b.y + c.y + d.y) / 4 };
  const straight = cornersOfRectangle({ centre: middle, ...sidesOf(quad) }, degrees);
  return Math.max(...quad.map((p, i) => distance(p, straight[i] as Point)));
}

function sidesOf([a, b, c, d]: Corners): Size {
  return { width: (distance(a, b) + distance(d, c)) / 2, height: (distance(a, d) + distance(b, c)) / 2 };
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
