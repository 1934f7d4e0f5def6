import type { PageView } from '../view.ts';
import type { EdgeWalk } from './edge-walk.ts';

/** How much darker than the paper further in the page is along one edge: `depth` rows, the outermost first. */
export interface EdgeStrip {
  /** Levels of 255; 0 where it lies outside the original. */
  readonly ink: Uint8Array;
  /** Index of each place in the reduction; -1 outside. */
  readonly at: Int32Array;
  readonly length: number;
  readonly depth: number;
}

/** Paper that an edge's shadow does not reach. */
const clearMm = 12;

/** The page along an edge, unrolled. */
export function edgeStrip({ page, paper }: PageView, walk: EdgeWalk, depth: number): EdgeStrip {
  const { data, width, height } = page.reduced.gray;
  const length = Math.floor(walk.length);
  const ink = new Uint8Array(length * depth);
  const at = new Int32Array(length * depth).fill(-1);
  const clear = (clearMm * page.reduced.dpi) / 25.4;
  const { start, along, inward } = walk;
  for (let t = 0; t < length; t++) {
    const x0 = start.x + along.x * (t + 0.5);
    const y0 = start.y + along.y * (t + 0.5);
    const level = lumaAt(paper, x0 + inward.x * clear, y0 + inward.y * clear);
    for (let d = 0; d < depth; d++) {
      const x = Math.floor(x0 + inward.x * (d + 0.5));
      const y = Math.floor(y0 + inward.y * (d + 0.5));
      if (x < 0 || y < 0 || x >= width || y >= height) continue;
      const i = d * length + t;
      at[i] = y * width + x;
      ink[i] = Math.max(0, level - (data[y * width + x] as number));
    }
  }
  return { ink, at, length, depth };
}

function lumaAt({ tileSize, columns, rows, levels }: PageView['paper'], x: number, y: number): number {
  const column = Math.max(0, Math.min(columns - 1, Math.floor(x / tileSize)));
  const row = Math.max(0, Math.min(rows - 1, Math.floor(y / tileSize)));
  const i = (row * columns + column) * 3;
  return (
    (levels[i] as number) * 0.299 + (levels[i + 1] as number) * 0.587 + (levels[i + 2] as number) * 0.114
  );
}
