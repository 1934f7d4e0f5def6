import { afterEach, describe, expect, it } from 'vitest';
import type { Action } from '../../src/renderer/actions/action.ts';
import { allActions } from '../../src/renderer/actions/all-actions.ts';
import { edit } from '../../src/renderer/actions/context.ts';
import { detailsActions, goToDetails } from '../../src/renderer/actions/details-actions.ts';
import { editNumber, newBill } from '../../src/renderer/actions/edit-actions.ts';
import { keyRefusal } from '../../src/renderer/actions/key-map.ts';
import { actionFor } from '../../src/renderer/actions/keys.ts';
import { goToBill, goToPage, goToRow } from '../../src/renderer/actions/navigation.ts';
import { goOnTyping, nextWithoutNumber } from '../../src/renderer/actions/number-run.ts';
import { panDown, panLeft, panRight, panUp } from '../../src/renderer/actions/pan-actions.ts';
import { zoomActual } from '../../src/renderer/actions/view-actions.ts';
import { runAction } from '../../src/renderer/actions/workbench-provider.tsx';
import { panned } from '../../src/renderer/features/viewer/geometry.ts';
import { type OpenCase, openCase } from './case.ts';
import type { FixtureSide } from './fixture-pages.ts';

let open: OpenCase;
afterEach(() => open?.close());

const stack: readonly FixtureSide[] = [
  { kind: 'attachment' },
  { kind: 'cover', billNumber: 'CL-2026-000201' },
  { kind: 'attachment' },
];

const bills = () => open.context().index.bills.map((view) => view.bill);
const idOf = (at: number) => {
  const bill = bills()[at];
  if (!bill) throw new Error(`no bill ${at}`);
  return bill.id;
};
const perform = (action: Action) => runAction(open.workbench, action);

/** Three bills, the first and the last without a number: a person began the last one. */
async function openThree(): Promise<void> {
  open = await openCase(stack);
  const last = open
    .context()
    .index.bills[1]?.documents.find(({ document }) => document.kind === 'attachment');
  if (!last) throw new Error('the second bill has an attachment');
  await edit(open.context(), { type: 'bill.split', documentId: last.document.id });
  await open.settle();
  expect(bills().map((bill) => bill.number)).toEqual([null, 'CL-2026-000201', null]);
}

async function number(at: number, number: string): Promise<void> {
  expect(await edit(open.context(), { type: 'bill.setNumber', billId: idOf(at), number })).toBe(true);
  await open.settle();
}

describe('numbers one after the other', () => {
  it('KEYS-21 a number saved leads to the next bill without one, round the end, its first page in view', async () => {
    await openThree();
    goToBill(open.context(), idOf(2));
    perform(editNumber);
    expect(open.context().ui.editingNumber).toBe(idOf(2));
    goOnTyping(open.context(), idOf(2), 'saved');
    const { ui, index } = open.context();
    expect([ui.cursor, ui.editingNumber]).toEqual([idOf(0), idOf(0)]);
    expect(ui.shownPageId).toBe(index.bills[0]?.documents[0]?.pages[0]?.id);
    expect(ui.notices).toEqual([]);
    expect(nextWithoutNumber(open.context(), idOf(0))?.bill.id).toBe(idOf(2));
  });

  it('KEYS-21 after the last one the keyboard is back in the tree and it is told that none is missing', async () => {
    await openThree();
    await number(0, 'CL-2026-000200');
    const before = open.context().ui.focusTree;
    open.workbench.ui.set({ editingNumber: null });
    // The bill just saved may not have come back from the station yet: it does not lead to itself.
    goOnTyping(open.context(), idOf(2), 'saved');
    const { ui } = open.context();
    expect(ui.editingNumber).toBeNull();
    expect(ui.focusTree).toBe(before + 1);
    expect(ui.notices.map((notice) => notice.type === 'done' && notice.key)).toEqual(['numbers.complete']);
  });

  it('KEYS-21 an entry left empty passes on, and is not told as complete', async () => {
    await openThree();
    goOnTyping(open.context(), idOf(0), 'empty');
    expect(open.context().ui.editingNumber).toBe(idOf(2));
    await number(0, 'CL-2026-000200');
    open.workbench.ui.set({ editingNumber: null });
    goOnTyping(open.context(), idOf(2), 'empty');
    expect(open.context().ui.editingNumber).toBeNull();
    expect(open.context().ui.notices).toEqual([]);
  });
});

