import { describe, expect, it, onTestFinished } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { CheckReply } from '../../src/contract/check.ts';
import { expectedOf, invoice } from '../domain/expected-invoice.ts';
import { lineOf, uuid } from './listed-bills.ts';
import { activeName, press, show } from './render.tsx';

const dialog = (name: string | RegExp) => page.getByRole('dialog', { name });
const grid = () => page.getByRole('grid');

function checkOf(decided: 'before' | 'after'): CheckReply {
  const number = 'CL-2026-000123';
  const [first, second] = [
    expectedOf(number, '26312000000000000001', 10000),
    expectedOf(number, '26312000000000000002', 5000),
  ];
  const [wrong, right] = [invoice('26312000000000000009', 10000), invoice('26312000000000000002', 5000)];
  const name = (n: number, of: typeof wrong) =>
    ({ documentId: `document:${uuid(n)}`, code: null, number: of.number }) as const;
  const sign = { decisionId: uuid(77), by: '林晓', at: 1, reason: null };
  const plain = { amountMinor: 10000, currency: 'CNY', evidence: [], notes: [] };
  const left: CheckReply['state']['results'] = [
    { ...plain, verdict: 'missing', expectedId: first.id, documentId: null, number: first.number },
    {
      ...plain,
      verdict: 'matched',
      expectedId: second.id,
      documentId: name(2, right).documentId,
      number: second.number,
    },
    {
      ...plain,
      verdict: 'extra',
      expectedId: null,
      documentId: name(1, wrong).documentId,
      number: wrong.number,
    },
  ];
  const done: CheckReply['state']['results'] = [
    {
      ...plain,
      verdict: 'matched',
      expectedId: first.id,
      documentId: name(1, wrong).documentId,
      number: first.number,
      notes: [{ type: 'Confirmed', ...sign }],
    },
    ...left.slice(1, 2),
  ];
  const hash = 'a'.repeat(64);
  const isDone = decided === 'after';
  return {
    billNumber: number,
    verdict: isDone ? 'b'.repeat(64) : hash,
    expected: [first, second],
    scans: [
      { name: name(1, wrong), invoice: wrong, pages: [] },
      { name: name(2, right), invoice: right, pages: [] },
    ],
    decisions: [],
    state: {
      billUuid: uuid(1),
      latestRevision: 1,
      digest: hash,
      receipt: {
        stationId: 'station-1',
        billUuid: uuid(1),
        revision: 1,
        digest: hash,
        receivedAt: 1,
        receiptId: 'r',
      },
      outcome: isDone ? 'matched' : 'unmatched',
      results: isDone ? done : left,
      handOver: null,
      returned: null,
    },
  };
}

