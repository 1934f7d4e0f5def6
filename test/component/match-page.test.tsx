import { afterEach, describe, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import type { BillStatus } from '../../src/contract/queue-shapes.ts';
import { statusOf } from '../renderer/fixture-queue.ts';
import { press, type Shown, show, showWindow } from './render.tsx';

const label = '在金蝶查看匹配结果';
const inErp: NonNullable<BillStatus['handOver']> = {
  id: 'h1',
  attempt: 1,
  state: 'submitted',
  reason: null,
  fate: 'accepted',
  reference: 'PLATEN/CL-2026-000123',
  connector: 'kingdee',
  changedAt: 1,
};
const opened = vi.spyOn(window, 'open');
afterEach(() => void opened.mockReset());
/** What a browser gives for a tab it opens. */
const tab = {} as Window;

/** The first bill of the case, as submitted as `handOver` says. */
function hear({ fixture, context }: Pick<Shown, 'fixture' | 'context'>, handOver: BillStatus['handOver']) {
  const bill = context().index.bills[0]?.bill;
  if (!bill) throw new Error('the case has bills');
  fixture.emit({
    type: 'bill.status',
    statuses: [
      statusOf({
        billId: bill.id,
        batchId: fixture.batchId,
        number: bill.number ?? '',
        stage: 'accepted',
        attempts: 1,
        results: [],
        handOver,
      }),
    ],
  });
  return bill.id;
}
const asked = (shown: Pick<Shown, 'fixture'>) =>
  shown.fixture.queue.told.filter(({ name }) => name === 'bill.openMatchPage');

describe('the match result at Kingdee', () => {
  it('QUEUE-38 opens from the queue by its key in a tab of its own, of one bill that Kingdee may have', async () => {
    opened.mockReturnValue(tab);
    const shown = await show(null);
    const billId = hear(shown, inErp);
    await shown.settle();
    shown.open({ type: 'queue' });
    await expect.element(page.getByRole('listbox', { name: '队列中的单据' })).toHaveFocus();
    await expect.element(page.getByRole('button', { name: label })).toBeVisible();
    await press('k');
    await expect.element(page.getByRole('status').getByText('已在浏览器打开金蝶的匹配结果')).toBeVisible();
    expect(opened.mock.calls).toEqual([['outside/ticket', '_blank']]);
    expect(asked(shown)).toEqual([{ name: 'bill.openMatchPage', input: { billId } }]);
  });

  it.each([
    ['of another ERP', { ...inErp, connector: 'platen' }],
    ['told by an older service', { ...inErp, connector: '' }],
    ['that waits for a person', { ...inErp, state: 'waiting', reference: null, attempt: 0 }],
    ['on its way', { ...inErp, state: 'submitting', fate: 'open', reference: null }],
  ] as const)('QUEUE-38 is not offered of a bill %s, and its key does nothing', async (_what, handOver) => {
    const shown = await show(null);
    hear(shown, handOver);
    await shown.settle();
    shown.open({ type: 'queue' });
    await expect.element(page.getByRole('listbox', { name: '队列中的单据' })).toHaveFocus();
    expect(page.getByRole('button', { name: label }).query()).toBeNull();
    await press('k');
    await shown.settle();
    expect(asked(shown)).toEqual([]);
  });

  it('QUEUE-38 of a refused bill and of one of unknown fate it is offered: that is what a person wants to look up', async () => {
    const shown = await show(null);
    hear(shown, { ...inErp, state: 'submit-failed', fate: 'unknown', reference: null });
    await shown.settle();
    shown.open({ type: 'results' });
    await expect.element(page.getByRole('button', { name: label })).toBeVisible();
  });

  it('QUEUE-39 says why there is no page, and when the browser opened no tab, with what to do', async () => {
    const shown = await show(null);
    const billId = hear(shown, inErp);
    await shown.settle();
    shown.open({ type: 'results' });
    opened.mockReturnValue(null);
    await page.getByRole('button', { name: label }).click();
    await expect.element(page.getByText(/浏览器没有打开新标签页/)).toBeVisible();
    shown.fixture.queue.refuse(billId, {
      type: 'MatchPageRefused',
      reason: 'NotGiven',
      detail: '0005 no such bill',
    });
    await page.getByRole('button', { name: label }).click();
    const alert = page.getByRole('alert');
    await expect.element(alert).toMatchTextContent(/金蝶没有给出这张单据的页面：0005 no such bill/);
    await expect.element(alert).toMatchTextContent(/请在金蝶按编号查/);
    expect(opened).toHaveBeenCalledTimes(1);
  });

  it('LIST-14 opens from the lists by K or its button, also of another station’s bill', async () => {
    opened.mockReturnValue(tab);
    const shown = await show(null, { language: 'en-US' });
    const uuid = '00000000-0000-4000-8000-000000000001';
    const line = {
      stationId: 'station-2',
      billUuid: uuid,
      billNumber: 'CL-2026-000123',
      batch: null,
      operator: '林晓',
      revision: 1,
      receivedAt: 1,
      state: 'submitted' as const,
      counts: { matched: 0, missing: 0, extra: 0, ambiguous: 0, duplicate: 0, mismatch: 0 },
      expected: 0,
      signed: 0,
      byHand: 0,
      amounts: [],
      reason: null,
      reference: 'PLATEN/CL-2026-000123',
      connector: 'kingdee',
    };
    shown.fixture.desk.lines = [line];
    shown.open({ type: 'bill-list', list: 'sign-off' });
    await expect.element(page.getByRole('grid')).toHaveFocus();
    await press('k');
    await expect.poll(() => asked(shown).length).toBe(1);
    await page.getByRole('button', { name: 'Match result at Kingdee' }).click();
    await expect.poll(() => asked(shown).length).toBe(2);
    expect(asked(shown)[0]?.input).toEqual({ billId: `bill:${uuid}`, stationId: 'station-2' });
  });

  it('QUEUE-38 is an action of the window: by Ctrl F9 and from the palette, and where it cannot be it says why', async () => {
    opened.mockReturnValue(tab);
    const shown = await show(null);
    expect(shown.text('action.openMatchPage')).toBe(label);
    shown.standOn('cover');
    shown.open({ type: 'palette' });
    await page.getByRole('combobox').fill('金蝶');
    await expect.element(page.getByRole('option', { name: new RegExp(label) })).toMatchTextContent(/Ctrl F9/);
    await expect
      .element(page.getByRole('option', { name: new RegExp(label) }))
      .toMatchTextContent(/单据还没有到金蝶/);
  });

  it('QUEUE-38 by its key of the bill the keyboard stands on', async () => {
    opened.mockReturnValue(tab);
    const { fixture } = await showWindow();
    await press('Home', 'Control+F9');
    await expect.element(page.getByText(/单据还没有到金蝶/)).toBeVisible();
    expect(fixture.queue.told).toEqual([]);
  });
});
