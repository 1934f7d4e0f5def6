import { pageKernel } from '../kernel/page-kernel.ts';
import type { ReducedPage } from '../reduce/reduce-page.ts';
import type { Bed } from './find-bed.ts';

/** What lies on a bed: patches of pixels unlike it. Their labels stay in the page kernel until its stack is released. */
export interface Things {
  readonly labels: number;
  readonly count: number;
  /** Indexed by label, from 1; inclusive. */
  readonly left: Int32Array;
  readonly top: Int32Array;
  readonly right: Int32Array;
  readonly bottom: Int32Array;
  readonly area: Int32Array;
}

/** First and last pixel (inclusive) of something in each row or column; -1 where there is none. */
export interface Skylines {
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly top: Int32Array;
  readonly bottom: Int32Array;
}

const tableColumns = 6;
const runBytes = 12;

export function findThings(reduced: ReducedPage, bed: Bed): Things {
  const { width, height } = reduced.gray;
  const kernel = pageKernel();
  const isColour = bed.levels.length === 3 && reduced.rgb !== null;
  const levels = new Float32Array(bed.levels.flatMap((p) => [p.base, p.perColumn, p.perRow]));
  const from = kernel.put(isColour ? (reduced.rgb as Uint8Array) : reduced.gray.data);
  const unlike = kernel.take(width * height + 32);
  const model = kernel.put(new Uint8Array(levels.buffer));
  kernel.run.unlikeBed(from, width, height, isColour ? 3 : 1, model, bed.reach, unlike);
  const runs = kernel.run.countRuns(unlike, width, height, 1);
  const stride = runs + 1;
  const labels = kernel.take(width * height * 4);
  const table = kernel.take(stride * tableColumns * 4);
  const scratch = kernel.take(runs * runBytes);
  const ends = kernel.take(height * 4);
  const count = kernel.run.findComponents(unlike, width, height, 1, labels, table, stride, scratch, ends);
  const column = (at: number) => numbers(table + at * stride * 4, count + 1);
  return {
    labels,
    count,
    left: column(0),
    top: column(1),
    right: column(2),
    bottom: column(3),
    area: column(4),
  };
}

/** What is met of some of the things from each side of the frame. */
export function skylinesOf(
  things: Things,
  parts: readonly number[],
  { gray: { width, height } }: ReducedPage,
): Skylines {
  const kernel = pageKernel();
  const mark = kernel.mark();
  const wanted = new Uint8Array(things.count + 1);
  for (const part of parts) wanted[part] = 1;
  const rows = kernel.take(height * 8);
  const columns = kernel.take(width * 12);
  kernel.run.skylines(things.labels, width, height, kernel.put(wanted), rows, columns);
  const skylines = {
    left: numbers(rows, height),
    right: numbers(rows + height * 4, height),
    top: numbers(columns, width),
    bottom: numbers(columns + width * 4, width),
  };
  kernel.release(mark);
  return skylines;
}

/** Pixels between the first and the last of each row, or of each column, whichever are fewer: bays do not count, holes do. */
export function filledBetween({ left, right, top, bottom }: Skylines): number {
  return Math.min(span(left, right), span(top, bottom));
}

function span(first: Int32Array, last: Int32Array): number {
  let sum = 0;
  for (let i = 0; i < first.length; i++)
    if ((first[i] as number) >= 0) sum += (last[i] as number) - (first[i] as number) + 1;
  return sum;
}

function numbers(at: number, count: number): Int32Array {
  return new Int32Array(
    pageKernel()
      .view(at, count * 4)
      .slice().buffer,
  );
}
