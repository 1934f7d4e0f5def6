import { afterEach, describe, expect, it } from 'vitest';
import type { Action } from '../../src/renderer/actions/action.ts';
import { insertImport } from '../../src/renderer/actions/capture-actions.ts';
import { goToRow } from '../../src/renderer/actions/navigation.ts';
import { markBlank, markContent } from '../../src/renderer/actions/page-actions.ts';
import { tick, tickAll } from '../../src/renderer/actions/tick-actions.ts';
import { tickTo } from '../../src/renderer/actions/tick-range.ts';
import { pressAction, runAction } from '../../src/renderer/actions/workbench-provider.tsx';
import type { Row } from '../../src/renderer/station/rows.ts';
import { type OpenCase, openCase } from './case.ts';
import { caseSides } from './fixture-case.ts';

let open: OpenCase;
afterEach(() => open?.close());

type DocumentRow = Extract<Row, { type: 'document' }>;

const shown = (kind?: string) =>
  open
    .context()
    .rows.filter(
      (row): row is DocumentRow =>
        row.type === 'document' && (kind === undefined || row.view.document.kind === kind),
    );
const ticked = () => [...open.workbench.ui.get().ticked];
const keys = (rows: readonly DocumentRow[]) => rows.map((row) => row.key);

function standOn(row: DocumentRow | undefined): DocumentRow {
  if (!row) throw new Error('the case has this row');
  goToRow(open.context(), row.key);
  return row;
}

async function perform(action: Action): Promise<void> {
  runAction(open.workbench, action);
  await open.settle();
}

describe('all of a bill', () => {
  it('KEYS-27 what the search or the filter leaves out is not ticked with all of the bill; what lies folded is', async () => {
    open = await openCase(caseSides);
    const all = shown();
    standOn(all[0]);
    const ofBill = all.filter((row) => row.billId === all[0]?.billId);
    await perform(tickAll);
    expect(ticked()).toEqual(keys(ofBill));
    open.workbench.ui.set({ closedBills: new Set(open.context().index.bills.map(({ bill }) => bill.id)) });
    if (ofBill[0]) goToRow(open.context(), ofBill[0].billId);
    await perform(tickAll);
    expect(ticked()).toEqual(keys(ofBill));
    open.workbench.ui.set({ closedBills: new Set(), search: '明远' });
    standOn(shown()[0]);
    await perform(tickAll);
    expect(ticked()).toEqual(keys(shown()));
    expect(shown()).toHaveLength(1);
    open.workbench.ui.set({ search: '', filter: new Set(['invoice']) });
    standOn(shown()[0]);
    await perform(tickAll);
    expect(ticked()).toEqual(keys(ofBill.filter((row) => row.view.document.kind === 'invoice')));
  });
});

describe('a range', () => {
  it('KEYS-28 begins at the cursor where what was ticked last is ticked no more', async () => {
    open = await openCase(caseSides);
    const [first] = shown();
    standOn(first);
    await perform(tick);
    // All of another bill: from there on, and not from what was ticked two bills before.
    const other = shown().filter((row) => row.billId !== first?.billId);
    standOn(other[0]);
    await perform(tickAll);
    tickTo(open.workbench, standOn(other[0]).key);
    expect(ticked()).toEqual(keys(other.slice(0, 1)));
  });

  it('KEYS-28 begins at the cursor where what was ticked last is filtered away', async () => {
    open = await openCase(caseSides);
    standOn(shown('cover')[0]);
    await perform(tick);
    open.workbench.ui.set({ filter: new Set(['invoice']) });
    const [one, two] = shown();
    standOn(one);
    if (two) tickTo(open.workbench, two.key);
    expect(ticked()).toEqual(keys(shown().slice(0, 2)));
  });
});

describe('blank pages', () => {
  it('MAN-22 several that are shown are marked as content together, and nothing stays ticked out of sight', async () => {
    open = await openCase(caseSides);
    const two = shown('attachment').slice(0, 2);
    open.workbench.ui.set({ ticked: new Set(keys(two)) });
    await perform(markBlank);
    expect(keys(shown())).not.toContain(two[0]?.key);
    expect(ticked()).toEqual([]);
    open.workbench.ui.set({ showsBlank: true });
    open.workbench.ui.set({ ticked: new Set(keys(two)) });
    expect(markContent.refusal(open.context())).toBeNull();
    await perform(markContent);
    open.workbench.ui.set({ showsBlank: false });
    expect(keys(shown())).toEqual(expect.arrayContaining(keys(two)));
  });

  it('MAN-22 where none is blank the key says where blank ones are', async () => {
    open = await openCase(caseSides);
    standOn(shown('attachment')[0]);
    pressAction(open.workbench, markContent);
    expect(open.workbench.ui.get().notices).toMatchObject([{ type: 'refused', key: 'refusal.noBlank' }]);
  });
});

it('MAN-23 whether something can be put in is asked of the place it goes to, not of the row the keyboard stands on', async () => {
  open = await openCase(caseSides);
  const { bills } = open.context().index;
  const sent = bills.find((view) => view.bill.number === 'CL-2026-000124');
  if (!sent?.documents[0]) throw new Error('the case has this bill');
  await open.fixture.run('bill.submit', { batchId: open.fixture.batchId, billIds: [sent.bill.id] });
  await open.settle();
  const submitted = shown().find((row) => row.billId === sent.bill.id);
  const other = shown().find((row) => row.billId !== sent.bill.id);
  if (!other || !submitted) throw new Error('the case has both');
  standOn(submitted);
  expect(insertImport.refusal(open.context())).toBe('refusal.submitted');
  open.workbench.ui.set({ ticked: new Set([other.key]) });
  expect(insertImport.refusal(open.context())).toBeNull();
  standOn(other);
  open.workbench.ui.set({ ticked: new Set([submitted.key]) });
  expect(insertImport.refusal(open.context())).toBe('refusal.submitted');
});
