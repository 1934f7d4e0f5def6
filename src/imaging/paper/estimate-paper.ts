import type { PageArea } from '../page-box/page-area.ts';
import type { ReducedPage } from '../reduce/reduce-page.ts';
import { measureTiles, type Tiles } from './measure-tiles.ts';

/** A tile must be larger than a letter's bowl and smaller than a shadow's slope. */
const tileMm = 5;
/** Levels between the bright end and the middle of a tile up to which it is even. */
const flatSpread = 14;
/** Darker than this share of the page's paper, a tile is no paper in a shadow any more. */
const shadowLimit = 0.72;
/** Distance from the paper's hue, in levels of 255, at which an even tile counts as coloured print. */
const hueLimit = 16;
/** Levels by which light or yellowing changes from one tile to the next, in any channel. */
const slowStep = 8;
/** Below this luma there is nothing that could be called paper. */
const darkestPaper = 110;

/** What lies under the print, in tiles over the reduced page. */
export interface Paper {
  readonly tileSize: number;
  readonly columns: number;
  readonly rows: number;
  /** Paper colour of each tile, interleaved RGB; tiles without paper have that of their neighbours. */
  readonly levels: Float32Array;
  /** 1 where a tile is a picture or coloured print, 0 where it is paper. */
  readonly isPicture: Uint8Array;
  /** Colour of the paper of the whole page. */
  readonly colour: readonly [number, number, number];
  readonly luma: number;
  /** Share of tiles that are paper, 0 to 1; 0 where the page is too dark to have any. */
  readonly confidence: number;
  /** Share of the tiles along the page's rim that are paper: margins are, the edges of a photograph are not. */
  readonly rimShare: number;
}

/** Paper colour over the page and where pictures lie. Only pixels inside `area` are asked. */
export function estimatePaper(reduced: ReducedPage, area: PageArea): Paper {
  const { width, height } = reduced.gray;
  const tileSize = Math.max(4, Math.round((tileMm * reduced.dpi) / 25.4));
  const columns = Math.max(1, Math.ceil(width / tileSize));
  const rows = Math.max(1, Math.ceil(height / tileSize));
  const tiles = measureTiles(reduced, area, tileSize, columns, rows);
  const flat = tiles.luma.filter(
    (level, i) => level >= darkestPaper && (tiles.spread[i] as number) <= flatSpread,
  );
  const luma = flat.length > 0 ? percentile(flat, 0.75) : 0;
  const colour = meanColour(tiles, luma);
  const isPicture = new Uint8Array(columns * rows);
  let asked = 0;
  let paper = 0;
  for (let i = 0; i < isPicture.length; i++) {
    if ((tiles.luma[i] as number) < 0) continue;
    asked++;
    if (isPaper(tiles, i, luma, colour)) paper++;
    else isPicture[i] = 1;
  }
  paper += growPaper(isPicture, tiles, columns, rows, luma);
  closeGaps(isPicture, columns, rows);
  const rimShare = paperAtRim(isPicture, tiles, columns, rows);
  const levels = fillLevels(tiles, isPicture, columns, rows, colour);
  return {
    tileSize,
    columns,
    rows,
    levels,
    isPicture,
    colour,
    luma,
    confidence: asked > 0 ? paper / asked : 0,
    rimShare,
  };
}

function meanColour(tiles: Tiles, luma: number): [number, number, number] {
  const sums = [0, 0, 0] as [number, number, number];
  let count = 0;
  for (let i = 0; i < tiles.luma.length; i++) {
    if (
      luma === 0 ||
      Math.abs((tiles.luma[i] as number) - luma) > 12 ||
      (tiles.spread[i] as number) > flatSpread
    )
      continue;
    count++;
    for (let c = 0; c < 3; c++) sums[c as 0] += tiles.rgb[i * 3 + c] as number;
  }
  return count === 0 ? [255, 255, 255] : [sums[0] / count, sums[1] / count, sums[2] / count];
}

function isPaper(tiles: Tiles, i: number, luma: number, colour: readonly [number, number, number]): boolean {
  const level = tiles.luma[i] as number;
  if (luma === 0 || level < luma * shadowLimit || (tiles.spread[i] as number) > flatSpread * 4) return false;
  // A dense line of bold print pushes the flat share into ink; near the paper's own level that is no picture.
  if ((tiles.spread[i] as number) > flatSpread && level < luma * 0.94) return false;
  const shade = level / luma;
  const off = [0, 1, 2].map((c) => (tiles.rgb[i * 3 + c] as number) - (colour[c] as number) * shade);
  return Math.max(...off) - Math.min(...off) <= hueLimit;
}

/**
 * Light and yellowing change slowly, pictures begin with a step: an even tile next to paper that hardly differs from it
 * is paper, too, however far from the page's own colour the steps have led. Returns how many there were.
 */
