import type { Tiles } from './measure-tiles.ts';

type Colour = readonly [number, number, number];

/** Levels between the bright end and the middle of a tile up to which it is even. */
export const flatSpread = 14;
/** Darker than this share of the page's paper, a tile is no paper in a shadow any more. */
const shadowLimit = 0.72;
/** Lamps and spines shade paper down to this share of it, step by step. */
const deepestShadow = 0.5;
/** Distance from the paper's hue, in levels of 255, at which an even tile counts as coloured print. */
const hueLimit = 11;
/** Levels by which light or yellowing changes from one tile to the next, in any channel. */
const slowStep = 8;

/** 1 for each tile that is a picture or coloured print and no paper of `luma` and `colour`, under whatever light. */
export function findPictures(tiles: Tiles, luma: number, colour: Colour): Uint8Array {
  const isPicture = new Uint8Array(tiles.luma.length);
  for (let i = 0; i < isPicture.length; i++) {
    if ((tiles.luma[i] as number) >= 0 && !isPaper(tiles, i, luma, colour)) isPicture[i] = 1;
  }
  growPaper(isPicture, tiles, luma, colour);
  closeGaps(isPicture, tiles.columns, tiles.rows);
  return isPicture;
}

function isPaper(tiles: Tiles, i: number, luma: number, colour: Colour): boolean {
  const level = tiles.luma[i] as number;
  const spread = tiles.spread[i] as number;
  if (luma === 0 || level < luma * shadowLimit || spread > flatSpread * 4) return false;
  // A dense line of bold print pushes the flat share into ink; near the paper's own level that is no picture.
  if (spread > flatSpread && level < luma * 0.94) return false;
  return hueOff(tiles, i, luma, colour) <= hueLimit;
}

/** How far a tile's colour is from that of paper in a shadow as deep. */
function hueOff(tiles: Tiles, i: number, luma: number, colour: Colour): number {
  const shade = (tiles.luma[i] as number) / luma;
  const red = (tiles.rgb[i * 3] as number) - colour[0] * shade;
  const green = (tiles.rgb[i * 3 + 1] as number) - colour[1] * shade;
  const blue = (tiles.rgb[i * 3 + 2] as number) - colour[2] * shade;
  return Math.max(red, green, blue) - Math.min(red, green, blue);
}

/**
 * Light and yellowing change slowly, pictures begin with a step: a tile next to paper whose bright end hardly differs from
 * it is paper, too, however far from the page's own colour the steps have led; deep shadows only in its own hue.
 */
function growPaper(isPicture: Uint8Array, tiles: Tiles, luma: number, colour: Colour): void {
  const { columns, rows } = tiles;
  const queue: number[] = [];
  for (let tile = 0; tile < isPicture.length; tile++) {
    if (isPicture[tile] === 0 && (tiles.luma[tile] as number) >= 0) queue.push(tile);
  }
  const last = columns * rows;
  const visit = (from: number, tile: number) => {
    if (isPicture[tile] === 0) return;
    const level = tiles.luma[tile] as number;
    if (level < luma * deepestShadow || stepBetween(tiles.rgb, from, tile) > slowStep) return;
    if (level < luma * shadowLimit && hueOff(tiles, tile, luma, colour) > hueLimit) return;
    const spread = tiles.spread[tile] as number;
    if (spread > flatSpread * 4) return;
    isPicture[tile] = 0;
    // Dense print shows the paper beside it, but leads no further: so may the lights of a picture.
    if (spread <= flatSpread) queue.push(tile);
  };
  for (let head = 0; head < queue.length; head++) {
    const from = queue[head] as number;
    const x = from % columns;
    if (from >= columns) visit(from, from - columns);
    if (from + columns < last) visit(from, from + columns);
    if (x > 0) visit(from, from - 1);
    if (x < columns - 1) visit(from, from + 1);
  }
}

function stepBetween(rgb: Float32Array, a: number, b: number): number {
  let step = 0;
  for (let c = 0; c < 3; c++) {
    step = Math.max(step, Math.abs((rgb[a * 3 + c] as number) - (rgb[b * 3 + c] as number)));
  }
  return step;
}

/** Paper-like islands within a picture (a sky, a white wall) belong to it: closing by one tile. */
function closeGaps(mask: Uint8Array, columns: number, rows: number): void {
  const wide = spread(mask, columns, rows, 1);
  const outside = spread(wide, columns, rows, 0);
  for (let i = 0; i < mask.length; i++) if (outside[i] === 0) mask[i] = 1;
}

/** 1 where a tile or one of its eight neighbours is `wanted`. */
function spread(mask: Uint8Array, columns: number, rows: number, wanted: 0 | 1): Uint8Array {
  const out = new Uint8Array(mask.length);
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++) {
      if (mask[y * columns + x] !== wanted) continue;
      const x0 = Math.max(0, x - 1);
      const x1 = Math.min(columns, x + 2);
      for (let ny = Math.max(0, y - 1); ny <= Math.min(rows - 1, y + 1); ny++) {
        out.fill(1, ny * columns + x0, ny * columns + x1);
      }
    }
  }
  return out;
}
