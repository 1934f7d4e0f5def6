import { assumedDpi } from '../limits.ts';

interface Density {
  readonly dpi: number;
  readonly dpiBy: 'file' | 'assumed';
}

const lowest = 50;
const highest = 2_400;
/** Cameras and screenshots say 72 or 96 without meaning it: no sheet that is longer than this was scanned so coarsely. */
const coarseDpi = 100;
const longestCoarseInches = 24;

/** The density a file states, where it can be meant; else 300, marked as assumed. */
export function statedDensity(dpi: number | undefined, width: number, height: number): Density {
  const assumed: Density = { dpi: assumedDpi, dpiBy: 'assumed' };
  if (dpi === undefined || dpi < lowest || dpi > highest) return assumed;
  if (dpi <= coarseDpi && Math.max(width, height) / dpi > longestCoarseInches) return assumed;
  return { dpi: Math.round(dpi * 100) / 100, dpiBy: 'file' };
}
