import { pageKernel } from '../kernel/page-kernel.ts';

/** A connected patch of ink on the reduced page: its box (inclusive), its pixels and its darkest. */
export interface Component {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly area: number;
  /** Largest difference from the paper. */
  readonly peak: number;
}

/** The patches of a page in the order of their first pixels. The columns are indexed by label; 0 is the paper. */
export interface Components {
  readonly count: number;
  readonly left: Int32Array;
  readonly top: Int32Array;
  /** Inclusive, as `bottom` is. */
  readonly right: Int32Array;
  readonly bottom: Int32Array;
  readonly area: Int32Array;
  readonly peak: Int32Array;
  /** Label of each pixel: 1 to `count`; 0 where there is no ink. */
  readonly labels: Int32Array;
  /** The same as objects, the first of label 1; made when first asked for: noise may have 50,000. */
  readonly list: readonly Component[];
}

const columns = 6;
const runBytes = 12;

/** Patches of pixels at or over `threshold` (1 to 255) that touch, corners included. */
export function findComponents(
  ink: Uint8Array,
  width: number,
  height: number,
  threshold: number,
): Components {
  const kernel = pageKernel();
  const mark = kernel.mark();
  const from = kernel.put(ink);
  const runs = kernel.run.countRuns(from, width, height, threshold);
  const stride = runs + 1;
  const labels = kernel.take(width * height * 4);
  const table = kernel.take(stride * columns * 4);
  const scratch = kernel.take(runs * runBytes);
  const ends = kernel.take(height * 4);
  const count = kernel.run.findComponents(
    from,
    width,
    height,
    threshold,
    labels,
    table,
    stride,
    scratch,
    ends,
  );
  const numbers = (at: number, length: number) => new Int32Array(kernel.view(at, length * 4).slice().buffer);
  const column = (at: number) => {
    const values = numbers(table + at * stride * 4, count + 1);
    values[0] = 0;
    return values;
  };
  const found = new Table(count, column, numbers(labels, width * height));
  kernel.release(mark);
  return found;
}

class Table implements Components {
  readonly count: number;
  readonly left: Int32Array;
  readonly top: Int32Array;
  readonly right: Int32Array;
  readonly bottom: Int32Array;
  readonly area: Int32Array;
  readonly peak: Int32Array;
  readonly labels: Int32Array;
  #list: Component[] | null = null;

  constructor(count: number, column: (at: number) => Int32Array, labels: Int32Array) {
    this.count = count;
    this.left = column(0);
    this.top = column(1);
    this.right = column(2);
    this.bottom = column(3);
    this.area = column(4);
    this.peak = column(5);
    this.labels = labels;
  }

  get list(): readonly Component[] {
    this.#list ??= Array.from({ length: this.count }, (_, i) => ({
      left: this.left[i + 1] as number,
      top: this.top[i + 1] as number,
      right: this.right[i + 1] as number,
      bottom: this.bottom[i + 1] as number,
      area: this.area[i + 1] as number,
      peak: this.peak[i + 1] as number,
    }));
    return this.#list;
  }
}
