import { afterEach, describe, expect, it } from 'vitest';
import { languages, textOf } from '../../src/i18n/text.ts';
import { allActions } from '../../src/renderer/actions/all-actions.ts';
import { help, settings } from '../../src/renderer/actions/app-actions.ts';
import { merge, split, splitHere } from '../../src/renderer/actions/edit-actions.ts';
import { actionFor } from '../../src/renderer/actions/keys.ts';
import { moveUp } from '../../src/renderer/actions/move-actions.ts';
import { goToRow } from '../../src/renderer/actions/navigation.ts';
import { palette, withLatest } from '../../src/renderer/actions/palette-action.ts';
import { tickLikeInBatch, tickLikeInBill } from '../../src/renderer/actions/select-actions.ts';
import { tickAll } from '../../src/renderer/actions/tick-actions.ts';
import { runAction } from '../../src/renderer/actions/workbench-provider.tsx';
import { accepted } from '../../src/renderer/app/choose-files.ts';
import { foundActions } from '../../src/renderer/features/palette/found-actions.ts';
import { runFound } from '../../src/renderer/features/palette/run-found.ts';
import { type OpenCase, openCase } from './case.ts';
import { caseSides } from './fixture-case.ts';

let open: OpenCase;
afterEach(() => open?.close());

const zh = textOf('zh-CN');
const en = textOf('en-US');
const ids = (typed: string, text = en, recent: readonly string[] = []) =>
  foundActions(allActions, typed, recent, text, () => true).map(({ action }) => action.id);

describe('what the palette finds', () => {
  it('KEYS-1 an action answers to its name in the language shown, to its id, and to full-width letters', () => {
    expect(ids('合并', zh)).toContain(merge.id);
    expect(ids('合并', en)).toEqual([]);
    expect(ids('MERGE')).toContain(merge.id);
    expect(ids('ｍｅｒｇｅ', zh)).toContain(merge.id);
    expect(ids('document.merge', zh)).toEqual([merge.id]);
    for (const language of languages) {
      const text = textOf(language);
      for (const action of allActions)
        expect(ids(text(action.labelKey, action.labelParams), text)).toContain(action.id);
    }
  });

  it('KEYS-1 every word typed must be found, in any order', () => {
    expect(ids('up move')).toContain(moveUp.id);
    expect(ids('up merge')).toEqual([]);
  });

  it('KEYS-2 names that begin with the words come first, ids last; equal ones as in the help', () => {
    const found = foundActions(allActions, 'split', [], en, () => true).map(({ name }) => name.toLowerCase());
    const begins = found.map((name) => name.startsWith('split'));
    expect(begins.indexOf(false) === -1 || begins.lastIndexOf(true) < begins.indexOf(false)).toBe(true);
    expect(ids('split').slice(0, 2)).toEqual([split.id, splitHere.id]);
    const scans = ids('scan');
    expect(scans.indexOf('scan')).toBeLessThan(scans.findIndex((id) => id.includes('insert')));
  });

  it('KEYS-3 with nothing typed those run last come first, each once', () => {
    const recent = withLatest(withLatest(withLatest([], merge.id), help.id), merge.id);
    expect(recent).toEqual([merge.id, help.id]);
    const all = ids(' ', en, ['gone', ...recent]);
    expect(all.slice(0, 2)).toEqual([merge.id, help.id]);
    expect([...all].sort()).toEqual(allActions.map((action) => action.id).sort());
    expect(ids('', en)).toEqual(allActions.map((action) => action.id));
  });

  it('KEYS-4 what is run finds the palette closed; what cannot be run leaves it open', async () => {
    open = await openCase([]);
    const { workbench } = open;
    const close = () => workbench.ui.set({ panel: null });
    expect(actionFor(allActions, { ...held, key: 'k', ctrlKey: true }, true)).toBe(palette);
    runAction(workbench, palette);
    runFound(workbench, merge, close);
    expect(workbench.ui.get()).toMatchObject({ panel: { type: 'palette' }, recentActions: [] });
    runFound(workbench, settings, close);
    expect(workbench.ui.get()).toMatchObject({
      panel: { type: 'settings' },
      recentActions: [settings.id],
    });
  });
});

