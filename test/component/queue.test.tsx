import { describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import type { BillStatus } from '../../src/contract/queue-shapes.ts';
import type { BillId } from '../../src/domain/ids.ts';
import { statusOf } from '../renderer/fixture-queue.ts';
import { fixtureId } from '../renderer/fixture-tree.ts';
import { activeName, press, type Shown, show } from './render.tsx';

const queue = (name = '上传队列') => page.getByRole('dialog', { name, exact: true });
const list = (name = '队列中的单据') => page.getByRole('listbox', { name });
const details = () => page.getByRole('region', { name: '单据详情' });

const waiting: BillStatus['handOver'] = {
  id: 'h1',
  attempt: 0,
  state: 'waiting',
  reason: null,
  fate: 'open',
  reference: null,
  connector: 'platen',
  changedAt: 1,
};

/** Puts bills into the queue, the first submitted first, and opens it. */
async function openQueue(
  bills: readonly (Partial<BillStatus> & { number: string })[],
  language: 'zh-CN' | 'en-US' = 'zh-CN',
): Promise<Shown & { ids: readonly BillId[] }> {
  const shown = await show(null, { language });
  const ids = bills.map((bill) => {
    const billId = bill.billId ?? fixtureId('bill');
    shown.fixture.emit({
      type: 'bill.status',
      statuses: [statusOf({ billId, batchId: shown.fixture.batchId, ...bill })],
    });
    return billId;
  });
  await shown.settle();
  shown.open({ type: 'queue' });
  await expect.element(queue(shown.text('queue.title'))).toBeVisible();
  return { ...shown, ids };
}

describe('the queue', () => {
  it('COMP-14 tells how far a bill is, and its bar has a name and a value', async () => {
    await openQueue([{ number: 'CL-1', stage: 'sending', bytesSent: 500_000, attempts: 1 }]);
    const bar = details().getByRole('progressbar', { name: '上传中' });
    await expect.element(bar).toHaveAttribute('aria-valuenow', '25');
    await expect.element(list()).toHaveFocus();
    expect(activeName(list())).toBe('CL-1，上传中，3 页，已传 500 kB，共 2 MB');
  });

  it('COMP-14 says of a bill that waits why, what happens next, and offers to try at once', async () => {
    const error = { type: 'ServiceUnreachable', detail: 'ECONNREFUSED' } as const;
    const shown = await openQueue([{ number: 'CL-1', attempts: 3, error }]);
    await expect.element(details()).toMatchTextContent(/连不上服务/);
    await expect.element(details()).toMatchTextContent(/可以继续采集/);
    await expect.element(details()).toMatchTextContent(/尝试3/);
    await details().getByRole('button', { name: '立即重试', exact: true }).click();
    expect(shown.fixture.queue.told).toEqual([{ name: 'queue.retry', input: { billId: shown.ids[0] } }]);
  });

  it('COMP-14 says when it is empty', async () => {
    await openQueue([], 'en-US');
    await expect.element(queue('Upload queue').getByText('The queue is empty')).toBeVisible();
  });

  it('QUEUE-30 is walked and worked by keys: move, tick, send first, try now, back to its turn', async () => {
    const shown = await openQueue([
      { number: 'CL-1' },
      { number: 'CL-2' },
      { number: 'CL-3', stage: 'parked', error: { type: 'SignInNeeded' } },
    ]);
    const { told } = shown.fixture.queue;
    await expect.element(list()).toHaveFocus();
    expect(activeName(list())).toMatch(/^CL-3，已搁置/);
    await press('ArrowDown', ' ', 'ArrowDown', ' ');
    await expect.element(page.getByText('已选 2 单')).toBeVisible();
    await press('p');
    await expect.poll(() => told.length).toBe(1);
    expect(told[0]).toEqual({
      name: 'queue.setUrgency',
      input: { of: { billIds: [shown.ids[1], shown.ids[0]] }, urgency: 'first' },
    });
    shown.fixture.emit({ type: 'queue.changed' });
    await expect.poll(() => activeName(list())).toMatch(/优先$/);
    await press('Shift+P');
    await expect.poll(() => told.length).toBe(2);
    expect(told[1]).toMatchObject({ input: { urgency: 'usual' } });
    await page.getByRole('button', { name: '取消选择' }).click();
    (list().element() as HTMLElement).focus();
    await press('Home', 'r');
    await expect.poll(() => told.length).toBe(3);
    expect(told[2]).toEqual({ name: 'queue.retry', input: { billId: shown.ids[2] } });
    await press('b');
    await expect.poll(() => told.length).toBe(4);
    expect(told[3]).toMatchObject({ input: { of: { batchId: shown.fixture.batchId }, urgency: 'first' } });
  });

  it('QUEUE-43 a key that is nothing for the ticked bills says so, and a refused sign-in leads to where it is mended', async () => {
    const shown = await openQueue([
      { number: 'CL-1', stage: 'matched', results: [] },
      { number: 'CL-2', stage: 'parked', error: { type: 'SignInNeeded' } },
    ]);
    await expect.element(list()).toHaveFocus();
    await expect.poll(() => activeName(list())).toMatch(/^CL-2，已搁置/);
    await press('Control+a', 'x');
    await expect.element(page.getByText(/所选单据现在不能这样处理/)).toBeVisible();
    expect(shown.fixture.queue.told).toEqual([]);
    await page.getByRole('button', { name: '影像服务与登记' }).click();
    expect(shown.ui.get().panel).toEqual({ type: 'service' });
  });

  it('QUEUE-31 shows bills of one state, with how many there are of each', async () => {
    await openQueue([
      { number: 'CL-1' },
      { number: 'CL-2', stage: 'matched', results: [] },
      {
        number: 'CL-3',
        stage: 'matched',
        results: [],
        handOver: { ...waiting, state: 'submitted', fate: 'accepted' },
      },
    ]);
    const filters = page.getByRole('group', { name: '按状态筛选' });
    await expect
      .element(filters.getByRole('button', { name: '全部 3' }))
      .toHaveAttribute('aria-pressed', 'true');
    expect(filters.getByRole('button').elements()).toHaveLength(4);
    await filters.getByRole('button', { name: '匹配成功 1' }).click();
    await expect.poll(() => list().getByRole('option').elements().length).toBe(1);
    expect(activeName(list())).toMatch(/^CL-2，匹配成功/);
  });

  it('QUEUE-32 offers to submit what waits for a person, and tells the refusal of the ERP in its words', async () => {
    const shown = await openQueue([
      {
        number: 'CL-1',
        stage: 'matched',
        results: [],
        handOver: { ...waiting, state: 'submit-failed', fate: 'refused', reason: '期间已关闭', attempt: 1 },
      },
      { number: 'CL-2', stage: 'matched', results: [], handOver: waiting },
    ]);
    await expect.element(list()).toHaveFocus();
    await expect.element(details()).toMatchTextContent(/等待人工提交 ERP/);
    await press('ArrowDown');
    await expect.element(details()).toMatchTextContent(/ERP：期间已关闭/);
    await expect.element(details().getByRole('button', { name: '重新提交 ERP' })).toBeVisible();
    await press('Control+a', 'e');
    await expect.element(page.getByText('已交给 ERP：2 单')).toBeVisible();
    expect(shown.fixture.queue.told).toEqual([
      { name: 'bill.submitToErp', input: { billIds: [shown.ids[1], shown.ids[0]], lookedUp: [] } },
    ]);
  });

  it('QUEUE-33 asks of a bill the ERP may have whether it was looked up there, bill by bill', async () => {
    const unknown: BillStatus['handOver'] = {
      ...waiting,
      state: 'submit-failed',
      fate: 'unknown',
      attempt: 1,
    };
    const shown = await openQueue([
      { number: 'CL-1', stage: 'matched', results: [], handOver: unknown },
      { number: 'CL-2', stage: 'matched', results: [], handOver: unknown },
    ]);
    await expect.element(details()).toMatchTextContent(/先在 ERP 中查询/);
    await press('Control+a', 'e');
    const question = page.getByRole('dialog', { name: 'ERP 里有没有这些单据？' });
    const send = question.getByRole('button', { name: '提交 ERP', exact: true });
    await expect.element(send).toBeDisabled();
    expect(shown.fixture.queue.told).toEqual([]);
    await question.getByRole('checkbox', { name: '已在 ERP 查过，没有 CL-2' }).click();
    await question.getByRole('button', { name: '提交 ERP（1 单）' }).click();
    await expect
      .poll(() => shown.fixture.queue.told)
      .toEqual([{ name: 'bill.submitToErp', input: { billIds: [shown.ids[1]], lookedUp: [shown.ids[1]] } }]);
  });

  it('QUEUE-34 says in words why a bill was not submitted', async () => {
    const shown = await openQueue([{ number: 'CL-1', stage: 'matched', results: [], handOver: waiting }]);
    shown.fixture.queue.refuse(shown.ids[0] ?? 'bill:none', {
      type: 'ErpOutOfReach',
      detail: 'ECONNREFUSED',
    });
    await expect.element(list()).toHaveFocus();
    await press('e');
    await expect.element(page.getByRole('alert')).toMatchTextContent(/没有提交到 ERP/);
    await expect.element(page.getByRole('alert')).toMatchTextContent(/不会重复提交/);
  });

  it('QUEUE-35 pauses and goes on, and takes a limit with Enter', async () => {
    const shown = await openQueue([{ number: 'CL-1' }]);
    const { told } = shown.fixture.queue;
    await page.getByRole('button', { name: '暂停上传' }).click();
    shown.fixture.setStatus({
      queue: {
        waiting: 1,
        sending: 0,
        parked: 0,
        submitFailed: 0,
        pace: { state: 'paused', kilobytesPerSecond: null },
      },
    });
    await expect.element(page.getByText('队列已暂停，不会上传').first()).toBeVisible();
    await expect.element(details()).toMatchTextContent(/点“继续上传”/);
    await page.getByRole('button', { name: '继续上传' }).click();
    await page.getByRole('textbox', { name: '限速（KB/s）' }).fill('200x');
    await press('Enter');
    await expect
      .poll(() => told)
      .toEqual([
        { name: 'queue.setState', input: { state: 'paused' } },
        { name: 'queue.setState', input: { state: 'running' } },
        { name: 'queue.setLimit', input: { kilobytesPerSecond: 200 } },
      ]);
  });

  it('QUEUE-36 reads on as it is scrolled, and draws no more than is seen of 1,000 bills', async () => {
    await openQueue(Array.from({ length: 1000 }, (_, at) => ({ number: `CL-${at + 1}` })));
    expect(list().getByRole('option').elements().length).toBeLessThan(60);
    for (let page = 0; page < 6; page += 1) {
      await press('End');
      await new Promise((resolve) => setTimeout(resolve, 60));
    }
    await expect.poll(() => activeName(list())).toMatch(/^CL-1，/);
  });

  it('QUEUE-37 Enter opens the bill where it can be mended', async () => {
    const shown = await show(null);
    const bill = shown.context().index.bills[1]?.bill;
    if (!bill) throw new Error('the case has two bills');
    shown.fixture.emit({
      type: 'bill.status',
      statuses: [
        statusOf({
          billId: bill.id,
          batchId: shown.fixture.batchId,
          number: bill.number ?? '',
          stage: 'parked',
          attempts: 1,
          error: { type: 'ServiceRefused', status: 422, code: 'invalid', detail: 'no number' },
        }),
      ],
    });
    await shown.settle();
    shown.open({ type: 'queue' });
    await expect.element(list()).toHaveFocus();
    await press('Enter');
    await expect.element(queue()).not.toBeInTheDocument();
    expect(shown.ui.get().cursor).toBe(bill.id);
  });
});
