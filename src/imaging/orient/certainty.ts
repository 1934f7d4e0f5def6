import type { QuarterTurn } from '../../domain/units.ts';
import type { Cell } from './poll.ts';

const turns: readonly QuarterTurn[] = [0, 90, 180, 270];

/** Fewer squares with print than this are no vote: about two short lines. */
const leastCells = 8;

/** How far a turn leads another. */
export interface Lead {
  /** In standard errors. */
  readonly certainty: number;
  /** In votes a pattern, by which print differs from scribble: both may be certain. */
  readonly strength: number;
}

/** The turn most print votes for, and by how much at least it leads each of the others. */
export interface Verdict extends Lead {
  readonly turn: QuarterTurn;
}

export function countVotes(cells: readonly Cell[]): Verdict {
  if (cells.length < leastCells) return { turn: 0, certainty: 0, strength: 0 };
  const totals = turns.map((_, i) => cells.reduce((sum, { votes }) => sum + (votes[i] as number), 0));
  const best = totals.indexOf(Math.max(...totals));
  const leads = [0, 1, 2, 3].filter((other) => other !== best).map((other) => leadOver(cells, best, other));
  return {
    turn: turns[best] as QuarterTurn,
    certainty: Math.min(...leads.map(({ certainty }) => certainty)),
    strength: Math.min(...leads.map(({ strength }) => strength)),
  };
}

/**
 * The lead of a turn over another in standard errors (of a ratio: squares with more print count more). Squares below or
 * beside each other are no independent witnesses: a column of dates or of amounts says the same thing in every row. So
 * the error is also taken between columns and between rows of squares (the cluster-robust one), and the largest counts.
 */
function leadOver(cells: readonly Cell[], turn: number, other: number): Lead {
  const leads = cells.map(({ votes }) => (votes[turn] as number) - (votes[other] as number));
  const lead = leads.reduce((sum, one) => sum + one, 0);
  const strength = lead / cells.reduce((sum, { patterns }) => sum + patterns, 0);
  const alone: number[] = [];
  const columns: number[] = [];
  const rows: number[] = [];
  for (const [i, { column, row, patterns }] of cells.entries()) {
    const off = (leads[i] as number) - strength * patterns;
    alone[i] = off;
    columns[column] = (columns[column] ?? 0) + off;
    rows[row] = (rows[row] ?? 0) + off;
  }
  const variance = Math.max(1, varianceOf(alone), varianceOf(columns), varianceOf(rows));
  return { certainty: lead / Math.sqrt(variance), strength };
}

/** Of the sum, by the sums of its groups; there may be gaps. */
function varianceOf(groups: readonly number[]): number {
  let squares = 0;
  let count = 0;
  groups.forEach((off) => {
    squares += off * off;
    count++;
  });
  return count < 2 ? 0 : (squares * count) / (count - 1);
}