describe('ticks by kind', () => {
  it('KEYS-5 all of the kind and category at the cursor are ticked, in the bill or in the batch', async () => {
    open = await openCase(caseSides);
    const first = standOn('invoice');
    const invoices = documents().filter((view) => view.document.kind === 'invoice');
    runAction(open.workbench, tickLikeInBill);
    const inBill = invoices.filter((view) => view.document.billId === first.document.billId);
    expect(open.workbench.ui.get().ticked).toEqual(new Set(inBill.map((view) => view.document.id)));
    expect(inBill.length).toBeGreaterThan(1);
    runAction(open.workbench, tickLikeInBatch);
    expect(open.workbench.ui.get().ticked).toEqual(new Set(invoices.map((view) => view.document.id)));
    expect(invoices.length).toBeGreaterThan(inBill.length);
  });

  it('KEYS-5 an attachment of another category is not like it', async () => {
    open = await openCase(caseSides);
    const one = standOn('attachment');
    const documentIds = [one.document.id];
    const edit = { type: 'document.reclassify', documentIds, kind: 'attachment', category: '合同' } as const;
    await open.fixture.run('tree.edit', { batchId: open.fixture.batchId, edit });
    await open.settle();
    runAction(open.workbench, tickLikeInBatch);
    expect(open.workbench.ui.get().ticked).toEqual(new Set(documentIds));
  });

  it('KEYS-6 what the search leaves out and what is submitted is not ticked; a closed bill is', async () => {
    open = await openCase(caseSides);
    const { bills } = open.context().index;
    const sent = bills.find((view) => view.bill.number === 'CL-2026-000124')?.bill.id;
    if (!sent) throw new Error('the case has this bill');
    await open.fixture.run('bill.submit', { batchId: open.fixture.batchId, billIds: [sent] });
    await open.settle();
    standOn('invoice');
    open.workbench.ui.set({ closedBills: new Set(bills.map((view) => view.bill.id)) });
    runAction(open.workbench, tickLikeInBatch);
    const invoices = documents().filter((view) => view.document.kind === 'invoice');
    const openOnes = invoices.filter((view) => view.document.billId !== sent);
    expect(openOnes.length).toBeLessThan(invoices.length);
    expect(open.workbench.ui.get().ticked).toEqual(new Set(openOnes.map((view) => view.document.id)));
    open.workbench.ui.set({ search: '南京溪石' });
    runAction(open.workbench, tickLikeInBatch);
    expect(open.workbench.ui.get().ticked.size).toBe(1);
  });

  it('KEYS-6 ticking all of a bill leaves out what the filter hides: it would be deleted unseen', async () => {
    open = await openCase(caseSides);
    const { billId } = standOn('invoice').document;
    const mine = documents().filter((view) => view.document.billId === billId && view.pages.length > 0);
    runAction(open.workbench, tickAll);
    expect(open.workbench.ui.get().ticked).toEqual(new Set(mine.map((view) => view.document.id)));
    open.workbench.ui.set({ filter: new Set(['invoice']) });
    runAction(open.workbench, tickAll);
    const invoices = mine.filter((view) => view.document.kind === 'invoice');
    expect(invoices.length).toBeLessThan(mine.length);
    expect(open.workbench.ui.get().ticked).toEqual(new Set(invoices.map((view) => view.document.id)));
  });

  it('KEYS-7 without a document at the cursor, or on a submitted one, it says why', async () => {
    open = await openCase(caseSides);
    const bill = open.context().index.bills.find((view) => view.bill.number === 'CL-2026-000124');
    if (!bill?.documents[0]) throw new Error('the case has this bill');
    goToRow(open.context(), bill.bill.id);
    for (const action of [tickLikeInBill, tickLikeInBatch])
      expect(action.refusal(open.context())).toBe('refusal.noDocument');
    await open.fixture.run('bill.submit', { batchId: open.fixture.batchId, billIds: [bill.bill.id] });
    await open.settle();
    goToRow(open.context(), bill.documents[0].document.id);
    for (const action of [tickLikeInBill, tickLikeInBatch])
      expect(action.refusal(open.context())).toBe('refusal.submitted');
  });
});

describe('what a drop says it takes', () => {
  it('KEYS-9 the hint names every format the chooser offers, and no other', () => {
    const offered = accepted.split(',').map((ending) => formatOf(ending.slice(1)));
    for (const language of languages) {
      const hint = textOf(language)('drop.files.hint');
      // Names of formats are the words with two capitals.
      const named = hint.match(/[A-Z]\w*[A-Z]\w*/g)?.map((name) => formatOf(name.toLowerCase()));
      expect(new Set(named), language).toEqual(new Set(offered));
      expect(hint).not.toMatch(/Word|Excel/);
    }
  });
});

/** One format may end in several ways. */
function formatOf(ending: string): string {
  return ending.replace(/^jpeg$/, 'jpg').replace(/^tif$/, 'tiff');
}

const held = { ctrlKey: false, shiftKey: false, altKey: false, metaKey: false };

function documents() {
  return open.context().index.bills.flatMap((bill) => bill.documents);
}

function standOn(kind: 'cover' | 'invoice' | 'attachment') {
  const view = documents().find((one) => one.document.kind === kind && one.pages.length > 0);
  if (!view) throw new Error(`no ${kind}`);
  goToRow(open.context(), view.document.id);
  return view;
}
