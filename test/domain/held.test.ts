import { describe, expect, it } from 'vitest';
import { problemsOf } from '../../src/domain/rules/check.ts';
import { type GateFacts, type SubmittedInvoice, usualGate } from '../../src/domain/rules/gate.ts';
import { attachment, batch, bill, billAt, cover, documentAt, invoice, submitted } from './builders.ts';
import { run } from './shape.ts';

const one = '26317000000000000001';

function sentBefore(change: Partial<SubmittedInvoice> = {}): GateFacts {
  const sent: SubmittedInvoice = {
    key: one,
    billId: 'bill:0000000f-0000-7000-8000-000000000099',
    billNumber: 'OLD-1',
    batchId: 'batch:0000000f-0000-7000-8000-000000000098',
    batchName: '2026-11-20/01',
    at: 77,
    ...change,
  };
  return { ...usualGate, submitted: [sent] };
}

describe('paper still to come', () => {
  const tree = batch(bill('B1', cover(), invoice()), bill('B2', cover()), submitted('B3', cover()));
  const [first, second, third] = [0, 1, 2].map((index) => billAt(tree, index).id);
  if (!first || !second || !third) throw new Error('three bills');
  const pending = (by: string) => ({ type: 'bill.setPaper', billId: first, paper: 'pending', by }) as const;

  it('HELD-1 a bill marked as waiting for paper is held back, by whom is told; the mark can be taken off', () => {
    const marked = run(tree, pending('lin'));
    expect(problemsOf(marked, null)).toEqual([{ type: 'PaperPending', billId: first, by: 'lin' }]);
    // Who marked it first stays.
    expect(run(marked, pending('wang'))).toEqual(marked);
    const complete = { type: 'bill.setPaper', billId: first, paper: 'complete', by: 'wang' } as const;
    expect(problemsOf(run(marked, complete), null)).toEqual([]);
    expect(run(tree, complete)).toEqual(tree);
  });

  it('HELD-2 submitted bills take no mark', () => {
    expect(() => run(tree, { ...pending('lin'), billId: third })).toThrow('BillSubmitted');
  });

  it('HELD-3 a bill that goes leaves its mark with the bill its pages went to', () => {
    const marked = run(tree, { ...pending('lin'), billId: second });
    const joined = run(marked, { type: 'bill.join', billId: second });
    expect(billAt(joined, 0).paperPending).toEqual({ by: 'lin' });
    const place = { at: 'bill-end', billId: first } as const;
    const documentIds = [documentAt(marked, 1, 0).id];
    const moved = run(marked, { type: 'document.move', documentIds, place, kind: null });
    expect(moved.bills.size).toBe(2);
    expect(billAt(moved, 0).paperPending).toEqual({ by: 'lin' });
    // A part that leaves takes nothing with it.
    const split = run(run(tree, pending('lin')), {
      type: 'bill.split',
      documentId: documentAt(tree, 0, 1).id,
    });
    expect([0, 1].map((index) => billAt(split, index).paperPending)).toEqual([{ by: 'lin' }, null]);
  });
});

describe('invoices submitted before', () => {
  const tree = batch(bill('B1', cover(), invoice({ number: one }), attachment()));
  const ids = { billId: billAt(tree, 0).id, documentId: documentAt(tree, 0, 1).id };

  it('HELD-4 an invoice that went out with another bill holds its bill back; bill, batch and day are told', () => {
    const told = { number: one, otherBillNumber: 'OLD-1', batchName: '2026-11-20/01', at: 77 };
    expect(problemsOf(tree, null, sentBefore())).toEqual([
      { type: 'InvoiceSubmittedBefore', ...ids, ...told },
    ]);
    expect(problemsOf(tree, null, sentBefore({ key: '26317000000000000002' }))).toEqual([]);
  });

  it('HELD-5 a further revision of a bill is no double of itself', () => {
    expect(problemsOf(tree, null, sentBefore({ billId: ids.billId }))).toEqual([]);
  });

  it('HELD-6 one told as twice in the batch is not told a second time; invoices without a key are not compared', () => {
    const twice = batch(
      submitted('B0', cover(), invoice({ number: one })),
      bill('B1', cover(), invoice({ number: one })),
      bill('B2', cover(), invoice({ number: '41', code: null })),
    );
    const facts = sentBefore({ billId: billAt(twice, 0).id });
    expect(problemsOf(twice, null, facts).map(({ type }) => type)).toEqual(['InvoiceDoubled']);
  });
});

it('HELD-7 a bill without a cover goes where the station allows it, and still needs its number', () => {
  const tree = batch(bill('B1', invoice()), bill(null, attachment()));
  const types = (facts: GateFacts) => problemsOf(tree, null, facts).map(({ type }) => type);
  expect(types(usualGate)).toEqual(['CoverMissing', 'NumberMissing', 'CoverMissing']);
  expect(types({ ...usualGate, coverless: 'allowed' })).toEqual(['NumberMissing']);
});
