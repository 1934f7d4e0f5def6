import { describe, expect, it } from 'vitest';
import type { DocumentId, PageId } from '../../src/domain/ids.ts';
import type { NewPage } from '../../src/domain/tree/commands.ts';
import type { Tree } from '../../src/domain/tree/records.ts';
import { pagesOf } from '../../src/domain/tree/views.ts';
import { findingFor } from './any.ts';
import {
  attachment,
  batch,
  bill,
  billAt,
  blankReading,
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
} from './builders.ts';
import { refusal, run, shapeOf } from './shape.ts';

const newJob = 'capture:000000cc-0000-7000-8000-000000000002' as const;

/** Pages that arrive for these documents; numbered 101, 102 … in `shapeOf`. */
function hold(
  start: Tree,
  behind: readonly DocumentId[],
  sheets: readonly Partial<NewPage>[],
  grouping: 'split' | 'whole' = 'split',
) {
  const ids = countingIds('e');
  const pageIds: PageId[] = [];
  let tree = start;
  for (const [at, told] of sheets.entries()) {
    const id = ids('page');
    const side = { ...sideAt(id, 100 + at, at + 1, 'front'), captureJobId: newJob, ...told };
    tree = run(tree, { type: 'page.hold', page: side, behind, grouping }, ids);
    pageIds.push(id);
  }
  return { tree, pageIds };
}

/** What is shown: documents with their live pages. */
function shown(tree: Tree): string {
  return shapeOf({
    ...tree,
    documents: new Map([...tree.documents].filter(([id]) => pagesOf(tree, id).some((one) => !one.isDeleted))),
    pages: new Map([...tree.pages].filter(([, one]) => !one.isDeleted)),
  });
}

const ids = (tree: Tree, ...indexes: readonly number[]) => indexes.map((at) => documentAt(tree, 0, at).id);
const swap = (tree: Tree, documentIds: readonly DocumentId[], pageIds: readonly PageId[]) =>
  run(tree, { type: 'document.replace', documentIds, pageIds, grouping: 'split' }, countingIds('d'));

describe('what can be replaced', () => {
  const tree = batch(
    bill('B1', cover(), invoice(), invoice({ number: '26317000000000000002' }), attachment(), cover('B9')),
  );
  const asked = (...indexes: readonly number[]) => {
    const documentIds = ids(tree, ...indexes);
    return refusal(tree, { type: 'document.replace', documentIds, pageIds: [], grouping: 'split' });
  };

  it('REPL-1 documents of one kind, several at once; with nothing that came the refusal is only that', () => {
    for (const indexes of [[1], [3], [1, 2], [0]])
      expect(asked(...indexes)).toEqual({ type: 'NothingArrived' });
  });

  it('REPL-2 kinds are not mixed, a cover goes with nothing else, and one cover at a time', () => {
    expect(asked(1, 3)).toEqual({ type: 'MixedKinds' });
    expect(asked(0, 1)).toEqual({ type: 'CoverNotReplaceable' });
    expect(asked(0, 3)).toEqual({ type: 'CoverNotReplaceable' });
    expect(asked(0, 4)).toEqual({ type: 'OneCoverOnly' });
    expect(asked()).toEqual({ type: 'NothingSelected' });
  });

  it('REPL-3 nothing of a submitted bill, nothing that lies in the bin already', () => {
    const closed = batch(submitted('S', invoice()));
    const command = { type: 'document.replace', pageIds: [], grouping: 'split' } as const;
    const billId = billAt(closed, 0).id;
    expect(refusal(closed, { ...command, documentIds: ids(closed, 0) })).toEqual({
      type: 'BillSubmitted',
      billId,
    });
    const gone = batch(bill('B', document('invoice', page(plainReading, { isDeleted: true })), invoice()));
    const [documentId] = ids(gone, 0);
    expect(refusal(gone, { ...command, documentIds: ids(gone, 0, 1) })).toEqual({
      type: 'DocumentNotFound',
      documentId,
    });
  });
});

describe('pages that arrive', () => {
  it('REPL-4 wait in the bin behind the last document they are for, and nothing that is shown changes', () => {
    const tree = batch(bill('B1', cover(), invoice(), attachment()), bill('B2', cover()));
    const held = hold(tree, ids(tree, 1), [{}, {}]);
    expect(shapeOf(held.tree)).toBe(
      'B1[cover:1 invoice:2 attachment:101 attachment:102 attachment:3] B2[cover:4]',
    );
    expect(shown(held.tree)).toBe(shown(tree));
    const [first] = held.pageIds;
    if (!first) throw new Error('two came');
    // Neither a cover nor an invoice among them cuts or names anything while it waits.
    const read = run(held.tree, findingFor(first, coverReading('B7')));
    expect(shown(read)).toBe(shown(tree));
  });

  it('REPL-4 are taken also where what they are for is gone meanwhile', () => {
    const tree = batch(bill('B1', cover()));
    const held = hold(tree, [noSuch('document')], [{}]);
    expect(shapeOf(held.tree)).toBe('B1[cover:1 attachment:101]');
    expect(shown(held.tree)).toBe('B1[cover:1]');
  });
});

