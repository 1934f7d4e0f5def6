import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Device } from '../../src/contract/device-shapes.ts';
import type { QueryName } from '../../src/contract/queries.ts';
import type { Action } from '../../src/renderer/actions/action.ts';
import { allActions } from '../../src/renderer/actions/all-actions.ts';
import { needOf } from '../../src/renderer/actions/bill-need.ts';
import { importAction, scan, stopCapture, submit } from '../../src/renderer/actions/capture-actions.ts';
import * as editing from '../../src/renderer/actions/edit-actions.ts';
import { nextPage } from '../../src/renderer/actions/go-actions.ts';
import { actionFor, namesOf, printedKeys } from '../../src/renderer/actions/keys.ts';
import { filterActions } from '../../src/renderer/actions/look-actions.ts';
import { goToRow, nextAttention } from '../../src/renderer/actions/navigation.ts';
import * as paging from '../../src/renderer/actions/page-actions.ts';
import { lock } from '../../src/renderer/actions/session-actions.ts';
import { clearTicks } from '../../src/renderer/actions/tick-actions.ts';
import { tickTo } from '../../src/renderer/actions/tick-range.ts';
import { pressAction, runAction } from '../../src/renderer/actions/workbench-provider.tsx';
import { attentionOf } from '../../src/renderer/station/attention.ts';
import { billMatch } from '../../src/renderer/station/matches.ts';
import { captureJob } from '../station/store/sample.ts';
import { type OpenCase, openCase } from './case.ts';
import { caseExpected, caseSides, caseWaiting } from './fixture-case.ts';

let open: OpenCase;
afterEach(() => open?.close());

const press = (
  key: string,
  held: Partial<Record<'ctrlKey' | 'shiftKey' | 'altKey' | 'metaKey', boolean>> = {},
) => ({
  key,
  ctrlKey: false,
  shiftKey: false,
  altKey: false,
  metaKey: false,
  ...held,
});

async function perform(action: Action): Promise<void> {
  runAction(open.workbench, action);
  await open.settle();
}

function standOn(kind: 'cover' | 'invoice' | 'attachment', at = 0) {
  const rows = open
    .context()
    .rows.flatMap((row) => (row.type === 'document' && row.view.document.kind === kind ? [row] : []));
  const row = rows[at];
  if (!row) throw new Error(`no ${kind} ${at}`);
  goToRow(open.context(), row.key);
  return row;
}

describe('keys', () => {
  it('ACT-1 no two actions answer the same key', () => {
    const keys = allActions.flatMap((action) => action.keys);
    expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
    expect(new Set(allActions.map((action) => action.id)).size).toBe(allActions.length);
  });

  it('ACT-2 every action can be reached by a key', () => {
    expect(allActions.filter((action) => action.keys.length === 0).map((action) => action.id)).toEqual([]);
  });

  it('ACT-3 letters do nothing while typing; function keys do', () => {
    expect(actionFor(allActions, press('i'), false)?.id).toBe('kind.invoice');
    expect(actionFor(allActions, press('i'), true)).toBeNull();
    expect(actionFor(allActions, press('F9'), true)?.id).toBe('submit');
    expect(actionFor(allActions, press('Delete'), true)).toBeNull();
    expect(actionFor(allActions, press('z', { ctrlKey: true }), true)).toBeNull();
  });

  it('ACT-4 Shift makes another key of a letter, but not of a sign that needs it', () => {
    expect(actionFor(allActions, press('S', { shiftKey: true }), false)?.id).toBe('document.splitHere');
    expect(actionFor(allActions, press('?', { shiftKey: true }), false)?.id).toBe('help');
    expect(actionFor(allActions, press('+', { shiftKey: true }), false)?.id).toBe('zoom.in');
    expect(namesOf(press(' '))).toEqual(['Space']);
    expect(printedKeys('Ctrl+ArrowDown')).toBe('Ctrl ↓');
    expect(printedKeys('+')).toBe('+');
  });
});

