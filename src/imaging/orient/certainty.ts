import type { Cell } from './poll.ts';

/** Fewer squares with print than this are no vote: about two short lines. */
const leastCells = 8;

/** Index of the turn most print votes for, and by how many standard errors it leads the next one. */
export interface Verdict {
  readonly turn: 0 | 1 | 2 | 3;
  readonly certainty: number;
}

export function countVotes(cells: readonly Cell[]): Verdict {
  const totals = [0, 1, 2, 3].map((turn) =>
    cells.reduce((sum, { votes }) => sum + (votes[turn] as number), 0),
  );
  const turn = totals.indexOf(Math.max(...totals)) as Verdict['turn'];
  if (cells.length < leastCells) return { turn, certainty: 0 };
  const others = [0, 1, 2, 3].filter((other) => other !== turn);
  return { turn, certainty: Math.min(...others.map((other) => leadOver(cells, turn, other))) };
}

/**
 * The lead of a turn over another in standard errors (of a ratio: squares with more print count more). Squares below or
 * beside each other are no independent witnesses: a column of dates or of amounts says the same thing in every row. So
 * the error is also taken between columns and between rows of squares (the cluster-robust one), and the largest counts.
 */
function leadOver(cells: readonly Cell[], turn: number, other: number): number {
  const leadOf = ({ votes }: Cell) => (votes[turn] as number) - (votes[other] as number);
  const lead = cells.reduce((sum, cell) => sum + leadOf(cell), 0);
  const each = lead / cells.reduce((sum, { patterns }) => sum + patterns, 0);
  const offs = cells.map((cell) => leadOf(cell) - each * cell.patterns);
  const variances = [
    spreadOf(offs, (_, i) => i),
    spreadOf(offs, (cell) => cell.column),
    spreadOf(offs, (cell) => cell.row),
  ];
  return lead / Math.sqrt(Math.max(1, ...variances));

  function spreadOf(of: readonly number[], groupOf: (cell: Cell, index: number) => number): number {
    const groups = new Map<number, number>();
    for (const [i, cell] of cells.entries()) {
      const group = groupOf(cell, i);
      groups.set(group, (groups.get(group) ?? 0) + (of[i] as number));
    }
    if (groups.size < 2) return 0;
    const squares = [...groups.values()].reduce((sum, off) => sum + off * off, 0);
    return (squares * groups.size) / (groups.size - 1);
  }
}
