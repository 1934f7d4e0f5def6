import type { Tiles } from './measure-tiles.ts';

type Colour = readonly [number, number, number];

/**
 * Paper under every tile, interleaved RGB: paper tiles smoothed over their neighbours; the others take the mean of what
 * lies around them, ring by ring. Without any paper the whole page has `colour`.
 */
export function fillLevels(tiles: Tiles, isPicture: Uint8Array, colour: Colour): Float32Array {
  const { columns, rows, luma, rgb } = tiles;
  const count = columns * rows;
  const levels = new Float32Array(count * 3);
  const isKnown = new Uint8Array(count);
  const paper: number[] = [];
  const unknown: number[] = [];
  for (let i = 0; i < count; i++) {
    if ((luma[i] as number) >= 0 && isPicture[i] === 0) {
      isKnown[i] = 1;
      paper.push(i);
    } else unknown.push(i);
  }
  if (paper.length === 0) {
    for (let i = 0; i < levels.length; i++) levels[i] = colour[i % 3] as number;
    return levels;
  }
  for (const tile of paper) meanAround(tile, rgb, isKnown, columns, rows, levels);
  fillRings(levels, isKnown, unknown, columns, rows);
  return levels;
}

/** Fills `unknown` tiles from the known ones inwards, one ring of neighbours after the other. */
function fillRings(
  levels: Float32Array,
  isKnown: Uint8Array,
  unknown: number[],
  columns: number,
  rows: number,
): void {
  let open = unknown;
  while (open.length > 0) {
    const ring: number[] = [];
    const rest: number[] = [];
    for (const tile of open) {
      (meanAround(tile, levels, isKnown, columns, rows, levels) ? ring : rest).push(tile);
    }
    for (const tile of ring) isKnown[tile] = 1;
    open = rest;
  }
}

/** Mean of the known tiles of `source` among a tile and its eight neighbours to `out`; false where there is none. */
function meanAround(
  tile: number,
  source: Float32Array,
  isKnown: Uint8Array,
  columns: number,
  rows: number,
  out: Float32Array,
): boolean {
  const y = Math.floor(tile / columns);
  const x = tile - y * columns;
  const x1 = Math.min(columns - 1, x + 1);
  const y1 = Math.min(rows - 1, y + 1);
  let red = 0;
  let green = 0;
  let blue = 0;
  let count = 0;
  for (let ny = Math.max(0, y - 1); ny <= y1; ny++) {
    for (let nx = Math.max(0, x - 1); nx <= x1; nx++) {
      const near = ny * columns + nx;
      if (isKnown[near] === 0) continue;
      count++;
      red += source[near * 3] as number;
      green += source[near * 3 + 1] as number;
      blue += source[near * 3 + 2] as number;
    }
  }
  if (count === 0) return false;
  out[tile * 3] = red / count;
  out[tile * 3 + 1] = green / count;
  out[tile * 3 + 2] = blue / count;
  return true;
}
