import { squareToQuad } from '../../domain/rules/homography.ts';
import { directions, type Rectangle, type Size } from '../../domain/rules/kept-rectangle.ts';
import type { Corners, Point, QuarterTurn } from '../../domain/units.ts';
import type { Walk } from './sample.ts';

/** The way through a quad that lays it flat: what lies between its corners becomes `size`. */
export function walkThrough(corners: Corners, { width, height }: Size): Walk {
  const [a, b, x, d, e, y, g, h] = squareToQuad(corners);
  return {
    width,
    height,
    origin: { x, y },
    stepX: { x: a / width, y: d / width },
    stepY: { x: b / height, y: e / height },
    bend: { x: g / width, y: h / height },
  };
}

/** The way over a rectangle leaning by `degrees` that lays it straight and turns it by a clockwise quarter turn. */
export function walkOver(kept: Rectangle, degrees: number, turn: QuarterTurn): Walk {
  const w = Math.max(1, Math.round(kept.width));
  const h = Math.max(1, Math.round(kept.height));
  const { along, across } = directions(degrees);
  const corner = {
    x: kept.centre.x - (along.x * w + across.x * h) / 2,
    y: kept.centre.y - (along.y * w + across.y * h) / 2,
  };
  if (degrees === 0) {
    corner.x = Math.round(corner.x);
    corner.y = Math.round(corner.y);
  }
  const from = (a: number, b: number): Point => ({
    x: corner.x + along.x * a + across.x * b,
    y: corner.y + along.y * a + across.y * b,
  });
  const bend = { x: 0, y: 0 };
  switch (turn) {
    case 0:
      return { width: w, height: h, origin: corner, stepX: along, stepY: across, bend };
    case 90:
      return { width: h, height: w, origin: from(0, h), stepX: minus(across), stepY: along, bend };
    case 180:
      return { width: w, height: h, origin: from(w, h), stepX: minus(along), stepY: minus(across), bend };
    case 270:
      return { width: h, height: w, origin: from(w, 0), stepX: across, stepY: minus(along), bend };
  }
}

function minus(point: Point): Point {
  return { x: -point.x, y: -point.y };
}