describe('the check by hand', () => {
  it('CHECK-29 chooses the likely scan, shows what differs, and confirms and takes back by keys', async () => {
    const shown = await show(null);
    const { desk } = shown.fixture;
    desk.check = checkOf('before');
    desk.decided = checkOf('after');
    shown.open({ type: 'check', billId: `bill:${uuid(1)}`, from: null });
    await expect.element(dialog(/人工核签 CL-2026-000123/)).toBeVisible();
    const left = page.getByRole('listbox', { name: /提单人信息/ });
    const right = page.getByRole('listbox', { name: /扫描信息/ });
    await expect.element(left).toHaveFocus();
    expect(activeName(left)).toMatch(/26312000000000000001.*未扫到/);
    expect(activeName(right)).toMatch(/26312000000000000009.*多出/);
    await expect.element(page.getByRole('row', { name: /发票号码/ })).toMatchTextContent(/不一致/);
    await expect.element(page.getByText('待匹配发票 1 张，待处理影像 1 张')).toBeVisible();
    // What is matched already takes no other.
    await press('ArrowDown');
    await expect.element(page.getByRole('button', { name: /确认匹配/ })).toBeDisabled();
    await press('ArrowUp', 'Enter');
    await expect
      .poll(() => desk.words.at(-1))
      .toMatchObject({
        name: 'check.decide',
        input: {
          verdict: 'a'.repeat(64),
          decision: { type: 'pair', scan: { number: '26312000000000000009' }, reason: null },
        },
      });
    await expect.element(page.getByText('待匹配发票 0 张，待处理影像 0 张')).toBeVisible();
    await expect.element(page.getByText(/已全部匹配/)).toBeVisible();
    await expect.element(left).toHaveFocus();
    desk.decided = checkOf('before');
    await page.getByRole('button', { name: '解除匹配' }).click();
    await expect
      .poll(() => desk.words.at(-1))
      .toMatchObject({
        name: 'check.undo',
        input: { verdict: 'b'.repeat(64), decisionId: uuid(77) },
      });
  });

  it('CHECK-34 says of every amount whether it is without tax, and which of the two is compared', async () => {
    const shown = await show(null);
    const check = checkOf('before');
    const [expected, ...others] = check.expected;
    const [scan, ...scans] = check.scans;
    if (!expected || !scan) throw new Error('the check has both sides');
    shown.fixture.desk.check = {
      ...check,
      expected: [{ ...expected, type: 'vat-special', netMinor: 8850, totalMinor: 10000 }, ...others],
      scans: [
        {
          ...scan,
          invoice: {
            ...scan.invoice,
            type: 'vat-special',
            amountMinor: 8850,
            amountBasis: 'net',
            totalMinor: null,
          },
        },
        ...scans,
      ],
    };
    shown.open({ type: 'check', billId: `bill:${uuid(1)}`, from: null });
    const left = page.getByRole('listbox', { name: /提单人信息/ });
    await expect.poll(() => activeName(left)).toMatch(/，¥100\.00，/);
    await expect
      .poll(() => activeName(page.getByRole('listbox', { name: /扫描信息/ })))
      .toMatch(/不含税 ¥88\.50/);
    await expect.element(page.getByRole('row', { name: /^不含税金额 88\.50 88\.50$/ })).toBeVisible();
  });

  it('CHECK-29 wants a reason where there is no paper, and tells who may not decide', async () => {
    const shown = await show(null, { language: 'en-US' });
    const { desk } = shown.fixture;
    desk.check = checkOf('before');
    shown.open({ type: 'check', billId: `bill:${uuid(1)}`, from: null });
    await page.getByRole('button', { name: 'No paper…' }).click();
    const ask = dialog(/No paper for invoice/);
    await expect.element(ask.getByRole('button', { name: 'There is none' })).toBeDisabled();
    await ask.getByRole('textbox', { name: 'Reason' }).fill('electronic only');
    await userEvent.keyboard('{Enter}');
    await expect
      .poll(() => desk.words.at(-1)?.input)
      .toMatchObject({
        decision: { type: 'no-paper', reason: 'electronic only' },
      });
    const operator = { id: uuid(5), name: 'Lin', role: 'operator' as const, isActive: true };
    shown.fixture.emit({ type: 'session.changed', session: { state: 'signedIn', operator, name: 'Lin' } });
    await expect.element(page.getByText(shown.text('refusal.needs.checker'))).toBeVisible();
    await expect.element(page.getByRole('button', { name: /Confirm the match/ })).toBeDisabled();
  });

  it('CHECK-29 says why it cannot be opened, and tries again', async () => {
    const shown = await show(null);
    shown.open({ type: 'check', billId: `bill:${uuid(1)}`, from: 'match' });
    await expect.element(dialog('人工核签').getByText(/连不上影像服务/)).toBeVisible();
    shown.fixture.desk.check = checkOf('before');
    await page.getByRole('button', { name: '重试' }).click();
    await expect.element(page.getByRole('listbox', { name: /提单人信息/ })).toBeVisible();
    await userEvent.keyboard('{Escape}');
    expect(shown.ui.get().panel).toEqual({ type: 'bill-list', list: 'match' });
  });

  it('CHECK-31 of another station’s bill is opened from the list, and is neither captured anew nor submitted here', async () => {
    const shown = await show(null);
    const { desk } = shown.fixture;
    desk.lines = [lineOf(1, { stationId: 'station-2' })];
    desk.check = checkOf('before');
    desk.decided = checkOf('after');
    shown.open({ type: 'bill-list', list: 'match' });
    await expect.element(grid()).toHaveFocus();
    await press('Enter');
    await expect.element(dialog(/人工核签 CL-2026-000123/).getByText('其他扫描站的单据')).toBeVisible();
    expect(page.getByRole('button', { name: '重新采集' }).query()).toBeNull();
    await press('Enter');
    await expect
      .poll(() => desk.words.at(-1))
      .toMatchObject({ name: 'check.decide', input: { stationId: 'station-2', billId: `bill:${uuid(1)}` } });
    await expect.element(page.getByText('待匹配发票 0 张，待处理影像 0 张')).toBeVisible();
    expect(page.getByRole('button', { name: '提交 ERP' }).query()).toBeNull();
  });

  it('CHECK-33 says that a picture did not come, tries again by a key, and by itself when the service is back', async () => {
    const shown = await show(null);
    const check = checkOf('before');
    const pages = [{ pageUuid: uuid(9), sha256: 'c'.repeat(64) }];
    shown.fixture.desk.check = { ...check, scans: check.scans.map((scan) => ({ ...scan, pages })) };
    // Nobody answers for pictures here: each try ends in nothing.
    const failed: string[] = [];
    const onError = ({ target }: Event) => {
      if (target instanceof HTMLImageElement && !target.src.includes('width=')) failed.push(target.src);
    };
    document.addEventListener('error', onError, true);
    onTestFinished(() => document.removeEventListener('error', onError, true));
    const tries = () => failed.filter((address) => address.includes('/checks/station-2/')).length;
    shown.open({ type: 'check', billId: `bill:${uuid(1)}`, stationId: 'station-2', from: null });
    const alert = page.getByRole('region', { name: '影像', exact: true }).getByRole('alert');
    await expect.element(alert.getByText('影像服务没有给出这一页的图像')).toBeVisible();
    const first = tries();
    expect(first).toBeGreaterThan(0);
    await alert.getByRole('button', { name: '重试' }).click();
    await expect.poll(tries).toBeGreaterThan(first);
    await expect.element(alert).toBeVisible();
    const status = (state: 'reachable' | 'unreachable') => {
      const now = shown.station.state.get().status;
      if (!now) throw new Error('the station told its state');
      shown.fixture.emit({ type: 'station.status', status: { ...now, service: { ...now.service, state } } });
    };
    status('unreachable');
    await expect.element(alert.getByText(/连不上影像服务，暂时取不到图像/)).toBeVisible();
    const second = tries();
    status('reachable');
    await expect.poll(tries).toBeGreaterThan(second);
  });
});
