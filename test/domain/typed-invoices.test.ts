import { describe, expect, it } from 'vitest';
import { problemsOf } from '../../src/domain/rules/check.ts';
import type { ExpectedInvoice } from '../../src/domain/rules/expected.ts';
import { emptyInvoice, type TypedInvoice } from '../../src/domain/rules/invoice-fields.ts';
import { matchBill } from '../../src/domain/rules/match.ts';
import { scannedDocuments, submittedPages } from '../../src/domain/rules/submission.ts';
import { apply } from '../../src/domain/tree/apply.ts';
import { applyDiff } from '../../src/domain/tree/changes.ts';
import type { EditCommand, InvoiceName } from '../../src/domain/tree/commands.ts';
import { redoDiff, undoDiff } from '../../src/domain/tree/history.ts';
import type { Tree } from '../../src/domain/tree/records.ts';
import { findingFor } from './any.ts';
import {
  attachment,
  batch,
  bill,
  billAt,
  blankReading,
  countingIds,
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
} from './builders.ts';
import { refusal, run, shapeOf } from './shape.ts';

const number = '26317000000000000009';
const typed: TypedInvoice = {
  ...emptyInvoice,
  number,
  date: '2026-03-18',
  amount: '12.30',
  type: 'digital-ordinary',
};

function typing(tree: Tree, at: number, replaces: InvoiceName | null = null, said = typed): EditCommand {
  return {
    type: 'page.setInvoice',
    pageId: pageAt(tree, 0, at).id,
    replaces,
    typed: said,
    today: '2026-06-01',
  };
}

/** A bill whose invoice has no code that can be read. */
const unreadable = () => batch(bill('B1', cover(), document('invoice', page()), attachment()));
const numbersOf = (tree: Tree, at: number) => pageAt(tree, 0, at).typed?.map((one) => one.number);

