/** Order statistics of errors; worst is the largest. */
export interface Figures {
  readonly count: number;
  readonly median: number;
  readonly p95: number;
  readonly worst: number;
}

export function figuresOf(values: readonly number[]): Figures {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
  return { count: sorted.length, median: at(0.5), p95: at(0.95), worst: at(1) };
}

/** Degrees between two directions of a line: 89.9 and -89.9 lie 0.2 apart. */
export function degreesApart(a: number, b: number): number {
  const off = Math.abs(a - b) % 180;
  return Math.min(off, 180 - off);
}
