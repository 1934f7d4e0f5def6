import { describe, expect, it } from 'vitest';
import type { PageId } from '../../src/domain/ids.ts';
import type { Reading } from '../../src/domain/reading.ts';
import { emptyTree } from '../../src/domain/tree/build.ts';
import type { NewPage, Place } from '../../src/domain/tree/commands.ts';
import type { Tree } from '../../src/domain/tree/records.ts';
import { billsOf, pagesOf } from '../../src/domain/tree/views.ts';
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
  invoiceReading,
  pageAt,
  plainReading,
  recipe,
  renditionOf,
  separatorReading,
  sideAt,
  submitted,
  unread,
} from './builders.ts';
import { run, shapeOf } from './shape.ts';

const A = coverReading('A');
const B = coverReading('B');
const inv = invoiceReading();
const plain = plainReading;

describe('a stack is cut into bills and documents', () => {
  it('SEP-10 a cover opens a bill and names it; an invoice is a document of its own; pages before any cover stay together', () => {
    expect(scanned([plain, A, inv, inv, plain, B, plain])).toBe(
      '-[attachment:1] A[cover:2 invoice:3 invoice:4 attachment:5] B[cover:6 attachment:7]',
    );
  });

  it('SEP-11 a cover at the start of a bill without number takes that bill, also behind blanks and separators', () => {
    expect(scanned([A, plain])).toBe('A[cover:1 attachment:2]');
    expect(scanned([separatorReading, blankReading, A, plain])).toBe(
      'A[attachment:1 attachment:2 cover:3 attachment:4]',
    );
  });

  it('SEP-12 a cover with the number of the bill it stands in opens none, on its back, later, or where the number was typed', () => {
    expect(scanned([[A, A], inv, A, plain])).toBe('A[cover:1 cover:2 invoice:3 cover:4 attachment:5]');
    const tree = batch(bill('A', cover(), document('attachment', unread())));
    const typed = run(tree, { type: 'bill.setNumber', billId: billAt(tree, 0).id, number: 'X' });
    expect(shapeOf(run(typed, findingFor(pageAt(tree, 0, 1).id, A)))).toBe('X[cover:1 cover:2]');
    expect(shapeOf(run(typed, findingFor(pageAt(tree, 0, 1).id, B)))).toBe('X[cover:1] B[cover:2]');
  });

  it('SEP-13 a back stays with its front, unless it is an invoice or a cover itself', () => {
    expect(
      scanned([
        [A, plain],
        [inv, blankReading],
        [plain, inv],
        [inv, inv],
        [plain, B],
      ]),
    ).toBe('A[cover:1,2 invoice:3,4 attachment:5 invoice:6 invoice:7 invoice:8 attachment:9] B[cover:10]');
  });

  it('SEP-14 covers read late do not tear bills of one number apart, and leave the same tree as read in turn', () => {
    const stack = [A, plain, A, B, A, plain, B];
    const inTurn = 'A[cover:1 attachment:2 cover:3] B[cover:4] A[cover:5 attachment:6] B[cover:7]';
    expect(scanned(stack)).toBe(inTurn);
    expect(scanned(stack, [6, 4, 2, 0, 1, 3, 5])).toBe(inTurn);
    expect(scanned(stack, [3, 6, 5, 4, 2, 1, 0])).toBe(inTurn);
  });

  it('SEP-15 blank and separator pages are marked and kept; whatever carries a code is content', () => {
    const tree = fedAndRead([blankReading, separatorReading, { ...A, patches: separatorReading.patches }]);
    expect([...tree.pages.values()].map((read) => read.mark)).toEqual(['blank', 'separator', 'content']);
  });
});