describe('what was typed', () => {
  it('FIELD-6 outlives another reading and another rendition, whatever they say', () => {
    const tree = unreadable();
    const { id } = pageAt(tree, 0, 1);
    const done = run(tree, typing(tree, 1));
    for (const reading of [plainReading, blankReading, invoiceReading({ number: '26317000000000000001' })]) {
      const again = run(done, findingFor(id, reading));
      const rendered = run(again, { type: 'page.rendered', pageId: id, rendition: renditionOf(recipe) });
      expect(shapeOf(rendered)).toBe('B1[cover:1 invoice:2 attachment:3]');
      expect(pageAt(rendered, 0, 1)).toMatchObject({ reading, typed: [{ number, source: 'manual' }] });
      expect(submittedPages(rendered, billAt(rendered, 0).id)[1]?.invoices).toMatchObject([{ number }]);
    }
  });

  it('FIELD-6 makes its page content, and the part that is split off with it an invoice', () => {
    const tree = batch(
      bill('B1', cover(), document('invoice', page(), page(blankReading, { mark: 'blank' }))),
    );
    const { id } = pageAt(tree, 0, 1, 1);
    const done = run(tree, { ...typing(tree, 1), type: 'page.setInvoice', pageId: id } as EditCommand);
    expect(done.pages.get(id)).toMatchObject({ mark: 'content', markBy: 'manual' });
    const { id: documentId } = documentAt(done, 0, 1);
    const split = run(done, { type: 'document.split', documentId, atPageId: id });
    expect(shapeOf(split)).toBe('B1[cover:1 invoice:2 invoice:3]');
  });

  it('FIELD-7 is taken back and done again, also when the page was read again meanwhile', () => {
    const tree = unreadable();
    const { id } = pageAt(tree, 0, 1);
    const result = apply(tree, typing(tree, 1), countingIds('t'));
    if (!result.ok) throw new Error(JSON.stringify(result.error));
    const step = { diff: result.value };
    const reading = invoiceReading({ number: '26317000000000000001' });
    const read = run(applyDiff(tree, step.diff), findingFor(id, reading));

    const undo = undoDiff(read, step);
    if (!undo.ok) throw new Error(JSON.stringify(undo.error));
    const before = applyDiff(read, undo.value);
    expect(pageAt(before, 0, 1)).toMatchObject({ reading, typed: null, markBy: 'auto' });
    expect(documentAt(before, 0, 1).kindBy).toBe('auto');

    const redo = redoDiff(run(before, findingFor(id, plainReading)), step);
    if (!redo.ok) throw new Error(JSON.stringify(redo.error));
    expect(numbersOf(applyDiff(before, redo.value), 1)).toEqual([number]);
  });

  it('FIELD-8 stands in place of the one it names, or behind those that are there', () => {
    const names = ['26317000000000000001', '26317000000000000002'];
    const reading = { ...invoiceReading(), invoices: names.map((one) => fields({ number: one })) };
    const tree = batch(bill('B1', cover(), document('invoice', page(reading))));
    const [first = '', second = ''] = names;
    const mended = run(tree, typing(tree, 1, { code: null, number: first }));
    expect(pageAt(mended, 0, 1).typed).toMatchObject([{ number }, { number: second, source: 'qr' }]);
    const more = run(mended, typing(tree, 1, null, { ...typed, number: '26317000000000000003' }));
    expect(numbersOf(more, 1)).toEqual([number, second, '26317000000000000003']);
    expect(refusal(more, typing(tree, 1, { code: null, number: first }))).toEqual({
      type: 'InvoiceNotFound',
      pageId: pageAt(tree, 0, 1).id,
    });
    const back = run(more, { type: 'page.giveBackInvoices', pageId: pageAt(tree, 0, 1).id });
    expect(pageAt(back, 0, 1)).toMatchObject({ typed: null, reading });
  });

  it('FIELD-8 is refused but on an invoice, in a submitted bill and where a field cannot be right', () => {
    const tree = unreadable();
    for (const at of [0, 2]) {
      const documentId = documentAt(tree, 0, at).id;
      expect(refusal(tree, typing(tree, at))).toEqual({ type: 'NotAnInvoice', documentId });
    }
    expect(refusal(tree, typing(tree, 1, null, { ...typed, date: '2026-02-30' }))).toEqual({
      type: 'InvoiceFieldInvalid',
      field: 'date',
      reason: 'NoSuchDay',
    });
    const gone = batch(submitted('S', cover(), invoice()));
    expect(refusal(gone, typing(gone, 1))).toMatchObject({ type: 'BillSubmitted' });
    const back = { type: 'page.giveBackInvoices', pageId: pageAt(gone, 0, 1).id } as const;
    expect(refusal(gone, back)).toMatchObject({ type: 'BillSubmitted' });
  });
});

describe('what sees it', () => {
  it('FIELD-9 an invoice typed in frees its bill, and is a double of the same one elsewhere', () => {
    const tree = batch(bill('B1', cover(), document('invoice', page()), invoice({ number })));
    expect(problemsOf(tree, null).map((problem) => problem.type)).toEqual(['InvoiceUnread']);
    const freed = run(tree, typing(tree, 1, null, { ...typed, number: '26317000000000000008' }));
    expect(problemsOf(freed, null)).toEqual([]);
    const doubled = run(tree, typing(tree, 1));
    expect(problemsOf(doubled, null)).toMatchObject([{ type: 'InvoiceDoubled', number }]);
  });

  it('FIELD-9 matching takes the typed amount in place of the one that was read', () => {
    const tree = batch(bill('B1', cover(), invoice({ number, amount: '99.00' })));
    const wanted: ExpectedInvoice = {
      id: 'expected:1',
      billNumber: 'B1',
      type: 'digital-ordinary',
      code: null,
      number,
      date: '2026-03-18',
      netMinor: null,
      totalMinor: 1_230,
      currency: 'CNY',
      sellerName: null,
    };
    const verdict = (of: Tree) =>
      matchBill([wanted], scannedDocuments(of, billAt(of, 0).id)).map((result) => result.verdict);
    expect(verdict(tree)).toEqual(['mismatch']);
    expect(verdict(run(tree, typing(tree, 1, { code: null, number })))).toEqual(['matched']);
  });
});
