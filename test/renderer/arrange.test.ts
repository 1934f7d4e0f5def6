import { afterEach, describe, expect, it } from 'vitest';
import type { DocumentId } from '../../src/domain/ids.ts';
import type { Action } from '../../src/renderer/actions/action.ts';
import { merge, split, undo } from '../../src/renderer/actions/edit-actions.ts';
import { moveDown, moveToBill, moveUp } from '../../src/renderer/actions/move-actions.ts';
import { goToRow } from '../../src/renderer/actions/navigation.ts';
import { runAction } from '../../src/renderer/actions/workbench-provider.tsx';
import { type DropGoal, drop, dropGoal } from '../../src/renderer/features/tree/drag.ts';
import { foundBills } from '../../src/renderer/features/tree/found-bills.ts';
import type { Row } from '../../src/renderer/station/rows.ts';
import { type OpenCase, openCase } from './case.ts';
import { caseSides } from './fixture-case.ts';

let open: OpenCase;
afterEach(() => open?.close());

async function perform(action: Action): Promise<void> {
  runAction(open.workbench, action);
  await open.settle();
}

async function letGo(ids: readonly DocumentId[], goal: DropGoal): Promise<void> {
  await drop(open.workbench, ids, goal);
  await open.settle();
}

/** Documents of a bill as shown, by kind and the number of their first sheet: `invoice 2`. */
function shown(bill: number): readonly string[] {
  const view = open.context().index.bills[bill];
  return open.context().rows.flatMap((row) => {
    if (row.type !== 'document' || row.billId !== view?.bill.id) return [];
    return [`${row.view.document.kind} ${row.view.pages[0]?.sheet}`];
  });
}

function documentsOf(bill: number, kind: string): readonly DocumentId[] {
  const id = open.context().index.bills[bill]?.bill.id;
  return open
    .context()
    .rows.flatMap((row) =>
      row.type === 'document' && row.billId === id && row.view.document.kind === kind ? [row.key] : [],
    );
}

function rowOf(isMeant: (row: Row) => boolean): Row {
  const row = open.context().rows.find(isMeant);
  if (!row) throw new Error('no such row');
  return row;
}

const tick = (...ids: readonly DocumentId[]) => open.workbench.ui.set({ ticked: new Set(ids) });
const lastNotice = () => open.workbench.ui.get().notices.at(-1);
const goalAt = (row: Row, edge: DropGoal['edge'], kind: DropGoal['kind'] = null): DropGoal => ({
  row,
  edge,
  kind,
});

describe('merging', () => {
  it('EDIT-14 several kinds merged are told what they became; what was merged can be split though it is few sheets', async () => {
    open = await openCase(caseSides);
    const [invoice] = documentsOf(0, 'invoice').slice(-1);
    const [attachment] = documentsOf(0, 'attachment');
    if (!invoice || !attachment) throw new Error('the case has both');
    const before = shown(0);
    tick(invoice, attachment);
    await perform(merge);
    expect(lastNotice()).toMatchObject({ type: 'done', key: 'merge.mixed.invoice' });
    expect(shown(0).length).toBe(before.length - 1);
    expect(split.refusal(open.context())).toBeNull();
    await perform(split);
    expect(shown(0)).toEqual(before);
  });
});