describe('what can be done', () => {
  it('ACT-5 an action that cannot be done says why', async () => {
    open = await openCase([]);
    for (const action of allActions) {
      expect(action.isEnabled(open.context()), action.id).toBe(action.refusal(open.context()) === null);
    }
    expect(editing.merge.refusal(open.context())).toBe('refusal.tickTwo');
    expect(submit.refusal(open.context())).toBe('refusal.nothingToSubmit');
    expect(scan.isEnabled(open.context())).toBe(true);
  });

  it('KEYS-8 a single sheet is not split, whatever is folded away behind it', async () => {
    open = await openCase(caseSides);
    standOn('cover');
    expect(editing.split.refusal(open.context())).toBe('refusal.onePage');
    standOn('attachment');
    expect(editing.split.refusal(open.context())).toBe('refusal.oneSheet');
    expect(editing.splitHere.refusal(open.context())).toBe('refusal.firstPage');
    const attachments = open
      .context()
      .rows.flatMap((row) =>
        row.type === 'document' && row.view.document.kind === 'attachment' ? [row] : [],
      );
    const ofFirst = attachments.filter((row) => row.billId === attachments[0]?.billId);
    open.workbench.ui.set({ ticked: new Set(ofFirst.map((row) => row.key)) });
    await perform(editing.merge);
    expect(editing.split.refusal(open.context())).toBeNull();
    await perform(editing.split);
    expect(open.workbench.ui.get().notices).toEqual([]);
  });

  it('ACT-6 only one document at a time becomes an invoice; several become attachments or covers', async () => {
    open = await openCase(caseSides);
    const documents = open.context().rows.flatMap((row) => (row.type === 'document' ? [row.key] : []));
    open.workbench.ui.set({ ticked: new Set(documents.slice(1, 3)) });
    expect(editing.setInvoice.refusal(open.context())).toBe('refusal.oneInvoiceOnly');
    expect(editing.setAttachment.isEnabled(open.context())).toBe(true);
    expect(editing.setCover.isEnabled(open.context())).toBe(true);
  });

  it('ACT-7 a kind is set, undone and done again through the station', async () => {
    open = await openCase(caseSides);
    const row = standOn('attachment');
    const kind = () => open.fixture.tree().documents.get(row.key)?.kind;
    await perform(editing.setInvoice);
    expect(kind()).toBe('invoice');
    await perform(editing.undo);
    expect(kind()).toBe('attachment');
    await perform(editing.redo);
    expect(kind()).toBe('invoice');
  });

  it('ACT-8 rotating turns the page in view and deleting takes the whole document to the bin', async () => {
    open = await openCase(caseSides);
    const row = standOn('invoice');
    const pageId = open.workbench.ui.get().shownPageId;
    await perform(paging.rotateRight);
    expect(pageId && open.fixture.tree().pages.get(pageId)?.recipe?.quarterTurn.value).toBe(90);
    await perform(paging.remove);
    expect(open.context().index.documentById.has(row.key)).toBe(false);
    expect(open.context().index.deleted.map((page) => page.id)).toContain(pageId);
    expect(paging.bin.isEnabled(open.context())).toBe(true);
  });

  it('ACT-8 on the contact sheet, where each page stands for itself, deleting takes the one under the cursor', async () => {
    open = await openCase(caseSides);
    const view = open
      .context()
      .index.bills.flatMap((bill) => bill.documents)
      .find(({ pages }) => pages.length > 1);
    const [first, second] = view?.pages ?? [];
    if (!view || !first || !second) throw new Error('the case has a document of several pages');
    open.workbench.ui.set({ view: 'sheet', cursor: view.document.id, shownPageId: second.id });
    await perform(paging.remove);
    expect(open.fixture.tree().pages.get(second.id)?.isDeleted).toBe(true);
    expect(open.fixture.tree().pages.get(first.id)?.isDeleted).toBe(false);
    // Ticked, the document is meant.
    open.workbench.ui.set({ ticked: new Set([view.document.id]) });
    await perform(paging.remove);
    expect(open.context().index.documentById.has(view.document.id)).toBe(false);
  });

  it('ACT-9 what the station refuses is told, not swallowed', async () => {
    open = await openCase(caseSides);
    const documents = open.context().rows.flatMap((row) => (row.type === 'document' ? [row.key] : []));
    const [first, , third] = documents;
    if (!first || !third) throw new Error('the case has three documents');
    open.workbench.ui.set({ ticked: new Set([first, third]) });
    await perform(editing.merge);
    expect(open.workbench.ui.get().notices.at(-1)).toMatchObject({
      type: 'error',
      error: { type: 'NotAdjacent' },
    });
  });

  it('ACT-10 nothing of a submitted bill can be changed', async () => {
    open = await openCase(caseSides, caseExpected);
    const bill = open.context().index.bills.find((view) => view.bill.number === 'CL-2026-000124');
    if (!bill) throw new Error('the case has this bill');
    await open.fixture.run('bill.submit', { batchId: open.fixture.batchId, billIds: [bill.bill.id] });
    await open.settle();
    const first = bill.documents[0];
    if (first) goToRow(open.context(), first.document.id);
    const touching = [
      editing.setCover,
      editing.setAttachment,
      paging.rotateLeft,
      paging.remove,
      editing.editNumber,
      editing.newBill,
      paging.markBlank,
    ];
    for (const action of touching) {
      expect(action.refusal(open.context()), action.id).toBe('refusal.submitted');
    }
  });

  it('ACT-11 while a capture runs it can be stopped, and no second one begins', async () => {
    open = await openCase(caseSides, [], caseWaiting);
    open.workbench.ui.set({ device: { id: 'virtual', name: 'virtual', driver: 'virtual', detail: null } });
    await perform(scan);
    expect(scan.refusal(open.context())).toBe('refusal.running');
    expect(importAction.refusal(open.context())).toBe('refusal.running');
    expect(stopCapture.isEnabled(open.context())).toBe(true);
    await perform(stopCapture);
    expect(scan.isEnabled(open.context())).toBe(true);
  });

  it('ACT-12 without a scanner Scan asks for one', async () => {
    open = await openCase([]);
    devicesInReach(open, []);
    await perform(scan);
    expect(open.workbench.ui.get().panel).toEqual({ type: 'profile' });
  });

  it('ACT-12 the only scanner in reach is used without asking', async () => {
    open = await openCase([], [], caseSides);
    devicesInReach(open, [{ id: 'virtual', name: '虚拟扫描仪', driver: 'virtual', detail: null }]);
    await perform(scan);
    expect(open.workbench.ui.get()).toMatchObject({ panel: null, device: { driver: 'virtual' } });
    await open.settle();
    expect(open.station.state.get().batch?.tree.pages.size).toBeGreaterThan(0);
  });
});