describe('what a person set stays', () => {
  it('SEP-20 a cover whose kind or place a person set opens no bill; a bill without number takes its number', () => {
    const tree = batch(bill(null, attachment(), document('attachment', unread())));
    const moved = run(tree, {
      type: 'document.move',
      kind: null,
      documentIds: [documentAt(tree, 0, 1).id],
      place: { at: 'bill-end', billId: billAt(tree, 0).id },
    });
    expect(shapeOf(run(moved, findingFor(pageAt(tree, 0, 1).id, A)))).toBe('A[attachment:1 cover:2]');

    const chosen = run(tree, {
      type: 'document.reclassify',
      documentIds: [documentAt(tree, 0, 1).id],
      kind: 'attachment',
      category: null,
    });
    expect(shapeOf(run(chosen, findingFor(pageAt(tree, 0, 1).id, A)))).toBe('-[attachment:1 attachment:2]');
  });

  it('SEP-21 a bill a person joined is not opened again, one a person opened is not closed', () => {
    const tree = batch(
      bill('A', cover(), attachment()),
      bill('B', cover(), document('attachment', unread())),
    );
    const joined = run(tree, { type: 'bill.join', billId: billAt(tree, 1).id });
    expect(shapeOf(run(joined, findingFor(pageAt(tree, 1, 1).id, plain)))).toBe(
      'A[cover:1 attachment:2 cover:3 attachment:4]',
    );
    expect(shapeOf(run(joined, findingFor(pageAt(tree, 1, 1).id, blankReading)))).toBe(shapeOf(joined));

    const doubled = batch(bill('A', document('attachment', unread()), cover(), attachment(), cover('A')));
    const split = run(doubled, { type: 'bill.split', documentId: documentAt(doubled, 0, 3).id });
    expect(shapeOf(run(split, findingFor(pageAt(split, 0, 0).id, blankReading)))).toBe(
      'A[attachment:1 cover:2 attachment:3] A[cover:4]',
    );
  });

  it('SEP-22 bills of one number that a person brought side by side stay two', () => {
    const tree = batch(
      bill('A', cover(), document('attachment', unread())),
      bill('B', cover()),
      bill('A', cover(), attachment()),
    );
    const moved = run(tree, {
      type: 'document.move',
      kind: null,
      documentIds: [documentAt(tree, 1, 0).id],
      place: { at: 'tail' },
    });
    const read = run(moved, findingFor(pageAt(tree, 0, 1).id, inv));
    expect(shapeOf(run(read, findingFor(pageAt(tree, 0, 1).id, blankReading)))).toBe(
      'A[cover:1 attachment:2] A[cover:4 attachment:5 cover:3]',
    );
  });

  it('SEP-22 nor does what is read between them join them later', () => {
    const sheet = () => document('attachment', unread());
    const tree = batch(
      bill('A', cover(), sheet(), sheet()),
      bill('C', cover()),
      bill('A', cover(), attachment()),
    );
    const joined = run(tree, { type: 'bill.join', billId: billAt(tree, 1).id });
    const first = run(joined, findingFor(pageAt(tree, 0, 1).id, B), countingIds('d'));
    expect(shapeOf(first)).toBe('A[cover:1] B[cover:2 attachment:3 cover:4] A[cover:5 attachment:6]');
    const second = run(first, findingFor(pageAt(tree, 0, 2).id, A), countingIds('e'));
    expect(shapeOf(second)).toBe('A[cover:1] B[cover:2] A[cover:3 cover:4] A[cover:5 attachment:6]');
  });

  it('SEP-23 manual values of a recipe and a manual mark outlive the analysis', () => {
    const tree = batch(bill(null, document('attachment', unread())));
    const { id } = pageAt(tree, 0, 0);
    const turned = run(tree, { type: 'page.rotate', pageIds: [id], turn: 90 });
    const marked = run(turned, { type: 'page.mark', pageIds: [id], mark: 'content' });
    const read = pageAt(run(marked, findingFor(id, blankReading)), 0, 0);
    expect(read.recipe).toEqual({ ...recipe, quarterTurn: { value: 90, by: 'manual', confidence: 1 } });
    expect(read).toMatchObject({ mark: 'content', reading: blankReading, rendition: renditionOf(recipe) });
  });

  it('SEP-24 a page in the bin opens nothing', () => {
    const tree = batch(bill('A', cover(), document('attachment', unread({ isDeleted: true })), attachment()));
    expect(shapeOf(run(tree, findingFor(pageAt(tree, 0, 1).id, B)))).toBe(
      'A[cover:1 attachment:2 attachment:3]',
    );
  });

  it('SEP-25 a page read again with another outcome is placed again', () => {
    const tree = fedAndRead([plain, A, plain]);
    const second = [...tree.pages.values()][1];
    if (second === undefined) throw new Error('no page');
    const renamed = run(tree, findingFor(second.id, B));
    expect(shapeOf(renamed)).toBe('-[attachment:1] B[cover:2 attachment:3]');
    expect(billAt(renamed, 1).id).toBe(billAt(tree, 1).id);
    expect(shapeOf(run(tree, findingFor(second.id, plain)))).toBe(
      '-[attachment:1 attachment:2 attachment:3]',
    );
    const first = fedAndRead([A, plain]);
    expect(shapeOf(run(first, findingFor(pageAt(first, 0, 0).id, plain)))).toBe(
      '-[attachment:1 attachment:2]',
    );
  });
});

