import { mapPoint, squareToQuad } from '../../domain/rules/homography.ts';
import type { Corners, Point } from '../../domain/units.ts';

/** The quad of a sheet with so much bed around it, pixels of the mean side, as far as the perspective goes on. */
export function widenQuad(quad: Corners, margin: number): Corners {
  if (margin === 0) return quad;
  const [a, b, c, d] = quad;
  const length = (p: Point, q: Point) => Math.hypot(p.x - q.x, p.y - q.y);
  const u = (2 * margin) / (length(a, b) + length(d, c));
  const v = (2 * margin) / (length(a, d) + length(b, c));
  const map = squareToQuad(quad);
  return [
    mapPoint(map, { x: -u, y: -v }),
    mapPoint(map, { x: 1 + u, y: -v }),
    mapPoint(map, { x: 1 + u, y: 1 + v }),
    mapPoint(map, { x: -u, y: 1 + v }),
  ];
}