describe('what the hand is on', () => {
  it('KEYS-20 a bill begun from what was searched for stays in view', async () => {
    open = await openCase(stack);
    open.workbench.ui.set({ search: '000201' });
    const last = open
      .context()
      .index.bills[1]?.documents.find(({ document }) => document.kind === 'attachment');
    if (!last) throw new Error('the second bill has an attachment');
    goToRow(open.context(), last.document.id);
    perform(newBill);
    await open.settle();
    const { ui, rows } = open.context();
    expect([ui.search, ui.cursor, ui.shownPageId]).toEqual(['', last.document.id, last.pages[0]?.id]);
    expect(rows.map((row) => row.key)).toContain(idOf(2));
  });
});

describe('page and right pane by keys', () => {
  const held = { ctrlKey: false, metaKey: false, shiftKey: false, altKey: false };
  const pans = [panUp, panDown, panLeft, panRight];

  it('KEYS-22 the page is moved by keys only where it is larger than its canvas, else it says why not', async () => {
    open = await openCase(stack);
    expect(panDown.refusal(open.context())).toBe('refusal.noPage');
    const [first] = open.context().pageOrder;
    if (first) goToPage(open.context(), first);
    expect(panDown.refusal(open.context())).toBe('refusal.wholePage');
    perform(zoomActual);
    perform(panDown);
    const step = open.context().ui.panStep;
    expect(step).toEqual({ x: 0, y: 1 });
    perform(panDown);
    expect(open.context().ui.panStep, 'each step is one of its own').not.toBe(step);
    open.workbench.ui.set({ view: 'sheet' });
    expect(panDown.refusal(open.context())).toBe('refusal.singleFirst');
  });

  it('KEYS-22 a step shows what lies on that side and stops at the edge', () => {
    const page = { width: 1000, height: 2000 };
    const canvas = { width: 600, height: 600 };
    const middle = { scale: 1, x: 0, y: 0 };
    expect(panned(middle, { x: 0, y: 1 }, page, canvas)).toEqual({ scale: 1, x: 0, y: -200 });
    expect(panned(middle, { x: -1, y: 0 }, page, canvas)).toEqual({ scale: 1, x: 200, y: 0 });
    let place = middle;
    for (let at = 0; at < 20; at += 1) place = panned(place, { x: 0, y: 1 }, page, canvas);
    expect(place.y).toBe(-(2000 - 600) / 2 - 200);
  });

  it('KEYS-22 their keys can be given to others, and up and down work while a number is typed', () => {
    for (const { keys } of [...pans, ...detailsActions, goToDetails])
      for (const key of keys) expect(keyRefusal(key), key).toBeNull();
    const press = (key: string) => ({ ...held, ctrlKey: true, shiftKey: true, key });
    expect(actionFor(allActions, press('ArrowDown'), true)).toBe(panDown);
    expect(actionFor(allActions, press('ArrowLeft'), true)).toBeNull();
    expect(actionFor(allActions, press('ArrowLeft'), false)).toBe(panLeft);
  });

  it('KEYS-22 a side of the right pane is shown by its key, the folded pane opens for it', async () => {
    open = await openCase(stack);
    open.workbench.ui.set({ isRightFolded: true });
    const history = detailsActions.at(-1);
    if (!history) throw new Error('the right pane has sides');
    perform(history);
    const { ui } = open.context();
    expect([ui.detailsTab, ui.isRightFolded, ui.rightFoldBy]).toEqual(['history', false, 'hand']);
    expect(ui.focusDetails, 'looking is not going').toBe(0);
  });
});
