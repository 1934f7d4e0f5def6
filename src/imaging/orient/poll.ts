import { pageKernel } from '../kernel/page-kernel.ts';
import type { PageView } from '../view.ts';
import { levelPrint } from './level-print.ts';
import { type HeldPlane, halfOf, type Patterns, patternsOf } from './patterns.ts';
import { patternVotes } from './votes.ts';

/** Side of the squares of a page whose print votes together: a few letters, a line or two. */
const cellMm = 10;
/** Fewer patterns than this are a full stop, or dust. */
const leastPatterns = 24;

/** A square of the page: where it lies, in squares; what its patterns say for each of the four turns; how many they are. */
export interface Cell {
  readonly column: number;
  readonly row: number;
  readonly votes: readonly [number, number, number, number];
  readonly patterns: number;
}

/** Asks all print of a page, its lines laid level by `degrees`, which clockwise turn would make it upright. */
export function pollPrint(view: PageView, degrees: number): Cell[] {
  const kernel = pageKernel();
  const mark = kernel.mark();
  const print = levelPrint(kernel, view, degrees);
  const size = (cellMm * view.page.reduced.dpi) / 25.4;
  const columns = Math.ceil(print.width / size) + 1;
  const sums = new Int32Array(columns * (Math.ceil(print.height / size) + 1) * 5);
  const [whole, halved] = patternVotes() as [Int8Array, Int8Array];
  add(patternsOf(kernel, print), print, whole, size, columns, sums);
  const half = halfOf(kernel, print);
  add(patternsOf(kernel, half), half, halved, size / 2, columns, sums);
  kernel.release(mark);
  return cellsOf(sums, columns);
}

function add(
  { pairs, rowEnds }: Patterns,
  { width }: HeldPlane,
  votes: Int8Array,
  size: number,
  columns: number,
  sums: Int32Array,
): void {
  // A pattern counts where its middle lies.
  const cellOf = Int32Array.from({ length: width }, (_, x) => Math.floor((x + 2) / size) * 5);
  for (let y = 0, i = 0; y < rowEnds.length; y++) {
    const row = Math.floor((y + 2) / size) * columns * 5;
    for (const end = (rowEnds[y] as number) * 2; i < end; i += 2) {
      const to = row + (cellOf[pairs[i] as number] as number);
      const from = (pairs[i + 1] as number) * 4;
      sums[to] = (sums[to] as number) + (votes[from] as number);
      sums[to + 1] = (sums[to + 1] as number) + (votes[from + 1] as number);
      sums[to + 2] = (sums[to + 2] as number) + (votes[from + 2] as number);
      sums[to + 3] = (sums[to + 3] as number) + (votes[from + 3] as number);
      sums[to + 4] = (sums[to + 4] as number) + 1;
    }
  }
}

type Five = [number, number, number, number, number];

function cellsOf(sums: Int32Array, columns: number): Cell[] {
  const cells: Cell[] = [];
  for (let cell = 0, at = 0; at < sums.length; cell++, at += 5) {
    const [none, right, over, left, patterns] = [0, 1, 2, 3, 4].map((i) => sums[at + i] as number) as Five;
    if (patterns < leastPatterns) continue;
    cells.push({
      column: cell % columns,
      row: Math.floor(cell / columns),
      votes: [none, right, over, left],
      patterns,
    });
  }
  return cells;
}
