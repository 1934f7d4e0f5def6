import { describe, expect, it } from 'vitest';
import { problemsOf } from '../../src/domain/rules/check.ts';
import { isPageReady } from '../../src/domain/rules/rendition.ts';
import { submittedPages } from '../../src/domain/rules/submission.ts';
import { billCounts } from '../../src/domain/tree/views.ts';
import {
  attachment,
  batch,
  bill,
  billAt,
  blankReading,
  cover,
  document,
  documentAt,
  fields,
  invoice,
  invoiceReading,
  page,
  pageAt,
  plainReading,
  recipe,
  renditionOf,
  submitted,
  unread,
} from './builders.ts';
import { run } from './shape.ts';

const one = '26317000000000000001';
const two = '26317000000000000002';
const deleted = { isDeleted: true };

it('CHECK-1 a bill with a number, a cover and all read has no problem; a submitted one is not asked', () => {
  const tree = batch(
    bill(
      'B1',
      cover(),
      invoice(),
      attachment(2),
      document('attachment', page(blankReading, { mark: 'blank' })),
    ),
    submitted('B1', attachment()),
  );
  expect(problemsOf(tree, null)).toEqual([]);
});

it('CHECK-2 number missing, number doubled among open bills, cover missing, bill empty', () => {
  const tree = batch(
    bill(null, cover('X')),
    bill('B', cover()),
    bill('B', attachment()),
    bill(
      'E',
      document('cover', page(plainReading, deleted)),
      document('attachment', page(blankReading, { mark: 'blank' })),
    ),
    submitted('B', cover()),
  );
  const [a, b, c, d] = [0, 1, 2, 3].map((index) => billAt(tree, index).id);
  expect(problemsOf(tree, null)).toEqual([
    { type: 'NumberMissing', billId: a },
    { type: 'NumberDoubled', billId: b, number: 'B', otherBillId: c },
    { type: 'NumberDoubled', billId: c, number: 'B', otherBillId: b },
    { type: 'CoverMissing', billId: c },
    { type: 'BillEmpty', billId: d },
  ]);
  expect(problemsOf(tree, [billAt(tree, 3).id])).toEqual([{ type: 'BillEmpty', billId: d }]);
});

it('CHECK-3 a live page that is unread, or whose rendition is not what was asked for, holds its bill back', () => {
  const tree = batch(bill('B', cover(), document('attachment', unread(), unread(deleted), page())));
  const billId = billAt(tree, 0).id;
  const pageId = pageAt(tree, 0, 1).id;
  expect(problemsOf(tree, null)).toEqual([{ type: 'PageUnread', billId, pageId }]);

  const ready = batch(bill('B', cover()));
  const { id } = pageAt(ready, 0, 0);
  const turned = run(ready, { type: 'page.rotate', pageIds: [id], turn: 90 });
  expect(problemsOf(turned, null)).toEqual([{ type: 'PageUnread', billId: billAt(ready, 0).id, pageId: id }]);
  const wanted = pageAt(turned, 0, 0).recipe;
  if (wanted === null) throw new Error('no recipe');
  const rendered = run(turned, { type: 'page.rendered', pageId: id, rendition: renditionOf(wanted) });
  expect(problemsOf(rendered, null)).toEqual([]);
  expect(
    isPageReady({
      ...pageAt(ready, 0, 0),
      recipe: { ...recipe, skewDeg: { value: 0.4, by: 'manual', confidence: 1 } },
    }),
  ).toBe(true);
});

it('CHECK-4 an invoice on which none was read is told once its pages are read', () => {
  const tree = batch(bill('B', cover(), document('invoice', page()), document('invoice', unread())));
  const billId = billAt(tree, 0).id;
  expect(problemsOf(tree, null)).toEqual([
    { type: 'PageUnread', billId, pageId: pageAt(tree, 0, 2).id },
    { type: 'InvoiceUnread', billId, documentId: documentAt(tree, 0, 1).id },
  ]);
});

it('CHECK-5 an invoice scanned twice in the batch is told at the later one, or at the open one', () => {
  const tree = batch(
    bill('A', cover(), invoice({ number: one }), invoice({ number: two }), invoice({ number: one })),
    submitted('S', cover(), invoice({ number: two })),
  );
  const billId = billAt(tree, 0).id;
  expect(problemsOf(tree, null)).toEqual([
    {
      type: 'InvoiceDoubled',
      billId,
      documentId: documentAt(tree, 0, 2).id,
      otherDocumentId: documentAt(tree, 1, 1).id,
      number: two,
    },
    {
      type: 'InvoiceDoubled',
      billId,
      documentId: documentAt(tree, 0, 3).id,
      otherDocumentId: documentAt(tree, 0, 1).id,
      number: one,
    },
  ]);
});

it('CHECK-6 one invoice read from two sources on one page, and invoices without a key, are no doubles', () => {
  const twice = { ...invoiceReading(), invoices: [fields({ source: 'qr' }), fields({ source: 'text' })] };
  const legacy = { number: '80100798', code: null };
  const tree = batch(bill('A', cover(), document('invoice', page(twice)), invoice(legacy), invoice(legacy)));
  expect(problemsOf(tree, null)).toEqual([]);
});

describe('what is submitted', () => {
  it('CHECK-7 live content pages in order; documents without any are left out; a merged invoice counts by its first page', () => {
    const tree = batch(
      bill(
        'A',
        cover(),
        document(
          'invoice',
          page(invoiceReading({ number: '26317000000000000009' }), deleted),
          page(),
          page(invoiceReading({ number: one })),
          page(invoiceReading({ number: two })),
        ),
        document('attachment', page(invoiceReading()), page(blankReading, { mark: 'blank' })),
        document('attachment', page(plainReading, deleted)),
        document('attachment', page(plainReading, { mark: 'separator' })),
      ),
    );
    const told = submittedPages(tree, billAt(tree, 0).id).map(({ document: { kind }, pages, invoices }) => [
      kind,
      pages.map((submittedPage) => submittedPage.feed + 1),
      invoices.map((read) => read.number),
    ]);
    expect(told).toEqual([
      ['cover', [1], []],
      ['invoice', [3, 4, 5], [one]],
      ['attachment', [6], []],
    ]);
  });

  it('TREE-34 counts of a bill leave out what is not shown or not content', () => {
    const tree = batch(
      bill(
        'A',
        cover(),
        invoice(),
        attachment(2),
        document('attachment', page(plainReading, deleted)),
        document('attachment', unread(), page(blankReading, { mark: 'blank' })),
      ),
    );
    expect(billCounts(tree, billAt(tree, 0).id)).toEqual({
      covers: 1,
      invoices: 1,
      attachments: 2,
      pages: 5,
      blank: 1,
      deleted: 1,
      unread: 1,
    });
  });
});