describe('keys that can do nothing now', () => {
  it('MAN-11 a key that can do nothing now says why, the last one only; keys that move about are silent', async () => {
    open = await openCase(caseSides);
    const documents = open.context().rows.flatMap((row) => (row.type === 'document' ? [row.key] : []));
    open.workbench.ui.set({ ticked: new Set(documents.slice(1, 3)) });
    const told = () => open.workbench.ui.get().notices.map(({ id: _, ...notice }) => notice);
    pressAction(open.workbench, editing.setInvoice);
    pressAction(open.workbench, editing.setInvoice);
    expect(told()).toEqual([{ type: 'refused', key: 'refusal.oneInvoiceOnly' }]);
    pressAction(open.workbench, editing.redo);
    expect(told()).toEqual([{ type: 'refused', key: 'refusal.nothingToRedo' }]);
    const last = open.context().pageOrder.at(-1) ?? null;
    open.workbench.ui.set({ shownPageId: last, notices: [] });
    expect(nextPage.refusal(open.context())).not.toBeNull();
    pressAction(open.workbench, nextPage);
    expect(told()).toEqual([]);
    pressAction(open.workbench, editing.setAttachment);
    await open.settle();
    expect(open.workbench.ui.get().ticked.size).toBe(0);
  });

  it('ACT-20 a filter that would find nothing and a lock without operators say so; the end of a walk and Esc do not', async () => {
    open = await openCase(caseSides);
    const told = () => open.workbench.ui.get().notices.map(({ id: _, ...notice }) => notice);
    const duplicates = filterActions.find(({ id }) => id === 'filter.duplicate');
    if (!duplicates) throw new Error('there is a filter of duplicates');
    expect(duplicates.refusal(open.context())).toBe('refusal.filterEmpty');
    pressAction(open.workbench, duplicates);
    expect(told()).toEqual([{ type: 'refused', key: 'refusal.filterEmpty' }]);
    pressAction(open.workbench, lock);
    expect(told()).toEqual([{ type: 'refused', key: 'refusal.noOperators' }]);
    open.workbench.ui.set({ notices: [] });
    expect(clearTicks.refusal(open.context())).not.toBeNull();
    pressAction(open.workbench, clearTicks);
    open.workbench.ui.set({ shownPageId: open.context().pageOrder.at(-1) ?? null });
    pressAction(open.workbench, nextPage);
    expect(told()).toEqual([]);
  });

  it('MAN-12 a range of ticks begins at the cursor where nothing is ticked, whatever was ticked before', async () => {
    open = await openCase(caseSides);
    const rows = open.context().rows.flatMap((row) => (row.type === 'document' ? [row.key] : []));
    const [first, second, third, fourth] = rows;
    if (!first || !second || !third || !fourth) throw new Error('the case has four documents');
    goToRow(open.context(), first);
    tickTo(open.workbench, second);
    expect([...open.context().ui.ticked]).toEqual([first, second]);
    await perform(editing.setAttachment);
    goToRow(open.context(), third);
    tickTo(open.workbench, fourth);
    expect([...open.context().ui.ticked]).toEqual([third, fourth]);
  });
});

