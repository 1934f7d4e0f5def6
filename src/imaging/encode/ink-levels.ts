import { pageKernel } from '../kernel/page-kernel.ts';

/** Side of the blocks that have a level of their own, pixels; four means of four pixels each. */
export const blockSide = 16;
const factor = 4;

/** Paper is asked for over so much of the page: wider than a bold letter, narrower than a shadow's slope. */
const paperMm = 6;
/** Share of the blocks that are darker than the paper under print. */
const paperShare = 0.7;
/** A place darker than this share of the page's paper is print, however large. */
const darkestPaper = 0.55;
/** Where between the paper and the darkest ink near by the border is drawn: nearer to the paper, so that pale print beside bold stays. */
const borderShare = 0.38;
/** What differs less from the paper is noise, texture and the other side shining through. */
const leastContrast = 32;
const leastBorder = 20;

interface Blocks {
  readonly columns: number;
  readonly rows: number;
  /** Brightest mean and darkest pixel of each. */
  readonly bright: Uint8Array;
  readonly dark: Uint8Array;
}

/**
 * The level that parts ink from paper in each block of the gray pixels at `from` (address in the page kernel): between
 * the paper there and the darkest ink within a block around, after Bernsen (1986), with the paper asked for more widely.
 */
export function inkLevels(from: number, width: number, height: number, dpi: number): Uint8Array {
  const columns = Math.ceil(width / blockSide);
  const rows = Math.ceil(height / blockSide);
  if (Math.min(width, height) < blockSide) return new Uint8Array(columns * rows).fill(128);
  const blocks = measureBlocks(from, width, height);
  const paper = paperUnder(blocks, Math.max(1, Math.round((paperMm * dpi) / 25.4 / blockSide)));
  const ink = leastAround(blocks.dark, blocks.columns, blocks.rows);
  const levels = new Uint8Array(columns * rows);
  for (let y = 0; y < rows; y++) {
    const row = Math.min(y, blocks.rows - 1) * blocks.columns;
    for (let x = 0; x < columns; x++) {
      const block = row + Math.min(x, blocks.columns - 1);
      const level = paper[block] as number;
      const contrast = level - (ink[block] as number);
      const border = contrast < leastContrast ? leastContrast : Math.max(leastBorder, contrast * borderShare);
      levels[y * columns + x] = Math.max(1, level - border);
    }
  }
  return levels;
}

function measureBlocks(from: number, width: number, height: number): Blocks {
  const kernel = pageKernel();
  const mark = kernel.mark();
  const wide = Math.floor(width / factor);
  const count = wide * Math.floor(height / factor);
  const gray = kernel.take(count);
  const darkest = kernel.take(count);
  kernel.run.reduceGray(from, width, height, factor, gray, darkest, kernel.take(width * 3 + 128));
  const means = kernel.view(gray, count);
  const minima = kernel.view(darkest, count);
  const columns = Math.floor(width / blockSide);
  const rows = Math.floor(height / blockSide);
  const bright = new Uint8Array(columns * rows);
  const dark = new Uint8Array(columns * rows);
  const side = blockSide / factor;
  for (let block = 0, y = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++, block++) {
      let most = 0;
      let least = 255;
      for (let row = (y * wide + x) * side, k = 0; k < side; k++, row += wide) {
        for (let i = row; i < row + side; i++) {
          if ((means[i] as number) > most) most = means[i] as number;
          if ((minima[i] as number) < least) least = minima[i] as number;
        }
      }
      bright[block] = most;
      dark[block] = least;
    }
  }
  kernel.release(mark);
  return { columns, rows, bright, dark };
}

/** Level of the paper under each block, over squares of `side` blocks; where all is print, the page's own. */
function paperUnder({ columns, rows, bright }: Blocks, side: number): Uint8Array {
  const page = shareOf(bright.slice(), paperShare);
  const paper = new Uint8Array(bright.length);
  for (let top = 0; top < rows; top += side) {
    for (let left = 0; left < columns; left += side) {
      const right = Math.min(columns, left + side);
      const bottom = Math.min(rows, top + side);
      const seen = new Uint8Array((right - left) * (bottom - top));
      for (let y = top; y < bottom; y++) {
        seen.set(bright.subarray(y * columns + left, y * columns + right), (y - top) * (right - left));
      }
      const level = shareOf(seen, paperShare);
      const believed = level < page * darkestPaper ? page : level;
      for (let y = top; y < bottom; y++) paper.fill(believed, y * columns + left, y * columns + right);
    }
  }
  return paper;
}

function shareOf(values: Uint8Array, share: number): number {
  return values.sort()[Math.floor((values.length - 1) * share)] as number;
}

/** The least of each block and the eight around it. */
function leastAround(values: Uint8Array, columns: number, rows: number): Uint8Array {
  const across = new Uint8Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const x = i % columns;
    const left = x > 0 ? (values[i - 1] as number) : 255;
    const right = x < columns - 1 ? (values[i + 1] as number) : 255;
    across[i] = Math.min(left, values[i] as number, right);
  }
  const least = new Uint8Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const above = i >= columns ? (across[i - columns] as number) : 255;
    const below = i < columns * (rows - 1) ? (across[i + columns] as number) : 255;
    least[i] = Math.min(above, across[i] as number, below);
  }
  return least;
}
