import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { CommandName } from '../../src/contract/commands.ts';
import { err } from '../../src/domain/result.ts';
import { DetailsPane } from '../../src/renderer/features/details/details-pane.tsx';
import { TreePane } from '../../src/renderer/features/tree/tree-pane.tsx';
import { expectedOf } from '../domain/expected-invoice.ts';
import type { FixtureSide } from '../renderer/fixture-pages.ts';
import { activeName, show, treeOf } from './render.tsx';

const dialog = (name: string) => page.getByRole('dialog', { name });

function Both() {
  return (
    <div style={{ display: 'grid', gridTemplateColumns: '1fr 1fr', height: '100%' }}>
      <TreePane />
      <DetailsPane />
    </div>
  );
}

describe('submitting', () => {
  it('COMP-13 offers each ready bill by its number, and counts those that are left', async () => {
    const shown = await show(null);
    shown.open({ type: 'submit' });
    await expect.element(dialog('提交单据')).toBeVisible();
    await expect.element(page.getByRole('button', { name: '提交 2 单' })).toHaveFocus();
    const bill = page.getByRole('checkbox', { name: '提交 CL-2026-000124' });
    await expect.element(bill).toBeChecked();
    await bill.click();
    await expect.element(page.getByRole('button', { name: '提交 1 单' })).toBeVisible();
    await page.getByRole('checkbox', { name: '提交 CL-2026-000123' }).click();
    await expect.element(page.getByRole('button', { name: '提交', exact: true })).toBeDisabled();
  });

  it('COMP-13 puts ready bills that do not agree with what is expected before those that do', async () => {
    const paper = (bill: string, number: string) =>
      [
        { kind: 'cover', billNumber: bill },
        { kind: 'invoice', invoice: { number, amountMinor: 5600, totalMinor: 5600 } },
      ] as const;
    const shown = await show(null, {
      sides: [
        ...paper('CL-2026-000161', '26317000000530000061'),
        ...paper('CL-2026-000162', '26317000000530000062'),
      ],
      expected: [
        expectedOf('CL-2026-000161', '26317000000530000061', 5600),
        expectedOf('CL-2026-000162', '26317000000530000062', 6500),
      ],
    });
    shown.open({ type: 'submit' });
    await expect.element(page.getByText('其中 1 单与应收发票不一致，可先核对再提交')).toBeVisible();
    const names = page
      .getByRole('checkbox')
      .elements()
      .map((one) => one.getAttribute('aria-label'));
    expect(names).toEqual(['提交 CL-2026-000162', '提交 CL-2026-000161']);
  });

  it('COMP-13 says of each problem what to do, and leads to its page, ready to mend it', async () => {
    const shown = await show(<Both />);
    shown.ui.set({ isRightFolded: false });
    shown.open({ type: 'submit' });
    await page
      .getByRole('button', {
        name: '发票没有识别到号码和金额 对照影像录入（D），重新扫描，或设为附件（A）',
      })
      .click();
    await expect.element(dialog('提交单据')).not.toBeInTheDocument();
    await expect.element(page.getByRole('textbox', { name: '发票号码' })).toHaveFocus();
    expect(activeName(treeOf(shown.text))).toBe('发票');
  });

  it('COMP-13 leads from a page of bad quality to what can be done about it', async () => {
    const shown = await show(<Both />, { language: 'en-US' });
    shown.ui.set({ isRightFolded: false });
    shown.open({ type: 'submit' });
    await page.getByRole('button', { name: /1 page .*blurred/i }).click();
    await expect.element(treeOf(shown.text)).toHaveFocus();
    expect(activeName(treeOf(shown.text))).toBe('Attachment');
    await expect.element(page.getByRole('button', { name: /Accept/ })).toBeVisible();
  });

  it('COMP-13 says that nothing can go while something is wrong everywhere', async () => {
    const shown = await show(null, {
      sides: [{ kind: 'cover', billNumber: 'CL-2026-000150' }, { kind: 'invoice' }],
    });
    shown.open({ type: 'submit' });
    await expect.element(dialog('提交单据').getByText('没有可提交的单据')).toBeVisible();
    await expect.element(page.getByRole('button', { name: '提交', exact: true })).toBeDisabled();
  });

  it.each([
    { counted: 30, todo: '补扫缺的纸，改清点数，或确认数目没错' },
    { counted: 9, todo: '删除多扫的影像，再改清点数，或确认数目没错' },
  ])(
    'COMP-28 tells a count of $counted that differs once for its stack, with the bills it holds back',
    async ({ counted, todo }) => {
      const shown = await show(null);
      const job = shown.fixture.captures().at(-1);
      if (!job) throw new Error('the case was fed');
      shown.fixture.emit({ type: 'capture.changed', job: { ...job, countedSheets: counted } });
      shown.open({ type: 'submit' });
      const name = `清点 ${counted} 张，送纸 ${job.sheetsFed} 张 ${todo}`;
      await expect.element(dialog('提交单据').getByRole('button', { name, exact: true })).toBeVisible();
      expect(page.getByRole('button', { name: /^清点/ }).elements()).toHaveLength(1);
      await expect
        .element(dialog('提交单据'))
        .toMatchTextContent(/同一叠纸里的 3 单.*CL-2026-000123 CL-2026-000124/);
      await page.getByRole('button', { name: /^清点/ }).click();
      expect(shown.ui.get().countOf).toBe(job.id);
    },
  );

  it('COMP-28 keeps the numbers of a long stack within the dialog', async () => {
    const numbers = Array.from({ length: 20 }, (_, at) => `CL-2026-000${200 + at}`);
    const sides = numbers.map((billNumber): FixtureSide => ({ kind: 'cover', billNumber }));
    const shown = await show(null, { sides, expected: [] });
    const job = shown.fixture.captures().at(-1);
    if (!job) throw new Error('the case was fed');
    shown.fixture.emit({ type: 'capture.changed', job: { ...job, countedSheets: 1 } });
    shown.open({ type: 'submit' });
    await expect.element(dialog('提交单据')).toMatchTextContent(/同一叠纸里的 20 单/);
    const content = document.querySelector('.MuiDialogContent-root');
    expect(content?.scrollWidth).toBe(content?.clientWidth);
  });

  it('COMP-22 says in the results of an amount without tax that it is', async () => {
    const net = { amountBasis: 'net', totalMinor: null, type: 'vat-e-ordinary' } as const;
    const expected = {
      id: 'expected:88400',
      billNumber: 'CL-2026-000150',
      type: 'vat-special',
      code: '3200211130',
      number: '01234567',
      date: '2026-03-18',
      netMinor: 88400,
      totalMinor: null,
      currency: 'CNY',
      sellerName: null,
    } as const;
    const shown = await show(null, {
      sides: [
        { kind: 'cover', billNumber: 'CL-2026-000150' },
        { kind: 'invoice', invoice: { ...net, code: '3200211130', number: '01234567', amountMinor: 88400 } },
        { kind: 'invoice', invoice: { ...net, code: '3200211130', number: '01234568', amountMinor: 46017 } },
        { kind: 'invoice', invoice: { number: '26317000000530000021', amountMinor: 5600, totalMinor: 5600 } },
      ],
      expected: [expected],
    });
    shown.open({ type: 'submit' });
    await expect.element(page.getByRole('button', { name: '提交 1 单' })).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    const bill = page.getByRole('region', { name: 'CL-2026-000150' });
    await expect.element(bill.getByText('不含税 884.00', { exact: true })).toBeVisible();
    await expect.element(bill.getByText('不含税 460.17', { exact: true })).toBeVisible();
    await expect.element(bill.getByText('56.00', { exact: true })).toBeVisible();
  });

  it('COMP-13 ends in the results, bills with a difference first', async () => {
    const shown = await show(null);
    shown.open({ type: 'submit' });
    await expect.element(page.getByRole('button', { name: '提交 2 单' })).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    await expect.element(dialog('匹配结果')).toBeVisible();
    await expect.element(page.getByText('1 / 2 单全部匹配')).toBeVisible();
    await expect.element(dialog('匹配结果')).toBeVisible();
    const bills = page.getByRole('region').elements();
    expect(bills.map((one) => one.getAttribute('aria-label'))).toEqual(['CL-2026-000123', 'CL-2026-000124']);
    await expect.element(page.getByRole('region', { name: 'CL-2026-000123' })).toMatchTextContent(/未扫到/);
  });

  it('COMP-50 leads to the results where another window was quicker, and asks for no mending where nothing is left', async () => {
    const shown = await show(null, { sides: [{ kind: 'cover', billNumber: 'CL-2026-000150' }] });
    const { client } = shown.workbench.station;
    const run = client.run.bind(client);
    vi.spyOn(client, 'run').mockImplementation((async (name: CommandName, input: never) => {
      const result = await run(name, input);
      if (name !== 'bill.submit') return result;
      return err({ type: 'BillSubmitted', billId: shown.context().index.bills[0]?.bill.id });
    }) as typeof client.run);
    onTestFinished(() => {
      vi.restoreAllMocks();
    });
    shown.open({ type: 'submit' });
    await expect.element(page.getByRole('button', { name: '提交 1 单' })).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    await expect.element(dialog('匹配结果')).toBeVisible();
    expect(shown.ui.get().notices).toEqual([]);

    shown.open({ type: 'submit' });
    await expect.element(dialog('提交单据').getByText('已提交 1 单')).toBeVisible();
    await expect.element(dialog('提交单据').getByText('先处理下面列出的问题')).not.toBeInTheDocument();
  });
});
