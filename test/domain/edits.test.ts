import { describe, expect, it } from 'vitest';
import { apply } from '../../src/domain/tree/apply.ts';
import { isEmptyDiff } from '../../src/domain/tree/changes.ts';
import { checkPlace } from '../../src/domain/tree/place.ts';
import {
  attachment,
  batch,
  bill,
  billAt,
  countingIds,
  cover,
  coverReading,
  document,
  documentAt,
  invoice,
  invoiceReading,
  noSuch,
  page,
  pageAt,
  plainReading,
  sideAt,
  submitted,
  unread,
} from './builders.ts';
import { refusal, run, shapeOf } from './shape.ts';

const twoBills = () =>
  batch(bill('B1', cover(), invoice(), attachment(2)), bill('B2', cover(), attachment()));
// B1[cover:1 invoice:2 attachment:3,4] B2[cover:5 attachment:6]

describe('bills', () => {
  it('TREE-10 a typed number is trimmed, half-width and the person’s; an empty one is refused', () => {
    const tree = twoBills();
    const { id } = billAt(tree, 0);
    const typed = run(tree, { type: 'bill.setNumber', billId: id, number: ' ＣＬ－０１ ' });
    expect(billAt(typed, 0)).toMatchObject({ number: 'CL-01', numberBy: 'manual' });
    expect(refusal(tree, { type: 'bill.setNumber', billId: id, number: '\u3000' })).toEqual({
      type: 'BillNumberEmpty',
    });
  });

  it('TREE-11 a split takes the document and all after it; the number comes from its cover or not at all', () => {
    const tree = batch(bill('B1', cover(), attachment(), cover('B9'), attachment()));
    const split = run(tree, { type: 'bill.split', documentId: documentAt(tree, 0, 2).id });
    expect(shapeOf(split)).toBe('B1[cover:1 attachment:2] B9[cover:3 attachment:4]');
    const bare = run(tree, { type: 'bill.split', documentId: documentAt(tree, 0, 1).id });
    expect(shapeOf(bare)).toBe('B1[cover:1] -[attachment:2 cover:3 attachment:4]');
  });

  it('TREE-12 a bill cannot be split at its first shown document', () => {
    const tree = batch(bill('B1', document('attachment', page(plainReading, { isDeleted: true })), cover()));
    for (const index of [0, 1]) {
      const { id } = documentAt(tree, 0, index);
      expect(refusal(tree, { type: 'bill.split', documentId: id })).toEqual({
        type: 'FirstDocument',
        documentId: id,
      });
    }
  });

  it('TREE-13 a join appends to the bill before, which keeps its number or takes the other', () => {
    const tree = twoBills();
    const joined = run(tree, { type: 'bill.join', billId: billAt(tree, 1).id });
    expect(shapeOf(joined)).toBe('B1[cover:1 invoice:2 attachment:3,4 cover:5 attachment:6]');
    const bare = batch(bill(null, attachment()), bill('B2', cover()));
    expect(shapeOf(run(bare, { type: 'bill.join', billId: billAt(bare, 1).id }))).toBe(
      'B2[attachment:1 cover:2]',
    );
    const first = billAt(tree, 0).id;
    expect(refusal(tree, { type: 'bill.join', billId: first })).toEqual({ type: 'FirstBill', billId: first });
  });

  it('TREE-14 a submitted bill takes no edit, and nothing can be put or joined into it', () => {
    const tree = batch(submitted('S', cover(), attachment(2)), bill('B', cover(), attachment()));
    const billId = billAt(tree, 0).id;
    const documentId = documentAt(tree, 0, 1).id;
    const pageId = pageAt(tree, 0, 1).id;
    const open = documentAt(tree, 1, 1).id;
    const refused = { type: 'BillSubmitted', billId };
    expect(refusal(tree, { type: 'bill.setNumber', billId, number: 'X' })).toEqual(refused);
    expect(refusal(tree, { type: 'bill.split', documentId })).toEqual(refused);
    expect(refusal(tree, { type: 'bill.join', billId: billAt(tree, 1).id })).toEqual(refused);
    expect(
      refusal(tree, { type: 'document.move', kind: null, documentIds: [documentId], place: { at: 'tail' } }),
    ).toEqual(refused);
    expect(
      refusal(tree, {
        type: 'document.move',
        kind: null,
        documentIds: [open],
        place: { at: 'after', documentId },
      }),
    ).toEqual(refused);
    expect(
      refusal(tree, {
        type: 'document.move',
        kind: null,
        documentIds: [open],
        place: { at: 'bill-end', billId },
      }),
    ).toEqual(refused);
    expect(refusal(tree, { type: 'page.rotate', pageIds: [pageId], turn: 90 })).toEqual(refused);
    expect(refusal(tree, { type: 'page.delete', pageIds: [pageId] })).toEqual(refused);
    expect(refusal(tree, { type: 'bill.submitted', billIds: [billId] })).toEqual(refused);
    expect(checkPlace(tree, { at: 'bill-end', billId })).toEqual({ ok: false, error: refused });
  });
});

