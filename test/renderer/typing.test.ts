import { afterEach, describe, expect, it } from 'vitest';
import { emptyInvoice, fieldReasons, type TypedInvoice } from '../../src/domain/rules/invoice-fields.ts';
import { invoicesOf } from '../../src/domain/rules/page-invoices.ts';
import { languages, textOf } from '../../src/i18n/text.ts';
import type { Action } from '../../src/renderer/actions/action.ts';
import { redo, setInvoice, undo } from '../../src/renderer/actions/edit-actions.ts';
import {
  giveBackInvoices,
  openFormFor,
  saveInvoice,
  todayOf,
  typeInvoice,
} from '../../src/renderer/actions/invoice-actions.ts';
import { goToAttention, goToRow } from '../../src/renderer/actions/navigation.ts';
import { clearTicks } from '../../src/renderer/actions/tick-actions.ts';
import { runAction } from '../../src/renderer/actions/workbench-provider.tsx';
import { attentionOf } from '../../src/renderer/station/attention.ts';
import { type OpenCase, openCase } from './case.ts';
import { caseSides } from './fixture-case.ts';

let open: OpenCase;
afterEach(() => open?.close());

const typed: TypedInvoice = {
  ...emptyInvoice,
  number: '26317000000530000999',
  date: '2026-03-18',
  amount: '88.00',
};

async function perform(action: Action): Promise<void> {
  runAction(open.workbench, action);
  await open.settle();
}

const ui = () => open.workbench.ui.get();

/** What is told of the invoice without a code. */
function unreadInvoice() {
  const { batch } = open.context();
  return batch && attentionOf(batch).find(({ reason }) => reason === 'InvoiceUnread');
}

function goToUnread(): void {
  const attention = unreadInvoice();
  if (!attention) throw new Error('the case has an invoice without a code');
  goToAttention(open.context(), attention);
}

function standOn(kind: 'cover' | 'invoice' | 'attachment'): void {
  const row = open.context().rows.find((one) => one.type === 'document' && one.view.document.kind === kind);
  if (row?.type !== 'document') throw new Error(`no ${kind}`);
  goToRow(open.context(), row.key);
}

function shown() {
  const id = ui().shownPageId;
  const page = id && open.fixture.tree().pages.get(id);
  if (!page) throw new Error('no page is shown');
  return page;
}

async function save(fields: TypedInvoice): Promise<boolean> {
  const { typing } = ui();
  if (!typing) throw new Error('nothing is being typed');
  const isSaved = await saveInvoice(open.context(), typing, fields);
  await open.settle();
  return isSaved;
}

describe('typing an invoice', () => {
  it('FIELD-11 opens beside the page for what was read first, or for a first one', async () => {
    open = await openCase(caseSides);
    open.workbench.ui.set({ detailsTab: 'history', isRightFolded: true, isFullScreen: true });
    standOn('invoice');
    await perform(typeInvoice);
    const [first] = invoicesOf(shown());
    expect(ui()).toMatchObject({
      typing: { pageId: ui().shownPageId, replaces: { code: null, number: first?.number } },
      detailsTab: 'reading',
      isRightFolded: false,
      isFullScreen: false,
    });
    await perform(clearTicks);
    expect(ui().typing).toBeNull();
    goToUnread();
    await perform(typeInvoice);
    expect(ui().typing).toEqual({ pageId: ui().shownPageId, replaces: null });
  });

  it('FIELD-11 is for invoices only, and of open bills', async () => {
    open = await openCase(caseSides);
    standOn('attachment');
    expect(typeInvoice.refusal(open.context())).toBe('refusal.notInvoice');
    await perform(setInvoice);
    expect(typeInvoice.refusal(open.context())).toBeNull();
    const [bill] = open.context().index.bills;
    if (!bill) throw new Error('the case has a bill');
    standOn('cover');
    expect(typeInvoice.refusal(open.context())).toBe('refusal.notInvoice');
    await perform(undo);
    await open.fixture.run('bill.submit', { batchId: open.fixture.batchId, billIds: [bill.bill.id] });
    await open.settle();
    standOn('invoice');
    expect(typeInvoice.refusal(open.context())).toBe('refusal.submitted');
  });

  it('FIELD-12 frees the bill, can be undone and done again, and is found by a search', async () => {
    open = await openCase(caseSides);
    goToUnread();
    await perform(typeInvoice);
    const before = ui().focusTree;
    expect(await save(typed)).toBe(true);
    expect(ui()).toMatchObject({ typing: null, focusTree: before + 1 });
    expect(shown().typed).toMatchObject([{ number: typed.number, amountMinor: 8_800, source: 'manual' }]);
    expect(unreadInvoice()).toBeUndefined();
    open.workbench.ui.set({ search: '530000999' });
    expect(open.context().rows.some((row) => row.type === 'document')).toBe(true);
    open.workbench.ui.set({ search: '' });
    await perform(undo);
    expect(unreadInvoice()).toBeDefined();
    await perform(redo);
    expect(unreadInvoice()).toBeUndefined();
  });

  it('FIELD-12 what the station refuses is told, and the form stays', async () => {
    open = await openCase(caseSides);
    goToUnread();
    await perform(typeInvoice);
    expect(await save({ ...typed, number: '1' })).toBe(false);
    expect(ui().typing).not.toBeNull();
    expect(ui().notices.at(-1)).toMatchObject({
      type: 'error',
      error: { type: 'InvoiceFieldInvalid', field: 'number', reason: 'NumberDigits' },
    });
  });

  it('FIELD-12 one more can be typed beside what was read, and all be given back', async () => {
    open = await openCase(caseSides);
    standOn('invoice');
    const [first] = invoicesOf(shown());
    openFormFor(open.context(), null);
    const { typing } = ui();
    await save(typed);
    expect(invoicesOf(shown()).map(({ number }) => number)).toEqual([first?.number, typed.number]);
    if (typing) await giveBackInvoices(open.context(), typing);
    await open.settle();
    expect(shown().typed).toBeNull();
    expect(invoicesOf(shown())).toEqual([first]);
  });
});

it('FIELD-13 every fault of a field is a sentence in both languages', () => {
  for (const language of languages) {
    const text = textOf(language);
    const sentences = fieldReasons.map((reason) => text(`field.${reason}`));
    expect(new Set(sentences).size).toBe(fieldReasons.length);
  }
});

it('FIELD-13 today is the day where the operator sits', () => {
  expect(todayOf(new Date(2026, 0, 5, 0, 30))).toBe('2026-01-05');
  expect(todayOf(new Date(2026, 11, 31, 23, 59))).toBe('2026-12-31');
});

it('COMP-24 the key of the form opens the one that was left with something in it, not the first of the page', async () => {
  open = await openCase(caseSides);
  standOn('invoice');
  const { id: pageId } = shown();
  await perform(typeInvoice);
  expect(ui().typing?.replaces).not.toBeNull();
  open.workbench.ui.set({
    typing: null,
    keptTyping: new Map([['one more', { pageId, replaces: null, typed }]]),
  });
  await perform(typeInvoice);
  expect(ui().typing).toEqual({ pageId, replaces: null });
});