function growPaper(isPicture: Uint8Array, tiles: Tiles, columns: number, rows: number, luma: number): number {
  const queue: number[] = [];
  isPicture.forEach((value, tile) => {
    if (value === 0 && (tiles.luma[tile] as number) >= 0) queue.push(tile);
  });
  const first = queue.length;
  for (let head = 0; head < queue.length; head++) {
    const from = queue[head] as number;
    const x = from % columns;
    const near = [from - columns, from + columns, x > 0 ? from - 1 : -1, x < columns - 1 ? from + 1 : -1];
    for (const tile of near) {
      if (tile < 0 || tile >= columns * rows || isPicture[tile] === 0) continue;
      const isEven =
        (tiles.spread[tile] as number) <= flatSpread && (tiles.luma[tile] as number) >= luma * shadowLimit;
      if (!isEven || stepBetween(tiles, from, tile) > slowStep) continue;
      isPicture[tile] = 0;
      queue.push(tile);
    }
  }
  return queue.length - first;
}

function stepBetween(tiles: Tiles, a: number, b: number): number {
  let step = 0;
  for (let c = 0; c < 3; c++) {
    step = Math.max(step, Math.abs((tiles.rgb[a * 3 + c] as number) - (tiles.rgb[b * 3 + c] as number)));
  }
  return step;
}

function paperAtRim(isPicture: Uint8Array, tiles: Tiles, columns: number, rows: number): number {
  const isAsked = (x: number, y: number) =>
    x >= 0 && y >= 0 && x < columns && y < rows && (tiles.luma[y * columns + x] as number) >= 0;
  let rim = 0;
  let paper = 0;
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++) {
      if (!isAsked(x, y)) continue;
      if (isAsked(x - 1, y) && isAsked(x + 1, y) && isAsked(x, y - 1) && isAsked(x, y + 1)) continue;
      rim++;
      if (isPicture[y * columns + x] === 0) paper++;
    }
  }
  return rim > 0 ? paper / rim : 0;
}

/** Paper-like islands within a picture (a sky, a white wall) belong to it: closing by one tile. */
function closeGaps(mask: Uint8Array, columns: number, rows: number): void {
  const wide = spread(mask, columns, rows, 1);
  const closed = spread(
    wide.map((v) => 1 - v),
    columns,
    rows,
    1,
  );
  for (let i = 0; i < mask.length; i++) if (closed[i] === 0) mask[i] = 1;
}

function spread(mask: Uint8Array, columns: number, rows: number, reach: number): Uint8Array {
  const out = new Uint8Array(mask.length);
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++) {
      if (mask[y * columns + x] === 0) continue;
      for (let ny = Math.max(0, y - reach); ny <= Math.min(rows - 1, y + reach); ny++) {
        for (let nx = Math.max(0, x - reach); nx <= Math.min(columns - 1, x + reach); nx++)
          out[ny * columns + nx] = 1;
      }
    }
  }
  return out;
}

/** Levels of paper tiles smoothed over their neighbours; the others take the mean of what lies around them, ring by ring. */
function fillLevels(
  tiles: Tiles,
  isPicture: Uint8Array,
  columns: number,
  rows: number,
  colour: readonly [number, number, number],
): Float32Array {
  const levels = new Float32Array(columns * rows * 3);
  let known = tiles.luma.map((level, i) => (level >= 0 && isPicture[i] === 0 ? 1 : 0));
  if (!known.includes(1)) {
    for (let i = 0; i < levels.length; i++) levels[i] = colour[i % 3] as number;
    return levels;
  }
  let source = tiles.rgb;
  for (let pass = 0; pass === 0 || known.includes(0); pass++) {
    const next = known.slice();
    const filled = pass === 0 ? levels : levels.slice();
    for (let y = 0; y < rows; y++) {
      for (let x = 0; x < columns; x++) {
        const tile = y * columns + x;
        if (pass > 0 && known[tile] === 1) continue;
        const sums = [0, 0, 0];
        let count = 0;
        for (let ny = Math.max(0, y - 1); ny <= Math.min(rows - 1, y + 1); ny++) {
          for (let nx = Math.max(0, x - 1); nx <= Math.min(columns - 1, x + 1); nx++) {
            const near = ny * columns + nx;
            if (known[near] === 0) continue;
            count++;
            for (let c = 0; c < 3; c++) sums[c] = (sums[c] as number) + (source[near * 3 + c] as number);
          }
        }
        if (count === 0) continue;
        next[tile] = 1;
        for (let c = 0; c < 3; c++) filled[tile * 3 + c] = (sums[c] as number) / count;
      }
    }
    levels.set(filled);
    known = next;
    source = levels;
  }
  return levels;
}

function percentile(values: Float32Array, share: number): number {
  const sorted = values.slice().sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] as number;
}
