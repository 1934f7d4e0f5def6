import type { BillId } from '../../domain/ids.ts';
import { problemsOf } from '../../domain/rules/check.ts';
import { type CountedCapture, countProblems } from '../../domain/rules/count.ts';
import type { GateFacts } from '../../domain/rules/gate.ts';
import type { Problem } from '../../domain/rules/problem.ts';
import type { Tree } from '../../domain/tree/records.ts';

/** Why these bills (null: every open one) cannot be submitted yet, bill by bill in order: what is on them, then the paper they came from. */
export function billProblems(
  tree: Tree,
  captures: readonly CountedCapture[],
  facts: GateFacts,
  billIds: readonly BillId[] | null,
): readonly Problem[] {
  const rank = (problem: Problem) => tree.bills.get(problem.billId)?.rank ?? 0;
  return [...problemsOf(tree, billIds, facts), ...countProblems(tree, captures, billIds)].toSorted(
    (one, other) => rank(one) - rank(other),
  );
}