describe('what needs a look', () => {
  it('UI-14 the match is known before submission, missing and mismatched invoices included', async () => {
    open = await openCase(caseSides, caseExpected);
    const { batch, index } = open.context();
    const bill = index.bills[0];
    if (!batch || !bill) throw new Error('the case has a bill');
    const match = billMatch(batch, bill.bill.id);
    expect(match.from).toBe('station');
    expect(match.results.map((result) => result.verdict).sort()).toEqual([
      'matched',
      'matched',
      'mismatch',
      'missing',
    ]);
    expect(needOf(batch, bill)).toMatchObject({ tone: 'bad', key: 'need.mismatch' });
  });

  it('UI-15 a bill whose expected invoices are unknown is ready, nothing is called extra', async () => {
    open = await openCase(caseSides);
    const { batch, index } = open.context();
    const bill = index.bills.find((view) => view.bill.number === 'CL-2026-000124');
    expect(batch && bill && needOf(batch, bill)).toMatchObject({ tone: 'done', key: 'need.ready' });
  });

  it('UI-26 the last bill says whether a scan or an import goes on into it', async () => {
    open = await openCase(caseSides, caseExpected);
    const { batch, index } = open.context();
    const last = index.bills.at(-1);
    if (!batch || !last) throw new Error('the case has bills');
    const needDuring = (kind: 'scan' | 'import') => {
      const job = captureJob(9, { kind, state: 'running' });
      return needOf({ ...batch, captureJobs: new Map([[job.id, job]]) }, last).key;
    };
    expect(needDuring('scan')).toBe('need.scanning');
    expect(needDuring('import')).toBe('need.importing');
  });

  it('UI-16 going through what needs a look comes by every one and round again', async () => {
    open = await openCase(caseSides, caseExpected);
    const { batch } = open.context();
    const all = batch ? attentionOf(batch) : [];
    expect(all.length).toBeGreaterThan(2);
    const seen: (string | undefined)[] = [];
    for (let step = 0; step < all.length; step += 1) {
      const next = nextAttention(open.context(), 1);
      seen.push(next?.key);
      if (next) goToRow(open.context(), next.documentId ?? next.billId);
    }
    expect([...seen].sort()).toEqual(all.map((attention) => attention.key).sort());
  });
});

function devicesInReach(opened: OpenCase, devices: readonly Device[]): void {
  const { client } = opened.station;
  const ask = client.ask.bind(client);
  vi.spyOn(client, 'ask').mockImplementation((async (name: QueryName, input: never) =>
    name === 'devices.list'
      ? { ok: true, value: { devices, failures: [] } }
      : ask(name, input)) as typeof client.ask);
}
