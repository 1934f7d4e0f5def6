import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { openLink } from '../../src/renderer/actions/link-actions.ts';
import { takeLink } from '../../src/renderer/app/follow-links.ts';
import { ViewerPane } from '../../src/renderer/features/viewer/viewer-pane.tsx';
import { statusOf } from '../renderer/fixture-queue.ts';
import { press, type Shown, show, showWindow, treeOf } from './render.tsx';

const cardOf = (words: string | RegExp) => page.getByRole('status').filter({ hasText: words });
const firstBill = (shown: Shown) => {
  const bill = shown.context().index.bills[0]?.bill;
  if (!bill?.number) throw new Error('the case has no bill with a number');
  return { id: bill.id, number: bill.number };
};

describe('links from another system', () => {
  it('LINK-10 a bill that is worked on is stood on, by capture and by match', async () => {
    const shown = await show(null);
    const bill = firstBill(shown);
    await openLink(shown.context(), { action: 'capture', bill: bill.number });
    expect(shown.ui.get()).toMatchObject({ cursor: bill.id, detailsTab: 'reading', panel: null });
    await openLink(shown.context(), { action: 'match', bill: bill.number });
    expect(shown.ui.get()).toMatchObject({ cursor: bill.id, detailsTab: 'match' });
    await expect.element(cardOf(`单据 ${bill.number} 还没有提交`)).toBeVisible();
  });

  it('LINK-11 a bill of which nothing is here gets an empty batch that says what to do', async () => {
    const shown = await show(<ViewerPane />, { sides: [], language: 'en-US' });
    await openLink(shown.context(), { action: 'capture', bill: 'CL-9' });
    await expect.element(page.getByText('Nothing of bill CL-9 is here yet')).toBeVisible();
    await expect.element(page.getByText(/Put the paper in, its cover first, and press F2/)).toBeVisible();
  });

  it('LINK-12 the match of a bill that is not known here is looked for in the list, by its number', async () => {
    const shown = await show(null);
    await openLink(shown.context(), { action: 'match', bill: 'CL-9' });
    await expect.element(page.getByRole('dialog', { name: '采集匹配结果' })).toBeVisible();
    await expect.element(page.getByRole('textbox', { name: '单据编号' })).toHaveValue('CL-9');
    await expect.poll(() => shown.fixture.desk.asked.at(-1)?.filter.number).toBe('CL-9');
  });

  it('LINK-15 the match of a parked bill says why it waits; while it is mended it is stood on', async () => {
    const shown = await show(null);
    const bill = firstBill(shown);
    const park = () =>
      shown.fixture.emit({
        type: 'bill.status',
        statuses: [
          statusOf({
            billId: bill.id,
            batchId: shown.fixture.batchId,
            number: bill.number,
            stage: 'parked',
            attempts: 1,
            error: {
              type: 'ServiceRefused',
              status: 422,
              code: 'invalid',
              detail: 'two documents of one name',
            },
          }),
        ],
      });
    park();
    await shown.settle();
    await openLink(shown.context(), { action: 'match', bill: bill.number });
    expect(shown.ui.get()).toMatchObject({ cursor: bill.id, detailsTab: 'match', panel: null });

    await shown.fixture.run('bill.submit', { batchId: shown.fixture.batchId, billIds: [bill.id] });
    await expect.poll(() => shown.context().batch?.statuses.get(bill.id)?.stage).toMatch(/matched$/);
    park();
    await shown.settle();
    await openLink(shown.context(), { action: 'match', bill: bill.number });
    const results = page.getByRole('dialog', { name: '匹配结果' });
    await expect.element(results).toMatchTextContent(/影像服务没有接受（422 invalid）/);
    expect(shown.ui.get()).toMatchObject({ cursor: bill.id, panel: { type: 'results' } });
  });

  it('LINK-13 whoever types a number is told, and goes on typing; the link opens when he says so', async () => {
    const { fixture, text } = await showWindow();
    const row = treeOf(text).getByRole('treeitem', { level: 1 }).first();
    const number = [...fixture.tree().bills.values()].find((bill) => bill.number !== null)?.number ?? '';
    await row.click();
    await press('Enter');
    const field = page.getByRole('textbox', { name: text('tree.bill.numberLabel') });
    await expect.element(field).toHaveFocus();
    await userEvent.keyboard('half');
    fixture.bringLink({ action: 'match', bill: number });
    const card = cardOf(`外部系统要打开单据 ${number} 的匹配结果`);
    await expect.element(card).toBeVisible();
    await expect.element(field).toHaveFocus();
    await expect.element(field).toHaveValue('half');
    await press('Escape', 'Alt+j');
    await expect.element(card).not.toBeInTheDocument();
    await expect.element(cardOf(`单据 ${number} 还没有提交`)).toBeVisible();
  });

  it('LINK-14 an open form keeps what is in it: the link waits until it is closed', async () => {
    const shown = await show(null, { language: 'en-US' });
    const { number } = firstBill(shown);
    shown.open({ type: 'settings' });
    await expect.element(page.getByRole('dialog', { name: 'Settings' })).toBeVisible();
    shown.fixture.bringLink({ action: 'capture', bill: number });
    await takeLink(shown.workbench);
    const card = cardOf(`Another system asks to open bill ${number}`);
    await card.getByRole('button', { name: 'Open' }).click();
    await expect.element(cardOf('Finish or close what you are at first')).toBeVisible();
    expect(shown.ui.get().panel).toEqual({ type: 'settings' });
    shown.ui.set({ panel: null });
    await card.getByRole('button', { name: 'Open' }).click();
    await expect.element(card).not.toBeInTheDocument();
    expect(shown.ui.get().cursor).toBe(firstBill(shown).id);
  });

  it('LINK-14 what only shows gives way to a link at once', async () => {
    const shown = await show(null);
    const bill = firstBill(shown);
    shown.open({ type: 'help' });
    shown.fixture.bringLink({ action: 'capture', bill: bill.number });
    await takeLink(shown.workbench);
    expect(shown.ui.get()).toMatchObject({ panel: null, cursor: bill.id });
  });

  it('LINK-16 the cover of a locked window says that a link waits, and not for which bill', async () => {
    const { fixture, text } = await showWindow();
    const operator = { id: 'o', name: '林晓', role: 'operator' as const, isActive: true };
    const say = (state: 'locked' | 'signedIn' | 'signedOut') =>
      fixture.emit({ type: 'session.changed', session: { state, operator, name: operator.name } });
    say('locked');
    const cover = page.getByRole('dialog', { name: text('signIn.locked') });
    await expect.element(cover).toBeVisible();
    await expect.element(cover.getByRole('status')).not.toBeInTheDocument();
    fixture.bringLink({ action: 'capture', bill: 'CL-9' });
    await expect.element(cover.getByRole('status')).toHaveTextContent(text('signIn.linkWaits'));
    expect(cover.element().textContent).not.toContain('CL-9');
    say('signedOut');
    const signIn = page.getByRole('dialog', { name: text('signIn.title') });
    await expect.element(signIn.getByText(text('signIn.linkWaits'))).toBeVisible();
    say('signedIn');
    await expect.element(signIn).not.toBeInTheDocument();
  });
});