describe('the swap', () => {
  it('REPL-5 one document is replaced by all that came as one, of its kind by a person’s word, in its place', () => {
    const tree = batch(bill('B1', cover(), invoice(), attachment()));
    const held = hold(tree, ids(tree, 1), [{}, {}]);
    const after = swap(held.tree, ids(tree, 1), held.pageIds);
    expect(shown(after)).toBe('B1[cover:1 invoice:101,102 attachment:3]');
    expect(pageAt(after, 0, 1)).toMatchObject({ feed: 100, isDeleted: false });
    expect(documentAt(after, 0, 1)).toMatchObject({ kind: 'invoice', kindBy: 'manual', placedBy: 'manual' });
    expect(after.pages.get(pageAt(tree, 0, 1).id)).toMatchObject({ isDeleted: true });
    // No later reading makes anything else of it.
    const [first] = held.pageIds;
    if (!first) throw new Error('two came');
    expect(shown(run(after, findingFor(first, coverReading('B7'))))).toBe(shown(after));
  });

  it('REPL-6 as many as there were stand each where its forerunner stood, with its category', () => {
    const tree = batch(
      bill('B1', cover(), attachment(1, { category: 'contract' }), invoice(), attachment(2)),
      bill('B2', cover(), attachment(1, { category: 'list' })),
    );
    const old = [documentAt(tree, 1, 1).id, ...ids(tree, 1, 3)];
    const held = hold(tree, old, [{}, {}, {}]);
    const after = swap(held.tree, old, held.pageIds);
    expect(shown(after)).toBe(
      'B1[cover:1 attachment:101 invoice:3 attachment:102] B2[cover:6 attachment:103]',
    );
    const categories = held.pageIds.map((id) => {
      const one = after.pages.get(id);
      return one && after.documents.get(one.documentId)?.category;
    });
    expect(categories).toEqual(['contract', null, 'list']);
  });

  it('REPL-7 any other number stands where the first stood, in order, with the category all had', () => {
    const same = { category: 'contract' };
    const tree = batch(bill('B1', cover(), attachment(1, same), invoice(), attachment(1, same)));
    const held = hold(tree, ids(tree, 1, 3), [{}, {}, {}]);
    const after = swap(held.tree, ids(tree, 1, 3), held.pageIds);
    expect(shown(after)).toBe('B1[cover:1 attachment:101 attachment:102 attachment:103 invoice:3]');
    for (const at of [1, 2, 3]) expect(documentAt(after, 0, at)).toMatchObject(same);
    const mixed = batch(bill('B1', attachment(1, same), attachment(1, { category: 'list' })));
    const one = hold(mixed, ids(mixed, 0, 1), [{}]);
    const fewer = swap(one.tree, ids(mixed, 0, 1), one.pageIds);
    expect(shown(fewer)).toBe('B1[attachment:101]');
    expect(documentAt(fewer, 0, 0).category).toBeNull();
  });

  it('REPL-8 for several a document is a sheet with its back; what is blank goes along with the one before', () => {
    const tree = batch(bill('B1', invoice(), invoice({ number: '26317000000000000002' })));
    const sheet = (n: number, side: 'front' | 'back'): Partial<NewPage> => ({ sheet: n, side });
    const sides = [
      sheet(1, 'front'),
      sheet(2, 'front'),
      sheet(2, 'back'),
      sheet(3, 'front'),
      sheet(4, 'front'),
    ];
    const held = hold(tree, ids(tree, 0, 1), sides);
    let read = held.tree;
    for (const at of [0, 2, 3]) {
      const id = held.pageIds[at];
      if (id) read = run(read, findingFor(id, blankReading));
    }
    expect(shown(swap(read, ids(tree, 0, 1), held.pageIds))).toBe('B1[invoice:101,102,103,104 invoice:105]');
  });

  it('REPL-8 of a whole import each file is a document, also two files of one name', () => {
    const tree = batch(bill('B1', attachment(), attachment(), attachment()));
    const of = (name: string, pageNumber: number): Partial<NewPage> => ({ source: { name, pageNumber } });
    const pages = [of('a.pdf', 1), of('a.pdf', 2), of('a.pdf', 1), of('b.png', 1)];
    const held = hold(tree, ids(tree, 0, 1, 2), pages, 'whole');
    const documentIds = ids(tree, 0, 1, 2);
    const { pageIds } = held;
    const after = run(held.tree, { type: 'document.replace', documentIds, pageIds, grouping: 'whole' });
    expect(shown(after)).toBe('B1[attachment:101,102 attachment:103 attachment:104]');
  });

  it('REPL-9 a cover takes the number that was read on the old one away and brings its own; a typed one stays', () => {
    const tree = batch(bill('B1', cover(), invoice()), bill('B2', cover()));
    const held = hold(tree, ids(tree, 0), [{}]);
    const [pageId] = held.pageIds;
    if (!pageId) throw new Error('one came');
    const read = run(held.tree, findingFor(pageId, coverReading('B7')));
    expect(shown(swap(read, ids(tree, 0), [pageId]))).toBe('B7[cover:101 invoice:2] B2[cover:3]');
    expect(shown(swap(held.tree, ids(tree, 0), [pageId]))).toBe('-[cover:101 invoice:2] B2[cover:3]');
    const typed = run(read, { type: 'bill.setNumber', billId: billAt(tree, 0).id, number: 'B5' });
    expect(shown(swap(typed, ids(tree, 0), [pageId]))).toBe('B5[cover:101 invoice:2] B2[cover:3]');
  });

  it('REPL-10 where all that came is blank, or taken out of the bin meanwhile, nothing is replaced', () => {
    const tree = batch(bill('B1', cover(), invoice()));
    const held = hold(tree, ids(tree, 1), [{}]);
    const [pageId] = held.pageIds;
    if (!pageId) throw new Error('one came');
    const command = {
      type: 'document.replace',
      documentIds: ids(tree, 1),
      pageIds: [pageId],
      grouping: 'split',
    } as const;
    expect(refusal(run(held.tree, findingFor(pageId, blankReading)), command)).toEqual({
      type: 'NothingArrived',
    });
    const taken = run(held.tree, { type: 'page.restore', pageIds: [pageId] });
    expect(refusal(taken, command)).toEqual({ type: 'NothingArrived' });
    expect(refusal(run(held.tree, findingFor(pageId, invoiceReading())), command)).toBe('accepted');
  });
});
