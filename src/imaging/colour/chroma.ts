import { pageKernel } from '../kernel/page-kernel.ts';
import type { Paper } from '../paper/estimate-paper.ts';
import type { ReducedPage } from '../reduce/reduce-page.ts';

const squareMm = 1;
/** With less of it than this there may be no paper, and what is brightest may have a colour of its own. */
const leastPaper = 0.4;

/** Chroma over squares of about a millimetre, the paper's own colour taken out. */
export interface Chroma {
  /** Reduced pixels. */
  readonly side: number;
  readonly columns: number;
  readonly rows: number;
  /** Distance between the strongest and the weakest channel of a square, levels of 255. */
  of(square: number): number;
  /** The same of the mean over a square and those around it. */
  around(square: number): number;
}

export function measureChroma(rgb: Uint8Array, reduced: ReducedPage, paper: Paper): Chroma {
  const { width, height } = reduced.gray;
  const side = Math.max(1, Math.min(width, height, Math.round((squareMm * reduced.dpi) / 25.4)));
  const columns = Math.floor(width / side);
  const rows = Math.floor(height / side);
  const squares = balance(meansOf(rgb, width, height, side), columns, side, paper);
  return {
    side,
    columns,
    rows,
    of: (square) =>
      spreadOf(
        squares[square * 3] as number,
        squares[square * 3 + 1] as number,
        squares[square * 3 + 2] as number,
      ),
    around(square) {
      const x = square % columns;
      const y = Math.floor(square / columns);
      let red = 0;
      let green = 0;
      let blue = 0;
      let count = 0;
      for (let ny = Math.max(0, y - 1); ny <= Math.min(rows - 1, y + 1); ny++) {
        for (let nx = Math.max(0, x - 1); nx <= Math.min(columns - 1, x + 1); nx++) {
          const at = (ny * columns + nx) * 3;
          red += squares[at] as number;
          green += squares[at + 1] as number;
          blue += squares[at + 2] as number;
          count++;
        }
      }
      return spreadOf(red, green, blue) / count;
    },
  };
}

function spreadOf(red: number, green: number, blue: number): number {
  return Math.max(red, green, blue) - Math.min(red, green, blue);
}

function meansOf(rgb: Uint8Array, width: number, height: number, side: number): Float32Array {
  const kernel = pageKernel();
  const mark = kernel.mark();
  const count = Math.floor(width / side) * Math.floor(height / side);
  const from = kernel.put(rgb);
  const means = kernel.take(count * 3);
  const gray = kernel.take(count);
  const darkest = kernel.take(count);
  kernel.run.reduceColour(from, width, height, side, means, gray, darkest, kernel.take(width * 9 + 256));
  const squares = Float32Array.from(kernel.view(means, count * 3));
  kernel.release(mark);
  return squares;
}

/** Makes the paper under each square white; nothing where no paper is sure to be there. */
function balance(squares: Float32Array, columns: number, side: number, paper: Paper): Float32Array {
  if (paper.luma === 0 || paper.confidence < leastPaper) return squares;
  const gains = paper.levels.map((level) => 255 / Math.max(60, level));
  for (let square = 0, at = 0; at < squares.length; square++, at += 3) {
    const column = Math.floor(((square % columns) * side) / paper.tileSize);
    const row = Math.floor((Math.floor(square / columns) * side) / paper.tileSize);
    const tile = (row * paper.columns + column) * 3;
    squares[at] = (squares[at] as number) * (gains[tile] as number);
    squares[at + 1] = (squares[at + 1] as number) * (gains[tile + 1] as number);
    squares[at + 2] = (squares[at + 2] as number) * (gains[tile + 2] as number);
  }
  return squares;
}