describe('where pages are taken in', () => {
  it('SEP-30 the tail is the end of the last bill; behind a submitted one a new bill begins', () => {
    expect(shapeOf(fed(batch(bill('A', cover())), [plain]))).toBe('A[cover:1 attachment:101]');
    expect(shapeOf(fed(batch(submitted('A', cover())), [plain, plain]))).toBe(
      'A[cover:1] -[attachment:101 attachment:102]',
    );
  });

  it('SEP-31 inserted pages follow each other in feed order, whatever is read meanwhile; a cover among them splits there', () => {
    const tree = batch(bill('A', cover(), attachment(), attachment()));
    const place = { at: 'after', documentId: documentAt(tree, 0, 1).id } as const;
    expect(shapeOf(fed(tree, [plain, [plain, plain], plain], place))).toBe(
      'A[cover:1 attachment:2 attachment:101 attachment:102,103 attachment:104 attachment:3]',
    );
    const split = 'A[cover:1 attachment:2 attachment:101] B[cover:102 attachment:103 attachment:3]';
    expect(shapeOf(readAll(fed(tree, [plain, B, plain], place), [plain, B, plain]))).toBe(split);
    expect(shapeOf(fed(tree, [plain, B, plain], place, 'at once'))).toBe(split);
  });

  it('SEP-32 pages put before the cover of a bill belong to that bill, unless they are a bill of their own', () => {
    const tree = batch(bill('A', cover(), attachment()));
    const place = { at: 'before', documentId: documentAt(tree, 0, 0).id } as const;
    expect(shapeOf(fed(tree, [plain, plain], place, 'at once'))).toBe(
      'A[attachment:101 attachment:102 cover:1 attachment:2]',
    );
    expect(shapeOf(fed(tree, [B, plain], place, 'at once'))).toBe(
      'B[cover:101 attachment:102] A[cover:1 attachment:2]',
    );
  });

  it('SEP-33 a side is never refused for its place: where the anchor is gone or submitted it goes to the tail', () => {
    const tree = batch(submitted('S', cover()), bill('A', cover()));
    const gone = { at: 'after', documentId: 'document:gone' } as const;
    const closed = { at: 'bill-end', billId: billAt(tree, 0).id } as const;
    for (const place of [gone, closed]) {
      expect(shapeOf(fed(tree, [plain, plain], place))).toBe(
        'S[cover:1] A[cover:2 attachment:101 attachment:102]',
      );
    }
  });

  it('SEP-34 a file imported whole is one document, of the kind of its first page that speaks, and stays one', () => {
    const files = [
      { name: 'a.pdf', readings: [plain, inv, inv] },
      { name: 'b.pdf', readings: [B, plain] },
      { name: 'b.pdf', readings: [inv] },
    ];
    const sides = files.flatMap(({ name, readings }) =>
      readings.map((reading, index) => ({ reading, source: { name, pageNumber: index + 1 } })),
    );
    const ids = countingIds('d');
    const start = batch(bill('A', cover()));
    const added = sides.reduce((tree, { source }, index) => {
      const side: NewPage = { ...sideOf(index, index + 1, 'front'), feed: 100 + index, source };
      return run(tree, { type: 'page.add', page: side, place: { at: 'tail' }, grouping: 'whole' }, ids);
    }, start);
    expect(shapeOf(added)).toBe('A[cover:1 attachment:101,102,103 attachment:104,105 attachment:106]');
    const readings = sides.map((side) => side.reading);
    expect(shapeOf(readAll(added, readings))).toBe(
      'A[cover:1 invoice:101,102,103] B[cover:104,105 invoice:106]',
    );
    expect(shapeOf(readAll(added, readings, [5, 4, 3, 2, 1, 0]))).toBe(
      'A[cover:1 invoice:101,102,103] B[cover:104,105 invoice:106]',
    );
  });

  it('SEP-35 the lists of what a change did not touch stay the very same', () => {
    const tree = batch(bill('A', cover(), attachment(2)), bill('B', cover(), attachment(2)));
    const [first] = billsOf(tree);
    const untouched = pagesOf(tree, documentAt(tree, 0, 1).id);
    const next = run(tree, { type: 'page.delete', pageIds: [pageAt(tree, 1, 1).id] });
    expect(pagesOf(next, documentAt(tree, 0, 1).id)).toBe(untouched);
    expect(pagesOf(next, documentAt(tree, 1, 1).id)).not.toBe(pagesOf(tree, documentAt(tree, 1, 1).id));
    expect(billsOf(next)[0]).toBe(first);
  });
});

