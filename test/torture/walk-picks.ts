import fc from 'fast-check';
import type { PageId } from '../../src/domain/ids.ts';
import type { EditCommand } from '../../src/domain/tree/commands.ts';
import type { Tree } from '../../src/domain/tree/records.ts';
import { allPagesInOrder, billsOf, documentsOf, pagesOf } from '../../src/domain/tree/views.ts';
import { editFor, type Pick } from '../domain/any.ts';
import { plainReading } from '../domain/builders.ts';
import type { WalkModel } from './walk-history.ts';
import { isReadQuietly } from './walk-model.ts';

export type WalkPick = Pick & { readonly aim: number };

/** Numbers that name an edit in whatever tree it meets, so that a walk can be shortened and still means something. */
export const anyWalkPick: fc.Arbitrary<WalkPick> = fc.record({
  kind: fc.nat(999),
  a: fc.nat(99),
  b: fc.nat(99),
  c: fc.nat(99),
  aim: fc.nat(99),
  reading: fc.constant(plainReading),
});

/**
 * The edit of a pick: those of the domain's laws, and aimed ones, since by chance alone neighbours are hardly ever merged,
 * long documents split, faults accepted, or pages brought back from the bin.
 */
export function walkEdit(tree: Tree, model: WalkModel, pick: WalkPick): EditCommand {
  const edit = pick.aim < 40 ? aimedEdit(tree, pick) : editFor(tree, pick);
  if (edit.type !== 'page.adjust') return edit;
  const isQuiet = edit.pageIds.every((id) => isReadQuietly(model.batch, id, model.faces));
  return isQuiet ? edit : { ...edit, giveBack: [] };
}

function aimedEdit(tree: Tree, pick: WalkPick): EditCommand {
  const { kind, a, b, c } = pick;
  const documents = billsOf(tree).flatMap((bill) => documentsOf(tree, bill.id));
  const at = a % documents.length;
  const run = documents.slice(at, at + 2 + (b % 3));
  const long = documents.filter((document) => pagesOf(tree, document.id).length > 1);
  const chosen = long[a % Math.max(1, long.length)] ?? documents[at];
  const faulty = allPagesInOrder(tree).filter(({ reading }) => reading?.quality.clipped.length);
  const inBin = allPagesInOrder(tree).filter((page) => page.isDeleted);
  const typed = allPagesInOrder(tree).filter((page) => page.typed !== null);
  switch (kind % 6) {
    case 0:
    case 1:
      // Now and then in no order, which must not matter.
      return { type: 'document.merge', documentIds: ids(c % 4 === 0 ? run.toReversed() : run) };
    case 2: {
      if (chosen === undefined) return editFor(tree, pick);
      const pages = pagesOf(tree, chosen.id);
      const atPageId = c % 4 === 0 ? null : (pages[b % pages.length]?.id ?? null);
      return { type: 'document.split', documentId: chosen.id, atPageId };
    }
    case 3: {
      if (c % 2 === 0) return { type: 'page.accept', pageIds: ids(someOf(faulty, a, b)), by: 'somebody' };
      const bill = billsOf(tree)[b % tree.bills.size];
      if (bill === undefined) return editFor(tree, pick);
      return { type: 'bill.setNumber', billId: bill.id, number: ` ＣＬ－${a % 3}` };
    }
    case 4:
      if (typed.length === 0) return editFor(tree, pick);
      return { type: 'page.giveBackInvoices', pageId: typed[a % typed.length]?.id as PageId };
    default:
      if (inBin.length === 0) return editFor(tree, pick);
      return { type: 'page.restore', pageIds: ids(someOf(inBin, a, b)) };
  }
}

function someOf<R>(records: readonly R[], a: number, b: number): readonly R[] {
  const first = a % Math.max(1, records.length);
  return records.slice(first, first + 1 + (b % 4));
}

function ids<Id extends string>(records: readonly { readonly id: Id }[]): readonly Id[] {
  return records.map(({ id }) => id);
}
