import type { PageId } from '../../src/domain/ids.ts';
import type { Reading } from '../../src/domain/reading.ts';
import { problemsOf } from '../../src/domain/rules/check.ts';
import { apply } from '../../src/domain/tree/apply.ts';
import { emptyTree, treeOf } from '../../src/domain/tree/build.ts';
import { applyDiff } from '../../src/domain/tree/changes.ts';
import type { TreeCommand } from '../../src/domain/tree/commands.ts';
import type { Tree } from '../../src/domain/tree/records.ts';
import { allPagesInOrder, billsOf, documentsOf } from '../../src/domain/tree/views.ts';
import { findingFor } from '../domain/any.ts';
import { countingIds, coverReading, invoiceReading, plainReading, sideAt } from '../domain/builders.ts';

/* What one change costs as a batch grows: a cost that doubles with the pages is fine, one that quadruples is not.
   `node test/bench/domain.ts` prints milliseconds a change (p50, p95). */

for (const pages of [1250, 2500, 5000, 10000]) {
  const ids = countingIds('d');
  const added = timed(pages, (tree, index) => step(tree, addSide(index)));
  const read = timed(
    pages,
    (tree, index) => step(tree, findingFor(idOf(index), readingOf(index))),
    added.tree,
  );
  const { tree } = read;
  const documents = billsOf(tree).flatMap((bill) => documentsOf(tree, bill.id));
  const at = (index: number) => documents[(index * 97) % documents.length] ?? never();
  const billAt = (from: Tree, index: number) => billsOf(from)[index % billsOf(from).length] ?? never();
  const edits: Record<string, (tree: Tree, index: number) => Tree> = {
    rotate: (from, index) =>
      step(from, { type: 'page.rotate', pageIds: [idOf((index * 13) % pages)], turn: 90 }),
    move: (from, index) =>
      step(from, {
        type: 'document.move',
        kind: null,
        documentIds: [at(index).id],
        place: { at: 'bill-end', billId: billAt(from, index).id },
      }),
    setNumber: (from, index) =>
      step(from, {
        type: 'bill.setNumber',
        billId: billAt(from, index).id,
        number: `N${index}`,
      }),
  };
  report(pages, 'page.add', added.ms);
  report(pages, 'page.read', read.ms);
  for (const [name, edit] of Object.entries(edits)) report(pages, name, timed(100, edit, tree).ms);
  report(pages, 'problems', timed(20, checked, tree).ms);
  report(
    pages,
    'first order',
    timed(
      20,
      (from) => {
        const fresh = treeOf(from.batch, from.bills.values(), from.documents.values(), from.pages.values());
        if (allPagesInOrder(fresh).length !== pages) never();
        return fresh;
      },
      tree,
    ).ms,
  );

  function step(from: Tree, command: TreeCommand): Tree {
    const result = apply(from, command, ids);
    if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.error)}`);
    const next = applyDiff(from, result.value);
    billsOf(next);
    return next;
  }
}

function timed(count: number, change: (tree: Tree, index: number) => Tree, start?: Tree) {
  let tree = start ?? emptyTree({ id: 'batch:1', name: 'bench', openedAt: 0, openedBy: 'operator' });
  const ms: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const started = performance.now();
    tree = change(tree, index);
    ms.push(performance.now() - started);
  }
  return { tree, ms };
}

function report(pages: number, what: string, ms: readonly number[]): void {
  const sorted = ms.toSorted((a, b) => a - b);
  const p = (part: number) => (sorted[Math.floor((sorted.length - 1) * part)] ?? 0).toFixed(3);
  console.log(`${String(pages).padStart(6)} pages  ${what.padEnd(12)} p50 ${p(0.5)}  p95 ${p(0.95)}`);
}

/** Twenty sides a bill: a cover, then invoices and attachments in turn. */
function readingOf(index: number): Reading {
  if (index % 20 === 0) return coverReading(`CL-2026-${String(index).padStart(6, '0')}`);
  if (index % 2 === 0) return plainReading;
  return invoiceReading({ number: `2631700000${String(index).padStart(10, '0')}` });
}

function checked(tree: Tree): Tree {
  problemsOf(tree, null);
  return tree;
}

function addSide(index: number): TreeCommand {
  const page = sideAt(idOf(index), index, index + 1, 'front');
  return { type: 'page.add', page, place: { at: 'tail' }, grouping: 'split' };
}

function idOf(index: number): PageId {
  return `page:0000000a-0000-7000-8000-${String(index % 1_000_000).padStart(12, '0')}`;
}

function never(): never {
  throw new Error('cannot be');
}
