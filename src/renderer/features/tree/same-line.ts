import { isSame } from '../../../domain/tree/equal.ts';
import type { Row } from '../../station/rows.ts';
import type { RowFacts } from './row-facts.ts';

/** Rows and their facts are plain values of one state of the batch: whether anything of a line is seen to differ. */
export function isSameLine<T extends { readonly row: Row; readonly facts: RowFacts }>(
  before: T,
  after: T,
): boolean {
  const { facts, row, ...rest } = after;
  const names = Object.keys(rest) as (keyof typeof rest)[];
  return (
    names.every((name) => Object.is(before[name], after[name])) &&
    isSameRow(before.row, row) &&
    isSame(before.facts, facts)
  );
}

/** Headings are made with their bill; all others are the very same row as long as they say the same. */
function isSameRow(before: Row, after: Row): boolean {
  return before === after || (after.type === 'heading' && isSame(before, after));
}