describe('documents', () => {
  it('TREE-20 moved documents keep their tree order and become the person’s', () => {
    const tree = twoBills();
    const [a, b, c] = [
      documentAt(tree, 1, 1).id,
      documentAt(tree, 0, 2).id,
      documentAt(tree, 0, 1).id,
    ] as const;
    const moved = run(tree, {
      type: 'document.move',
      kind: null,
      documentIds: [a, b, c, a],
      place: { at: 'before', documentId: documentAt(tree, 0, 0).id },
    });
    expect(shapeOf(moved)).toBe('B1[invoice:2 attachment:3,4 attachment:6 cover:1] B2[cover:5]');
    expect([0, 1, 2, 3].map((index) => documentAt(moved, 0, index).placedBy)).toEqual([
      'manual',
      'manual',
      'manual',
      'auto',
    ]);
  });

  it('TREE-21 a bill whose last document moves away goes, also to the tail behind a submitted bill', () => {
    const tree = batch(bill('B', cover()), submitted('S', cover()));
    const moved = run(tree, {
      type: 'document.move',
      kind: null,
      documentIds: [documentAt(tree, 0, 0).id],
      place: { at: 'tail' },
    });
    expect(shapeOf(moved)).toBe('S[cover:2] B[cover:1]');
    expect(billAt(moved, 1).id).not.toBe(billAt(tree, 0).id);
  });

  it('TREE-22 a place inside the selection, nothing selected and unknown ids are refused', () => {
    const tree = twoBills();
    const { id } = documentAt(tree, 0, 1);
    const place = { at: 'after', documentId: id } as const;
    expect(refusal(tree, { type: 'document.move', kind: null, documentIds: [id], place })).toEqual({
      type: 'PlaceInsideSelection',
    });
    expect(refusal(tree, { type: 'document.move', kind: null, documentIds: [], place })).toEqual({
      type: 'NothingSelected',
    });
    const documentId = noSuch('document');
    expect(refusal(tree, { type: 'document.move', kind: null, documentIds: [documentId], place })).toEqual({
      type: 'DocumentNotFound',
      documentId,
    });
    const pageId = noSuch('page');
    expect(refusal(tree, { type: 'page.delete', pageIds: [pageId] })).toEqual({
      type: 'PageNotFound',
      pageId,
    });
    const billId = noSuch('bill');
    expect(refusal(tree, { type: 'bill.join', billId })).toEqual({ type: 'BillNotFound', billId });
  });

  it('TREE-23 a merge takes neighbours of one bill only; the first keeps id, kind and category', () => {
    const tree = batch(
      bill(
        'B',
        cover(),
        attachment(2, { category: 'contract' }),
        document('attachment', page(plainReading, { isDeleted: true })),
        invoice(),
      ),
      bill('C', cover()),
    );
    const [a, dead, b] = [1, 2, 3].map((index) => documentAt(tree, 0, index).id);
    if (a === undefined || b === undefined || dead === undefined) throw new Error('no documents');
    const merged = run(tree, { type: 'document.merge', documentIds: [b, a] });
    expect(shapeOf(merged)).toBe('B[cover:1 attachment:2,3,5 attachment:4] C[cover:6]');
    expect(documentAt(merged, 0, 1)).toMatchObject({ id: a, category: 'contract', placedBy: 'manual' });
    const first = documentAt(tree, 0, 0).id;
    expect(refusal(tree, { type: 'document.merge', documentIds: [first, b] })).toEqual({
      type: 'NotAdjacent',
    });
    const other = documentAt(tree, 1, 0).id;
    expect(refusal(tree, { type: 'document.merge', documentIds: [b, other] })).toEqual({
      type: 'NotAdjacent',
    });
    expect(refusal(tree, { type: 'document.merge', documentIds: [b] })).toEqual({ type: 'NotAdjacent' });
  });

  it('TREE-24 a document is split at a page; each part is what its own pages say', () => {
    const tree = batch(bill('B', cover(), document('invoice', page(), page(invoiceReading()), page())));
    const { id } = documentAt(tree, 0, 1);
    const at = pageAt(tree, 0, 1, 1).id;
    const split = run(tree, { type: 'document.split', documentId: id, atPageId: at });
    expect(shapeOf(split)).toBe('B[cover:1 attachment:2 invoice:3,4]');
    expect(documentAt(split, 0, 2)).toMatchObject({ kindBy: 'auto', placedBy: 'manual' });
    const first = pageAt(tree, 0, 1, 0).id;
    expect(refusal(tree, { type: 'document.split', documentId: id, atPageId: first })).toEqual({
      type: 'SinglePage',
      documentId: id,
    });
    const elsewhere = pageAt(tree, 0, 0).id;
    expect(refusal(tree, { type: 'document.split', documentId: id, atPageId: elsewhere })).toEqual({
      type: 'PageNotFound',
      pageId: elsewhere,
    });
  });

  it('TREE-25 split without a page makes one document a sheet: front and back stay together', () => {
    const sheet = (number: number, side: 'front' | 'back') => page(plainReading, { sheet: number, side });
    const pages = [
      sheet(1, 'front'),
      sheet(1, 'back'),
      sheet(2, 'front'),
      sheet(3, 'front'),
      sheet(3, 'back'),
    ];
    const tree = batch(bill('B', { ...document('attachment', ...pages), fields: { kindBy: 'manual' } }));
    const { id } = documentAt(tree, 0, 0);
    const split = run(tree, { type: 'document.split', documentId: id, atPageId: null });
    expect(shapeOf(split)).toBe('B[attachment:1,2 attachment:3 attachment:4,5]');
    expect(documentAt(split, 0, 2).kindBy).toBe('manual');
    const one = { type: 'document.split', documentId: documentAt(split, 0, 2).id, atPageId: null } as const;
    expect(refusal(split, one)).toEqual({ type: 'SinglePage', documentId: one.documentId });
  });

  it('TREE-26 one document at a time becomes an invoice, several become covers or attachments of a category', () => {
    const tree = batch(bill('B', cover(), invoice(), attachment()));
    const documentIds = [documentAt(tree, 0, 1).id, documentAt(tree, 0, 2).id];
    const to = (kind: 'cover' | 'invoice' | 'attachment', ids = documentIds) =>
      ({ type: 'document.reclassify', documentIds: ids, kind, category: 'contract' }) as const;
    expect(refusal(tree, to('invoice'))).toEqual({ type: 'OneDocumentOnly' });
    const filed = run(tree, to('attachment'));
    expect(documentAt(filed, 0, 1)).toMatchObject({
      kind: 'attachment',
      kindBy: 'manual',
      category: 'contract',
    });
    const single = run(filed, to('invoice', documentIds.slice(0, 1)));
    expect(documentAt(single, 0, 1)).toMatchObject({ kind: 'invoice', kindBy: 'manual', category: null });
    expect(isEmptyDiff(unwrap(apply(filed, to('attachment'), countingIds())))).toBe(true);
  });

  it('TREE-27 a bill without number takes the one read on a document that becomes its cover or comes into it', () => {
    const tree = batch(bill(null, attachment(), document('attachment', page(coverReading('B7')))));
    const named = run(tree, {
      type: 'document.reclassify',
      documentIds: [documentAt(tree, 0, 1).id],
      kind: 'cover',
      category: null,
    });
    expect(billAt(named, 0)).toMatchObject({ number: 'B7', numberBy: 'auto' });

    const misplaced = batch(bill(null, attachment()), bill('B8', cover()));
    const moved = run(misplaced, {
      type: 'document.move',
      kind: null,
      documentIds: [documentAt(misplaced, 1, 0).id],
      place: { at: 'before', documentId: documentAt(misplaced, 0, 0).id },
    });
    expect(shapeOf(moved)).toBe('B8[cover:2 attachment:1]');
  });
});

