import { emptyDiff, fieldChange } from './changes.ts';
import type { Changes, FieldChange, TreeDiff } from './diff.ts';

/** One diff that does what several do in sequence; what was done and taken back leaves no trace. */
export function squashDiffs(diffs: readonly TreeDiff[]): TreeDiff {
  return diffs.reduce(
    (first, second) => ({
      bills: squashChanges(first.bills, second.bills),
      documents: squashChanges(first.documents, second.documents),
      pages: squashChanges(first.pages, second.pages),
    }),
    emptyDiff,
  );
}

function squashChanges<R extends { readonly id: string }>(first: Changes<R>, second: Changes<R>): Changes<R> {
  const added = new Map(first.added.map((record) => [record.id, record]));
  const updated = new Map(first.updated.map((change) => [change.id, change]));
  const removed = new Map(first.removed.map((record) => [record.id, record]));

  for (const record of second.removed) {
    const change = updated.get(record.id);
    updated.delete(record.id);
    if (!added.delete(record.id)) removed.set(record.id, { ...record, ...change?.from });
  }
  for (const change of second.updated) {
    const fresh = added.get(change.id);
    if (fresh !== undefined) {
      added.set(change.id, { ...fresh, ...change.to });
      continue;
    }
    const joined = joinChanges(updated.get(change.id), change);
    if (joined === null) updated.delete(change.id);
    else updated.set(change.id, joined);
  }
  for (const record of second.added) {
    const old = removed.get(record.id);
    if (old === undefined) {
      added.set(record.id, record);
      continue;
    }
    removed.delete(record.id);
    const change = fieldChange(old, record);
    if (change !== null) updated.set(record.id, change);
  }
  return { added: [...added.values()], updated: [...updated.values()], removed: [...removed.values()] };
}

function joinChanges<R extends { readonly id: string }>(
  first: FieldChange<R> | undefined,
  second: FieldChange<R>,
): FieldChange<R> | null {
  if (first === undefined) return second;
  const before = { id: first.id, ...second.from, ...first.from };
  const after = { id: first.id, ...first.to, ...second.to };
  const joined = fieldChange(before, after);
  return joined === null ? null : (joined as unknown as FieldChange<R>);
}
