import fc from 'fast-check';
import type { PageId } from '../../src/domain/ids.ts';
import type { Reading } from '../../src/domain/reading.ts';
import type { EditCommand, SystemCommand, TreeCommand } from '../../src/domain/tree/commands.ts';
import type { Tree } from '../../src/domain/tree/records.ts';
import { allPagesInOrder, billsOf } from '../../src/domain/tree/views.ts';
import {
  attachment,
  type BillSpec,
  batch,
  bill,
  blankReading,
  cover,
  coverReading,
  document,
  invoice,
  invoiceReading,
  noSuch,
  page,
  plainReading,
  recipe,
  renditionOf,
  separatorReading,
  sideAt,
  submitted,
  unread,
} from './builders.ts';

/* Arbitrary trees, findings and commands. A command is told by numbers and made for the tree it meets. */

export const anyReading: fc.Arbitrary<Reading> = fc.oneof(
  { weight: 4, arbitrary: fc.constant(plainReading) },
  { weight: 2, arbitrary: fc.constant(blankReading) },
  { weight: 1, arbitrary: fc.constant(separatorReading) },
  { weight: 3, arbitrary: fc.constant(invoiceReading()) },
  { weight: 4, arbitrary: fc.constantFrom('A', 'B', 'C').map(coverReading) },
);

const anyDocument = fc.oneof(
  fc.constant(attachment()),
  fc.constant(attachment(3)),
  fc.constant(invoice()),
  fc.constantFrom('A', 'B', 'C').map((number) => cover(number)),
  fc.constant(document('attachment', unread())),
  fc.constant(document('attachment', page(), unread())),
);

const anyBill: fc.Arbitrary<BillSpec> = fc
  .record({
    number: fc.constantFrom('A', 'B', null),
    documents: fc.array(anyDocument, { minLength: 1, maxLength: 4 }),
    isSubmitted: fc.integer({ min: 0, max: 5 }).map((roll) => roll === 0),
  })
  .map(({ number, documents, isSubmitted }) =>
    isSubmitted ? submitted(number ?? 'S', ...documents) : bill(number, ...documents),
  );

export const anyTree: fc.Arbitrary<Tree> = fc
  .array(anyBill, { maxLength: 4 })
  .map((bills) => batch(...bills));

export interface Pick {
  readonly kind: number;
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly reading: Reading;
}

export const anyPick: fc.Arbitrary<Pick> = fc.record({
  kind: fc.nat(999),
  a: fc.nat(99),
  b: fc.nat(99),
  c: fc.nat(99),
  reading: anyReading,
});

/** An edit by what is in the tree; one in twenty names something that is not. */
export function editFor(tree: Tree, { kind, a, b, c }: Pick): EditCommand {
  const bills = billsOf(tree).map((record) => record.id);
  const documents = [...tree.documents.keys()];
  const pages = [...tree.pages.keys()];
  const billId = (roll: number) => (roll < 5 ? undefined : bills[roll % bills.length]) ?? noSuch('bill');
  const documentId = (roll: number) =>
    (roll < 5 ? undefined : documents[roll % documents.length]) ?? noSuch('document');
  const pageId = (roll: number) => (roll < 5 ? undefined : pages[roll % pages.length]) ?? noSuch('page');
  const pageOf = (roll: number) => tree.pages.get(pageId(roll));
  const documentIds = [documentId(a), documentId(a + 1), documentId(b)].slice(0, c % 4);
  const pageIds = [pageId(a), pageId(b)].slice(0, c % 3);
  const places = [
    { at: 'tail' },
    { at: 'after', documentId: documentId(b + 7) },
    { at: 'before', documentId: documentId(b + 7) },
    { at: 'bill-end', billId: billId(b) },
  ] as const;
  const edits: readonly EditCommand[] = [
    { type: 'bill.setNumber', billId: billId(a), number: b < 10 ? ' ' : `N${b % 4}` },
    { type: 'bill.split', documentId: documentId(a) },
    { type: 'bill.join', billId: billId(a) },
    { type: 'document.move', documentIds, place: places[c % 4] ?? places[0] },
    { type: 'document.merge', documentIds },
    {
      type: 'document.split',
      documentId: pageOf(a)?.documentId ?? documentId(a),
      atPageId: b % 3 === 0 ? null : pageId(b % 2 === 0 ? a : b),
    },
    {
      type: 'document.reclassify',
      documentIds,
      kind: (['cover', 'invoice', 'attachment'] as const)[b % 3] ?? 'cover',
      category: b % 2 === 0 ? 'contract' : null,
    },
    { type: 'page.rotate', pageIds, turn: ([90, 180, 270] as const)[b % 3] ?? 90 },
    {
      type: 'page.adjust',
      pageIds,
      set: b % 3 === 0 ? {} : { skewDeg: b % 4, holes: b % 2 === 0 ? 'fill' : 'keep' },
      giveBack: b % 3 === 1 ? [] : ['quarterTurn', 'skewDeg'],
    },
    { type: 'page.accept', pageIds, by: 'lin' },
    { type: 'page.mark', pageIds, mark: b % 2 === 0 ? 'blank' : 'content' },
    { type: 'page.delete', pageIds },
    { type: 'page.restore', pageIds },
  ];
  return edits[kind % edits.length] ?? { type: 'page.delete', pageIds };
}

export function findingFor(pageId: PageId, reading: Reading): SystemCommand {
  return { type: 'page.read', pageId, recipe, reading, rendition: renditionOf(recipe) };
}

/** An edit or something the station does. */
export function commandFor(tree: Tree, pick: Pick): TreeCommand {
  const { kind, a, b, c, reading } = pick;
  const pages = allPagesInOrder(tree);
  const target = pages[a % Math.max(1, pages.length)]?.id ?? noSuch('page');
  switch (kind % 8) {
    case 0: {
      const feed = 1000 + tree.pages.size;
      const back = c % 3 === 0;
      const id: PageId = `page:00000000-0000-7000-8000-${String(feed).padStart(12, 'a')}`;
      const added = sideAt(id, feed, back ? feed - 1 : feed, back ? 'back' : 'front');
      const documents = [...tree.documents.keys()];
      const anchor = documents[b % Math.max(1, documents.length)] ?? noSuch('document');
      const place = b % 2 === 0 ? ({ at: 'tail' } as const) : ({ at: 'after', documentId: anchor } as const);
      return { type: 'page.add', page: added, place, grouping: a % 5 === 0 ? 'whole' : 'split' };
    }
    case 1:
    case 2:
      return findingFor(target, reading);
    case 3: {
      const bills = billsOf(tree);
      const billId = bills[a % Math.max(1, bills.length)]?.id ?? noSuch('bill');
      return b < 10
        ? { type: 'bill.submitted', billIds: [billId] }
        : { type: 'page.rendered', pageId: target, rendition: renditionOf(recipe) };
    }
    default:
      return editFor(tree, { ...pick, kind: Math.floor(kind / 8) });
  }
}