describe('pages', () => {
  it('TREE-30 turns add up, are the person’s, and leave the rest of the recipe alone', () => {
    const tree = batch(bill('B', cover(), document('attachment', unread())));
    const [read, raw] = [pageAt(tree, 0, 0), pageAt(tree, 0, 1)];
    const pageIds = [read.id, raw.id];
    const once = run(tree, { type: 'page.rotate', pageIds, turn: 270 });
    const twice = run(once, { type: 'page.rotate', pageIds, turn: 180 });
    expect(pageAt(twice, 0, 0).recipe).toEqual({
      ...read.recipe,
      quarterTurn: { value: 90, by: 'manual', confidence: 1 },
    });
    expect(pageAt(twice, 0, 1).recipe).toMatchObject({
      quarterTurn: { value: 90, by: 'manual' },
      skewDeg: { value: 0, by: 'auto', confidence: 0 },
    });
  });

  it('TREE-31 deletion is a mark: a page comes back exactly where it was', () => {
    const tree = batch(bill('B', cover(), attachment(3)));
    const middle = pageAt(tree, 0, 1, 1).id;
    const deleted = run(tree, { type: 'page.delete', pageIds: [middle] });
    expect(pageAt(deleted, 0, 1, 1)).toMatchObject({ id: middle, isDeleted: true, rank: 1 });
    expect(
      isEmptyDiff(unwrap(apply(deleted, { type: 'page.delete', pageIds: [middle] }, countingIds()))),
    ).toBe(true);
    const restored = run(deleted, { type: 'page.restore', pageIds: [middle] });
    expect(restored.pages).toEqual(tree.pages);
    expect(refusal(restored, { type: 'page.restore', pageIds: [middle] })).toEqual({
      type: 'NotDeleted',
      pageId: middle,
    });
  });

  it('TREE-32 a mark a person set is theirs', () => {
    const tree = batch(bill('B', cover()));
    const pageIds = [pageAt(tree, 0, 0).id];
    const marked = run(tree, { type: 'page.mark', pageIds, mark: 'blank' });
    expect(pageAt(marked, 0, 0)).toMatchObject({ mark: 'blank', markBy: 'manual' });
  });

  it('TREE-33 a page is taken in once', () => {
    const tree = batch(bill('B', cover()));
    const { id } = pageAt(tree, 0, 0);
    const add = {
      type: 'page.add',
      page: sideAt(id, 9, 9, 'front'),
      place: { at: 'tail' },
      grouping: 'split',
    } as const;
    expect(refusal(tree, add)).toEqual({ type: 'PageExists', pageId: id });
  });
});

function unwrap<T>(result: { readonly ok: true; readonly value: T } | { readonly ok: false }): T {
  if (!result.ok) throw new Error('refused');
  return result.value;
}
