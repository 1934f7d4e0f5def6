import { pageKernel } from '../kernel/page-kernel.ts';
import type { PageArea } from '../page-box/page-area.ts';
import type { ReducedPage } from '../reduce/reduce-page.ts';

/** The paper of a tile is its bright end; above it lie only noise and specular dust. */
const brightShare = 0.15;
/** Print covers less than half of a tile of text: down to this share of its pixels paper is flat, a picture is not. */
const flatShare = 0.45;
const histogramBytes = 1024;

/** Bright end of each tile of the reduced page, row by row. */
export interface Tiles {
  readonly size: number;
  readonly columns: number;
  readonly rows: number;
  /** -1 outside the area. */
  readonly luma: Float32Array;
  /** Levels between the bright end and the middle: small on paper, also under text. */
  readonly spread: Float32Array;
  /** Interleaved red, green, blue. */
  readonly rgb: Float32Array;
}

/** Looks at the pixels of `area` in tiles of `size`. */
export function measureTiles(reduced: ReducedPage, area: PageArea, size: number): Tiles {
  const { data, width, height } = reduced.gray;
  const columns = Math.max(1, Math.ceil(width / size));
  const rows = Math.max(1, Math.ceil(height / size));
  const kernel = pageKernel();
  const mark = kernel.mark();
  const gray = kernel.put(data);
  const rgb = reduced.rgb ? kernel.put(reduced.rgb) : 0;
  const left = kernel.put(new Uint8Array(area.left.buffer));
  const right = kernel.put(new Uint8Array(area.right.buffer));
  const scratch = kernel.take(histogramBytes);
  const bytes = columns * rows * 4;
  const luma = kernel.take(bytes);
  const spread = kernel.take(bytes);
  const colours = kernel.take(bytes * 3);
  kernel.run.tilesOf(
    gray,
    rgb,
    width,
    height,
    left,
    right,
    size,
    brightShare,
    flatShare,
    scratch,
    luma,
    spread,
    colours,
  );
  const numbers = (at: number, length: number) => new Float32Array(kernel.view(at, length).slice().buffer);
  const tiles = {
    size,
    columns,
    rows,
    luma: numbers(luma, bytes),
    spread: numbers(spread, bytes),
    rgb: numbers(colours, bytes * 3),
  };
  kernel.release(mark);
  return tiles;
}
