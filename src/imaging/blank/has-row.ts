import type { Component } from '../ink/components.ts';

/** Marks in a row: more than dust ever makes. */
const leastMarks = 10;
const gapMm = 3;
const highMm = 1;

/** Whether marks too small to count stand in a row: a dotted line, the smallest print. */
export function hasRow(components: readonly Component[], mm: number): boolean {
  const band = highMm * mm;
  const rows = new Map<number, number[]>();
  for (const { left, top, right, bottom } of components) {
    if (Math.max(right - left, bottom - top) > gapMm * mm) continue;
    const row = Math.floor((top + bottom) / 2 / band);
    // In two rows each: a line that leans lies on the border between some.
    for (const at of [row, row + 1]) {
      const found = rows.get(at);
      if (found) found.push((left + right) / 2);
      else rows.set(at, [(left + right) / 2]);
    }
  }
  return [...rows.values()].some(
    (xs) => xs.length >= leastMarks && longestChain(xs, gapMm * mm) >= leastMarks,
  );
}

function longestChain(xs: number[], gap: number): number {
  xs.sort((a, b) => a - b);
  let longest = 1;
  let chain = 1;
  for (let i = 1; i < xs.length; i++) {
    chain = (xs[i] as number) - (xs[i - 1] as number) <= gap ? chain + 1 : 1;
    longest = Math.max(longest, chain);
  }
  return longest;
}
