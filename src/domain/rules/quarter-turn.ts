import type { Point, QuarterTurn } from '../units.ts';
import type { Size } from './kept-rectangle.ts';

/** Where a point of a raster lies once the raster is turned clockwise; `size` is that before it. */
export function turned({ x, y }: Point, { width, height }: Size, turn: QuarterTurn): Point {
  switch (turn) {
    case 0:
      return { x, y };
    case 90:
      return { x: height - y, y: x };
    case 180:
      return { x: width - x, y: height - y };
    case 270:
      return { x: y, y: width - x };
  }
}

/** Where it lay before; `size` is that before the turn too. */
export function turnedBack({ x, y }: Point, { width, height }: Size, turn: QuarterTurn): Point {
  switch (turn) {
    case 0:
      return { x, y };
    case 90:
      return { x: y, y: height - x };
    case 180:
      return { x: width - x, y: height - y };
    case 270:
      return { x: width - y, y: x };
  }
}