describe('dragging', () => {
  it('EDIT-10 within a heading it moves at once, under another one it asks and changes nothing yet', async () => {
    open = await openCase(caseSides);
    const [one, two, three] = documentsOf(0, 'invoice');
    const [attachment] = documentsOf(0, 'attachment');
    if (!one || !two || !three || !attachment) throw new Error('the case has these');
    await letGo(
      [three],
      goalAt(
        rowOf((row) => row.key === one),
        'before',
      ),
    );
    expect(documentsOf(0, 'invoice')).toEqual([three, one, two]);
    expect(open.workbench.ui.get().panel).toBeNull();
    const before = shown(0);
    await letGo(
      [attachment],
      goalAt(
        rowOf((row) => row.key === one),
        'after',
      ),
    );
    expect(shown(0)).toEqual(before);
    expect(open.workbench.ui.get().panel).toEqual({
      type: 'move',
      documentIds: [attachment],
      place: { at: 'after', documentId: one },
      kind: 'invoice',
      category: null,
    });
  });

  it('EDIT-10 another category asks too; several under the invoices are refused before anything happens', async () => {
    open = await openCase(caseSides);
    const [first, second] = documentsOf(0, 'attachment');
    const [invoice] = documentsOf(0, 'invoice');
    if (!first || !second || !invoice) throw new Error('the case has these');
    const before = shown(0);
    await letGo(
      [first, second],
      goalAt(
        rowOf((row) => row.key === invoice),
        'after',
      ),
    );
    expect(shown(0)).toEqual(before);
    expect(open.workbench.ui.get().panel).toBeNull();
    expect(lastNotice()).toMatchObject({ type: 'error', error: { type: 'OneDocumentOnly' } });
    const { batchId } = open.fixture;
    const edit = {
      type: 'document.reclassify',
      documentIds: [second],
      kind: 'attachment',
      category: '合同',
    } as const;
    await open.fixture.run('tree.edit', { batchId, edit: edit as never });
    await open.settle();
    await letGo(
      [first],
      goalAt(
        rowOf((row) => row.key === second),
        'before',
      ),
    );
    expect(open.workbench.ui.get().panel).toMatchObject({ type: 'move', category: '合同' });
  });

  it('EDIT-11 a heading puts first under it, a bill at its end, and a bill’s own target changes the kind', async () => {
    open = await openCase(caseSides);
    const invoices = documentsOf(0, 'invoice');
    const [last] = invoices.slice(-1);
    if (!last) throw new Error('the case has invoices');
    const heading = rowOf((row) => row.type === 'heading' && row.kind === 'invoice');
    await letGo([last], goalAt(heading, 'inside'));
    expect(documentsOf(0, 'invoice')[0]).toBe(last);
    const second = open.context().index.bills[1]?.bill.id;
    const bill = rowOf((row) => row.key === second);
    await letGo([last], goalAt(bill, 'inside'));
    expect(documentsOf(1, 'invoice').at(-1)).toBe(last);
    await letGo([last], goalAt(bill, 'inside', 'cover'));
    const [head] = documentsOf(1, 'cover');
    expect(open.workbench.ui.get().panel).toMatchObject({
      type: 'move',
      place: { at: 'before', documentId: head },
      kind: 'cover',
    });
    expect(
      dropGoal(
        rowOf((row) => row.key === last),
        null,
        50,
        60,
      )?.edge,
    ).toBe('after');
  });
});

describe('moving by keys', () => {
  it('EDIT-12 what is ticked moves together past its neighbour and into the next bill, in one step each', async () => {
    open = await openCase(caseSides);
    const [one, two, three] = documentsOf(0, 'invoice');
    if (!one || !two || !three) throw new Error('the case has three invoices');
    goToRow(open.context(), one);
    tick(one, two);
    await perform(moveDown);
    expect(documentsOf(0, 'invoice')).toEqual([three, one, two]);
    await perform(moveUp);
    expect(documentsOf(0, 'invoice')).toEqual([one, two, three]);
    tick(two, three);
    await perform(moveDown);
    expect(documentsOf(0, 'invoice')).toEqual([one]);
    expect(documentsOf(1, 'invoice').slice(0, 2)).toEqual([two, three]);
    await perform(undo);
    expect(documentsOf(0, 'invoice')).toEqual([one, two, three]);
    tick(one, ...documentsOf(0, 'attachment').slice(0, 1));
    expect(moveDown.refusal(open.context())).toBe('refusal.oneHeadingOnly');
  });

  it('EDIT-13 a bill is found by its number: the very one first, then endings, then what holds it', async () => {
    open = await openCase(caseSides);
    const { bills } = open.context().index;
    const numbers = (typed: string) => foundBills(bills, typed).map(({ bill }) => bill.number);
    expect(numbers('')).toHaveLength(bills.length);
    expect(numbers('124')).toEqual(['CL-2026-000124']);
    expect(numbers('ｃｌ－２０２６－０００１２５')).toEqual(['CL-2026-000125']);
    expect(numbers('00012')).toHaveLength(3);
    expect(numbers('xyz')).toEqual([]);
    expect(moveToBill.refusal(open.context())).toBe('refusal.noDocument');
    const [one] = documentsOf(0, 'invoice');
    if (one) goToRow(open.context(), one);
    await perform(moveToBill);
    expect(open.workbench.ui.get().panel).toEqual({ type: 'move-to-bill' });
  });
});
