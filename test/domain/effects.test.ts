import { describe, expect, it } from 'vitest';
import { apply } from '../../src/domain/tree/apply.ts';
import { applyDiff } from '../../src/domain/tree/changes.ts';
import type { EditCommand } from '../../src/domain/tree/commands.ts';
import { effectsOf, stepSubject } from '../../src/domain/tree/effects.ts';
import type { Tree } from '../../src/domain/tree/records.ts';
import {
  attachment,
  batch,
  bill,
  billAt,
  countingIds,
  cover,
  documentAt,
  invoice,
  pageAt,
} from './builders.ts';

const start = batch(
  bill('B1', cover(), invoice({ number: '26317000000000000021' }), attachment(2)),
  bill('B2', cover(), attachment()),
);

function told(tree: Tree, command: EditCommand) {
  const result = apply(tree, command, countingIds());
  if (!result.ok) throw new Error(result.error.type);
  const effects = effectsOf(tree, result.value);
  return { effects, subject: stepSubject(applyDiff(tree, result.value), result.value) };
}

describe('what a step did', () => {
  it('HIST-1 a changed number, kind, turn and mark are told from what to what', () => {
    const [first, invoiceDocument, page] = [billAt(start, 0), documentAt(start, 0, 1), pageAt(start, 0, 2)];
    const number = told(start, { type: 'bill.setNumber', billId: first.id, number: 'B9' });
    expect(number.effects).toEqual([{ field: 'number', from: 'B1', to: 'B9', of: [first.id] }]);
    expect(number.subject).toMatchObject({ billNumber: 'B9', bills: 1, kind: null, documents: 0, pages: 0 });

    const paper = told(start, { type: 'bill.setPaper', billId: first.id, paper: 'pending', by: '林晓' });
    expect(paper.effects).toEqual([{ field: 'paper', from: 'complete', to: 'pending', of: [first.id] }]);

    const kind = told(start, {
      type: 'document.reclassify',
      documentIds: [invoiceDocument.id],
      kind: 'attachment',
      category: 'contract',
    });
    expect(kind.effects).toEqual([
      { field: 'kind', from: 'invoice', to: 'attachment', of: [invoiceDocument.id] },
      { field: 'category', from: null, to: 'contract', of: [invoiceDocument.id] },
    ]);
    const turned = told(start, { type: 'page.rotate', pageIds: [page.id], turn: 90 });
    expect(turned.effects).toEqual([{ field: 'turn', from: 0, to: 90, of: [page.id] }]);
    const marked = told(start, { type: 'page.mark', pageIds: [page.id], mark: 'blank' });
    expect(marked.effects).toEqual([{ field: 'mark', from: 'content', to: 'blank', of: [page.id] }]);
  });

  it('HIST-1 a move names both bills, and nothing that only shifts', () => {
    const { id } = documentAt(start, 0, 1);
    const to = billAt(start, 1).id;
    const { effects, subject } = told(start, {
      type: 'document.move',
      documentIds: [id],
      place: { at: 'bill-end', billId: to },
      kind: null,
    });
    expect(effects).toEqual([{ field: 'bill', from: 'B1', to: 'B2', of: [id] }]);
    expect(subject).toEqual({
      billNumber: 'B2',
      bills: 1,
      kind: 'invoice',
      category: null,
      invoice: '26317000000000000021',
      documents: 1,
      pages: 0,
    });
  });

  it('HIST-1 merged and split, documents are counted and not the pages that went along', () => {
    const documentIds = [documentAt(start, 0, 1).id, documentAt(start, 0, 2).id];
    const merge = { type: 'document.merge', documentIds } as const;
    expect(told(start, merge).subject).toMatchObject({ bills: 1, documents: 2, pages: 0 });
    const merged = apply(start, merge, countingIds());
    if (!merged.ok) throw new Error(merged.error.type);
    const tree = applyDiff(start, merged.value);
    const split = told(tree, {
      type: 'document.split',
      documentId: documentAt(tree, 0, 1).id,
      atPageId: null,
    });
    expect(split.subject).toMatchObject({ bills: 1, documents: 2, pages: 0 });
  });

  it('HIST-1 documents put in another order name their bill', () => {
    const bills = batch(bill('B1', cover(), attachment(), attachment(3), attachment()));
    const last = documentAt(bills, 0, 3).id;
    const up = { type: 'document.move', documentIds: [last], kind: null } as const;
    const once = apply(
      bills,
      { ...up, place: { at: 'before', documentId: documentAt(bills, 0, 2).id } },
      countingIds(),
    );
    if (!once.ok) throw new Error(once.error.type);
    const tree = applyDiff(bills, once.value);
    const { subject } = told(tree, {
      ...up,
      place: { at: 'before', documentId: documentAt(bills, 0, 1).id },
    });
    expect(subject).toMatchObject({ billNumber: 'B1', bills: 1, pages: 0 });
  });

  it('HIST-1 pages of several documents and bills are counted', () => {
    const pageIds = [pageAt(start, 0, 1).id, pageAt(start, 0, 2).id, pageAt(start, 1, 1).id];
    const { effects, subject } = told(start, { type: 'page.delete', pageIds });
    expect(effects).toEqual([{ field: 'deleted', from: false, to: true, of: pageIds }]);
    expect(subject).toMatchObject({ bills: 2, documents: 3, pages: 3 });
  });
});
