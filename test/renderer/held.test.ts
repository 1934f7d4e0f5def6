import { afterEach, expect, it } from 'vitest';
import { countsOf } from '../../src/renderer/actions/bill-counts.ts';
import { needOf } from '../../src/renderer/actions/bill-need.ts';
import { goToAttention, goToBill } from '../../src/renderer/actions/navigation.ts';
import { paperPending } from '../../src/renderer/actions/paper-actions.ts';
import { runAction } from '../../src/renderer/actions/workbench-provider.tsx';
import { attentionOf } from '../../src/renderer/station/attention.ts';
import { type OpenCase, openCase } from './case.ts';
import { caseExpected, caseSides } from './fixture-case.ts';
import type { FixtureSide } from './fixture-pages.ts';

let open: OpenCase;
afterEach(() => open?.close());

const number = '26317000000530000101';
const sides: readonly FixtureSide[] = [
  { kind: 'cover', billNumber: 'CL-2026-000200', skewDeg: 0 },
  { kind: 'invoice', invoice: { number, amountMinor: 100 }, skewDeg: 0 },
];

function firstBill() {
  const { batch, index } = open.context();
  const view = index.bills[0];
  if (!batch || !view) throw new Error('no bill');
  return { batch, view };
}

async function submittedBefore(): Promise<void> {
  const sent = {
    key: number,
    billId: 'bill:018f0000-0000-7000-8000-00000000ffff',
    billNumber: 'OLD-1',
    batchId: 'batch:018f0000-0000-7000-8000-00000000fffe',
    batchName: '2026-11-20/01',
    at: 1,
  } as const;
  open.fixture.setFacts({ submitted: [sent] });
  await open.settle();
}

const needed = () => {
  const { batch, view } = firstBill();
  return needOf(batch, view);
};

it('HELD-20 a key marks the bill at the cursor as waiting for paper, and takes the mark off; its chip is amber', async () => {
  open = await openCase(sides);
  expect(paperPending.refusal(open.context())).toBe('refusal.noBill');
  goToBill(open.context(), firstBill().view.bill.id);
  runAction(open.workbench, paperPending);
  await open.settle();
  expect(needed()).toMatchObject({ tone: 'warn', key: 'need.PaperPending' });
  expect(firstBill().view.bill.paperPending).not.toBeNull();
  runAction(open.workbench, paperPending);
  await open.settle();
  expect(needed().key).toBe('need.ready');
  await open.fixture.run('bill.submit', {
    batchId: open.fixture.batchId,
    billIds: [firstBill().view.bill.id],
  });
  await open.settle();
  expect(paperPending.refusal(open.context())).toBe('refusal.submitted');
});

it('HELD-21 an invoice that went out before stands at its bill without asking, and leads to the document', async () => {
  open = await openCase(sides);
  expect(needed().key).toBe('need.ready');
  await submittedBefore();
  expect(needed()).toMatchObject({ tone: 'bad', key: 'need.InvoiceSubmittedBefore' });
  const { batch, view } = firstBill();
  const [attention] = attentionOf(batch);
  if (!attention) throw new Error('nothing to look at');
  goToAttention(open.context(), attention);
  expect(open.context().ui.cursor).toBe(view.documents[1]?.document.id);
});

it('HELD-21 it is known while other pages of the bill are still to be read', async () => {
  open = await openCase([...sides, { kind: 'attachment', isUnread: true }]);
  await submittedBefore();
  expect(attentionOf(firstBill().batch).map(({ reason }) => reason)).toEqual(['InvoiceSubmittedBefore']);
});

it('HELD-22 the line of a bill tells what is there against what has to be, and what is short', async () => {
  open = await openCase(caseSides, caseExpected);
  const lineOf = (billNumber: string) => {
    const { batch, index } = open.context();
    const view = index.bills.find(({ bill }) => bill.number === billNumber);
    if (!batch || !view) throw new Error(`no bill ${billNumber}`);
    return countsOf(batch, view);
  };
  const expected = (billNumber: string) => caseExpected.filter((one) => one.billNumber === billNumber).length;
  for (const billNumber of ['CL-2026-000123', 'CL-2026-000124']) {
    const figures = new Map(lineOf(billNumber).map((figure) => [figure.kind, figure]));
    expect(figures.get('cover')).toMatchObject({ params: { count: 1, expected: 1 }, isShort: false });
    const invoices = figures.get('invoice');
    expect(invoices?.params).toMatchObject({ expected: expected(billNumber) });
    expect(invoices?.isShort).toBe(Number(invoices?.params.count) < expected(billNumber));
    expect(figures.get('signed')?.params).toMatchObject({ expected: expected(billNumber) });
  }
});

it('HELD-22 a missing cover is short, unless bills may go without one', async () => {
  open = await openCase(sides.slice(1));
  const cover = () => {
    const { batch, view } = firstBill();
    return countsOf(batch, view)[0];
  };
  expect(cover()).toMatchObject({ key: 'tree.count.coverOf', params: { count: 0 }, isShort: true });
  expect(attentionOf(firstBill().batch).map(({ reason }) => reason)).toContain('CoverMissing');
  open.fixture.setFacts({ coverless: 'allowed' });
  await open.settle();
  expect(cover()).toMatchObject({ key: 'tree.count.cover', isShort: false });
  expect(attentionOf(firstBill().batch).map(({ reason }) => reason)).not.toContain('CoverMissing');
});
