import type { Corners, Point } from '../units.ts';

/** Projective map of the plane: x' = (m0 x + m1 y + m2) / w, y' = (m3 x + m4 y + m5) / w, w = m6 x + m7 y + m8. */
export type Homography = readonly [number, number, number, number, number, number, number, number, number];

/**
 * Takes the unit square's corners (0,0) (1,0) (1,1) (0,1) to those of a convex quad; affine for a parallelogram.
 * Heckbert, Fundamentals of Texture Mapping and Image Warping (1989), 2.2.3.
 */
export function squareToQuad([a, b, c, d]: Corners): Homography {
  const [sx, sy] = [a.x - b.x + c.x - d.x, a.y - b.y + c.y - d.y];
  const [x1, y1, x2, y2] = [b.x - c.x, b.y - c.y, d.x - c.x, d.y - c.y];
  const det = x1 * y2 - x2 * y1;
  const g = (sx * y2 - x2 * sy) / det;
  const h = (x1 * sy - sx * y1) / det;
  return [
    b.x - a.x + g * b.x,
    d.x - a.x + h * d.x,
    a.x,
    b.y - a.y + g * b.y,
    d.y - a.y + h * d.y,
    a.y,
    g,
    h,
    1,
  ];
}

export function invert([a, b, c, d, e, f, g, h, i]: Homography): Homography {
  // The adjugate: a factor makes no difference to a projective map.
  return [
    e * i - f * h,
    c * h - b * i,
    b * f - c * e,
    f * g - d * i,
    a * i - c * g,
    c * d - a * f,
    d * h - e * g,
    b * g - a * h,
    a * e - b * d,
  ];
}

export function mapPoint(m: Homography, { x, y }: Point): Point {
  const w = m[6] * x + m[7] * y + m[8];
  return { x: (m[0] * x + m[1] * y + m[2]) / w, y: (m[3] * x + m[4] * y + m[5]) / w };
}
