import { expect } from 'vitest';
import type { IdSource } from '../../src/domain/ids.ts';
import { apply } from '../../src/domain/tree/apply.ts';
import { treeOf } from '../../src/domain/tree/build.ts';
import { applyDiff } from '../../src/domain/tree/changes.ts';
import type { DomainError, TreeCommand } from '../../src/domain/tree/commands.ts';
import type { Document, Page, Tree } from '../../src/domain/tree/records.ts';
import { billsOf, documentsOf, pagesOf } from '../../src/domain/tree/views.ts';
import { countingIds } from './builders.ts';

/** Applies a command that must succeed. */
export function run(tree: Tree, command: TreeCommand, ids: IdSource = countingIds('b')): Tree {
  const result = apply(tree, command, ids);
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.error)}`);
  return applyDiff(tree, result.value);
}

/** The error of a command that must be refused. */
export function refusal(tree: Tree, command: TreeCommand): DomainError | 'accepted' {
  const result = apply(tree, command, countingIds('b'));
  return result.ok ? 'accepted' : result.error;
}

/** A tree as a line a person can read: `B1[cover:1 attachment:2,3] -[attachment:4]`; pages by the end of their id. */
export function shapeOf(tree: Tree): string {
  return billsOf(tree)
    .map((bill) => {
      const documents = documentsOf(tree, bill.id).map((document) => {
        const pages = pagesOf(tree, document.id).map((page) => page.feed + 1);
        return `${document.kind}:${pages.join(',')}`;
      });
      return `${bill.number ?? '-'}[${documents.join(' ')}]`;
    })
    .join(' ');
}

/** What must hold of every tree, whatever was done to it. */
export function expectSound(tree: Tree): void {
  const fresh = treeOf(tree.batch, tree.bills.values(), tree.documents.values(), tree.pages.values());
  const bills = billsOf(fresh);
  expect(bills.map((bill) => bill.rank)).toEqual(bills.map((_, index) => index));
  let documentCount = 0;
  let pageCount = 0;
  for (const bill of bills) {
    const documents = documentsOf(fresh, bill.id);
    expect(documents.length).toBeGreaterThan(0);
    expect(documents.map((document) => document.rank)).toEqual(documents.map((_, index) => index));
    documentCount += documents.length;
    for (const document of documents) {
      const pages = pagesOf(fresh, document.id);
      expect(pages.length).toBeGreaterThan(0);
      expect(pages.map((page) => page.rank)).toEqual(pages.map((_, index) => index));
      pageCount += pages.length;
      expectSeams(document, pages);
    }
  }
  expect(documentCount).toBe(tree.documents.size);
  expect(pageCount).toBe(tree.pages.size);
  // The carried order says the same as one made from nothing.
  expect(billsOf(tree)).toEqual(bills);
  for (const bill of bills) {
    expect(documentsOf(tree, bill.id)).toEqual(documentsOf(fresh, bill.id));
    for (const document of documentsOf(fresh, bill.id)) {
      expect(pagesOf(tree, document.id)).toEqual(pagesOf(fresh, document.id));
    }
  }
}

/** One seam is none; the first is the document's own beginning; all lie in it, in its order. */
function expectSeams({ seams }: Document, pages: readonly Page[]): void {
  const starts = seams.map((seam) => pages.findIndex((page) => page.id === seam.pageId));
  if (starts.length > 0) expect(starts.length).toBeGreaterThan(1);
  expect(starts[0] ?? 0).toBe(0);
  expect(starts).toEqual([...new Set(starts)].sort((a, b) => a - b));
}

/** Records by id, for comparing trees whatever the order of their maps. */
export function recordsOf(tree: Tree) {
  const sorted = <R extends { readonly id: string }>(records: Iterable<R>) =>
    [...records].sort((a, b) => (a.id < b.id ? -1 : 1));
  return {
    bills: sorted(tree.bills.values()),
    documents: sorted(tree.documents.values()),
    pages: sorted(tree.pages.values()),
  };
}
