import type { PageKernel } from '../kernel/page-kernel.ts';

/** Patterns of four by four pixels, row by row, the first pixel the lowest bit. */
export const patternCount = 65_536;

/** Levels by which the darkest pixel must stand out from the mean of its pattern; less is noise and paper. */
const leastContrast = 24;

/** A plane of print on white, in the kernel's memory. */
export interface HeldPlane {
  readonly at: number;
  readonly width: number;
  readonly height: number;
}

/** The patterns of a page row by row: pairs of the column they begin at and the pattern; behind how many pairs a row ends. */
export interface Patterns {
  readonly pairs: Uint16Array;
  readonly rowEnds: Int32Array;
}

/** The patterns of a plane; they lie in the kernel's memory, on top of its stack. */
export function patternsOf(kernel: PageKernel, { at, width, height }: HeldPlane): Patterns {
  const rows = kernel.take(height * 4);
  const to = kernel.take(width * height * 4);
  const count = kernel.run.patterns(at, width, height, leastContrast, to, rows);
  const { buffer } = kernel.view(to, count * 4);
  return {
    pairs: new Uint16Array(buffer, to, count * 2),
    rowEnds: new Int32Array(buffer, rows, height),
  };
}

/** The plane at half the size, in the kernel's memory. */
export function halfOf(kernel: PageKernel, { at, width, height }: HeldPlane): HeldPlane {
  const half = { width: width >> 1, height: height >> 1 };
  const to = kernel.take(half.width * half.height + 16);
  kernel.run.halve(at, width, height, to);
  return { at: to, ...half };
}

/** What each pattern becomes when the page is turned clockwise by a quarter. */
export function turnedPatterns(): Uint16Array {
  const turned = new Uint16Array(patternCount);
  for (let bit = 0; bit < 16; bit++) {
    const to = 1 << ((bit & 3) * 4 + 3 - (bit >> 2));
    for (let pattern = 0; pattern < patternCount; pattern++) {
      if ((pattern >> bit) & 1) turned[pattern] = (turned[pattern] as number) | to;
    }
  }
  return turned;
}
