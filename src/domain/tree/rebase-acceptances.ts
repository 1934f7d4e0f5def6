import type { FieldChange, TreeDiff } from './diff.ts';
import { isSame } from './equal.ts';
import type { Page, Tree } from './records.ts';

type Accepted = Page['accepted'];

/**
 * A diff whose changes of acceptances are made for those that have not lapsed: what was accepted and is no longer at fault
 * is gone by itself, and must hinder neither undo nor redo. What another person accepted since is left to conflict.
 */
export function rebaseAcceptances(tree: Tree, diff: TreeDiff): TreeDiff {
  const updated = diff.pages.updated
    .map((change) => rebased(change, tree.pages.get(change.id)?.accepted ?? null))
    .filter(({ to }) => Object.keys(to).length > 0);
  return { ...diff, pages: { ...diff.pages, updated } };
}

function rebased(change: FieldChange<Page>, current: Accepted): FieldChange<Page> {
  const { accepted: from, ...otherFrom } = change.from;
  const { accepted: to, ...otherTo } = change.to;
  if (!from || to === undefined || isSame(current, from) || !isLeftOf(current, from)) return change;
  const lapsed = from.faults.filter((fault) => !current?.faults.includes(fault));
  const left = to?.faults.filter((fault) => !lapsed.includes(fault)) ?? [];
  const wanted = to && left.length > 0 ? { ...to, faults: left } : null;
  // All of it lapsed: nothing is left to change.
  if (isSame(current, wanted)) return { ...change, from: otherFrom, to: otherTo };
  return { ...change, from: { ...otherFrom, accepted: current }, to: { ...otherTo, accepted: wanted } };
}

function isLeftOf(current: Accepted, before: NonNullable<Accepted>): boolean {
  if (current === null) return true;
  return current.by === before.by && current.faults.every((fault) => before.faults.includes(fault));
}
