import fc from 'fast-check';
import type { PageId } from '../../src/domain/ids.ts';
import type { Reading } from '../../src/domain/reading.ts';
import { emptyInvoice } from '../../src/domain/rules/invoice-fields.ts';
import { invoicesOf } from '../../src/domain/rules/page-invoices.ts';
import type {
  EditCommand,
  InvoiceName,
  ReplaceCommand,
  SystemCommand,
  TreeCommand,
} from '../../src/domain/tree/commands.ts';
import type { Page, Tree } from '../../src/domain/tree/records.ts';
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
  const kinds = [
    { kind: 'cover', category: null },
    { kind: 'invoice', category: 'contract' },
    { kind: 'attachment', category: 'contract' },
  ] as const;
  const edits: readonly EditCommand[] = [
    { type: 'bill.setNumber', billId: billId(a), number: b < 10 ? ' ' : `N${b % 4}` },
    { type: 'bill.split', documentId: documentId(a) },
    { type: 'bill.join', billId: billId(a) },
    { type: 'document.move', documentIds, place: places[c % 4] ?? places[0], kind: kinds[b % 5] ?? null },
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
    {
      type: 'page.setInvoice',
      pageId: pageId(a),
      replaces: b % 7 === 6 ? strangeInvoice : b % 2 === 0 ? firstInvoice(pageOf(a)) : null,
      typed: { ...emptyInvoice, number: b % 5 === 0 ? '123' : `2631700000000000000${c % 4}` },
      today: '2026-06-01',
    },
    { type: 'page.giveBackInvoices', pageId: pageId(a) },
    { type: 'bill.setPaper', billId: billId(a), paper: b % 3 === 0 ? 'complete' : 'pending', by: 'lin' },
  ];
  return edits[kind % edits.length] ?? { type: 'page.delete', pageIds };
}

/** On no page. */
const strangeInvoice: InvoiceName = { code: '', number: '26317000000000009999' };
/** Whatever goes onto the undo stack: an edit, or what the station does at the end of a capture that replaces. */
export function undoableFor(tree: Tree, pick: Pick): EditCommand | ReplaceCommand {
  const { kind, a, b, c } = pick;
  const documents = [...tree.documents.keys()];
  const pageIds = binned(tree).slice(b % 3, (b % 3) + 1 + (c % 3));
  if (kind % 5 > 0 || documents.length === 0 || pageIds.length === 0) return editFor(tree, pick);
  const documentIds = [a, a + 1]
    .slice(0, 1 + (c % 2))
    .flatMap((at) => documents[at % documents.length] ?? []);
  return { type: 'document.replace', documentIds, pageIds, grouping: a % 2 === 0 ? 'split' : 'whole' };
}

function binned(tree: Tree): readonly PageId[] {
  return allPagesInOrder(tree).flatMap((one) => (one.isDeleted ? [one.id] : []));
}

function firstInvoice(page: Page | undefined): InvoiceName | null {
  const [first] = page === undefined ? [] : invoicesOf(page);
  return first === undefined ? null : { code: first.code, number: first.number };
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
      const grouping = a % 5 === 0 ? 'whole' : 'split';
      return c % 2 === 0
        ? { type: 'page.add', page: added, place, grouping }
        : { type: 'page.hold', page: added, behind: [anchor], grouping };
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
      return undoableFor(tree, { ...pick, kind: Math.floor(kind / 8) });
  }
}
