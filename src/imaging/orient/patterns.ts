import type { PageKernel } from '../kernel/page-kernel.ts';

/** Patterns of four by four pixels, row by row, the first pixel the lowest bit. */
export const patternCount = 65_536;

/** Levels by which the darkest pixel must stand out from the mean of its pattern; less is noise and paper. */
const leastContrast = 24;

/** A plane of print in the kernel's memory. */
export interface HeldPlane {
  readonly at: number;
  readonly width: number;
  readonly height: number;
}

/** The pattern right of and below each pixel, 0 where there is none. Lies in the kernel's memory, on top of its stack. */
export function patternsOf(kernel: PageKernel, { at, width, height }: HeldPlane): Uint16Array {
  const count = width * height;
  const to = kernel.take(count * 2);
  kernel.run.patterns(at, width, height, leastContrast, to);
  const { buffer, byteOffset } = kernel.view(to, count * 2);
  return new Uint16Array(buffer, byteOffset, count);
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