type Sheet = Reading | readonly [Reading, Reading];

const tail: Place = { at: 'tail' };

function scanned(stack: readonly Sheet[], order?: readonly number[]): string {
  return shapeOf(fedAndRead(stack, order));
}

function fedAndRead(stack: readonly Sheet[], order?: readonly number[]): Tree {
  const start = emptyTree({ id: 'batch:1', name: 'test', openedAt: 0, openedBy: 'operator' });
  return readAll(fed(start, stack), stack.flat() as Reading[], order);
}

/** Feeds sheets as sides 1, 2, ..., or 101, 102, ... into a batch that is there; `at once` reads each before the next one comes. */
function fed(start: Tree, stack: readonly Sheet[], place = tail, when: 'later' | 'at once' = 'later'): Tree {
  const ids = countingIds('d');
  let tree = start;
  const base = start.pages.size === 0 ? 0 : 100;
  let feed = 0;
  stack.forEach((sheet, index) => {
    const sides = 'kind' in sheet ? [sheet] : sheet;
    sides.forEach((reading, side) => {
      const captured = sideOf(feed, index + 1, side === 0 ? 'front' : 'back');
      const added = { ...captured, feed: base + feed };
      tree = run(tree, { type: 'page.add', page: added, place, grouping: 'split' }, ids);
      if (when === 'at once') tree = run(tree, findingFor(added.id, reading), ids);
      feed += 1;
    });
  });
  return tree;
}

function readAll(tree: Tree, readings: readonly Reading[], order?: readonly number[]): Tree {
  const ids = countingIds('e');
  const turns = order ?? readings.map((_, index) => index);
  return turns.reduce((current, index) => {
    const reading = readings[index];
    if (reading === undefined) throw new Error('no such page');
    return run(current, findingFor(sideOf(index, 1, 'front').id, reading), ids);
  }, tree);
}

function sideOf(index: number, sheet: number, side: 'front' | 'back'): NewPage {
  const id: PageId = `page:0000000a-0000-7000-8000-${String(index).padStart(12, '0')}`;
  return { ...sideAt(id, index, sheet, side), captureJobId: 'capture:new' };
}
