import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { TreePane } from '../../src/renderer/features/tree/tree-pane.tsx';
import { caseSides, cleanupSides } from '../renderer/fixture-case.ts';
import { activeName, press, show, showWindow, treeOf } from './render.tsx';

const row = (name: string) => page.getByRole('treeitem', { name });

describe('a row of the tree', () => {
  it('COMP-1 of a bill is called by its number and its need, and tells its counts', async () => {
    await show(<TreePane />);
    const first = row('单据 CL-2026-000123，1 张金额不符');
    await expect.element(first).toBeVisible();
    await expect.element(first).toHaveAccessibleDescription('封面 1/1，发票 3/4，附件 2，签收 2/4，空白 5');
    await expect.element(row('单据 CL-2026-000124，可提交')).toBeVisible();
  });

  it('COMP-1 of a document is called by kind, type and last figures, and tells seller, amount and verdict', async () => {
    await show(<TreePane />);
    const invoice = row('发票 数电专票 …0021');
    await expect
      .element(invoice)
      .toHaveAccessibleDescription('上海明远电子科技股份有限公司，12,345.67，不符');
    await expect
      .element(row('发票 铁路电子客票 …0082'))
      .toHaveAccessibleDescription('示例铁路客运有限公司，56.00，已匹配');
    await expect.element(row('附件').first()).toHaveAccessibleDescription('2 页，第 5 张纸正面');
  });

  it('COMP-1 speaks English where the window does', async () => {
    await show(<TreePane />, { language: 'en-US' });
    expect(document.documentElement.lang).toBe('en-US');
    await expect.element(row('Bill CL-2026-000123, 1 mismatched')).toBeVisible();
    await expect
      .element(row('Invoice Digital special …0021'))
      .toHaveAccessibleDescription('上海明远电子科技股份有限公司, 12,345.67, Mismatch');
  });

  it('COMP-1 says what its pages are marked with', async () => {
    await show(<TreePane />, { sides: cleanupSides, expected: [] });
    const marked = page.getByRole('treeitem', { level: 2 }).elements();
    const said = marked.map((one) => one.getAttribute('aria-description') ?? '');
    expect(said.filter((words) => words.includes('模糊'))).toHaveLength(1);
    expect(said.filter((words) => words.includes('疑似重张'))).toHaveLength(1);
  });

  it('HELD-23 of an invoice that went out before says so, and its chip leads to when and with which bill', async () => {
    const shown = await show(<TreePane />);
    const key = '26319000000530000082';
    shown.fixture.setFacts({
      submitted: [
        {
          key,
          billId: 'bill:018f0000-0000-7000-8000-00000000ffff',
          billNumber: 'OLD-1',
          batchId: 'batch:018f0000-0000-7000-8000-00000000fffe',
          batchName: '2026-11-20/01',
          at: Date.UTC(2026, 10, 20),
        },
      ],
    });
    const sent = row('发票 铁路电子客票 …0082');
    await expect.element(sent).toHaveAccessibleDescription('示例铁路客运有限公司，56.00，已提交过');
    await expect.element(row('发票 数电专票 …0021')).not.toHaveAccessibleDescription(/已提交过/);
    shown.ui.set({ isRightFolded: true, detailsTab: 'match' });
    const chip = sent.getByText('已提交过');
    expect(chip.element().getAttribute('title')).toMatch(/2026.*OLD-1/);
    await chip.click();
    expect(shown.ui.get()).toMatchObject({ isRightFolded: false, detailsTab: 'reading' });
    expect(shown.ui.get().cursor).toBe(
      shown.documents('invoice').find(({ pages }) => pages[0]?.reading?.invoices?.[0]?.number === key)
        ?.document.id,
    );
  });

  it('COMP-2 says its level, its place and how many stand beside it', async () => {
    const { ui, documents } = await show(<TreePane />);
    const place = (name: string) => {
      const element = row(name).first().element();
      return ['level', 'posinset', 'setsize'].map((one) => element.getAttribute(`aria-${one}`)).join(' ');
    };
    await expect.element(row('单据 CL-2026-000124，可提交')).toBeVisible();
    expect(place('单据 CL-2026-000124，可提交')).toBe('1 2 3');
    expect(place('发票 数电专票 …0021')).toBe('2 2 6');
    const twoPages = documents('attachment')[0]?.document.id;
    if (!twoPages) throw new Error('the case has an attachment');
    ui.set({ openDocuments: new Set([twoPages]) });
    await expect.element(row('第 2 页')).toBeVisible();
    expect(place('第 2 页')).toBe('3 2 2');
  });

  it('COMP-2 counts rows that are not drawn', async () => {
    const { text } = await show(<TreePane />, { sides: [...caseSides, ...caseSides] });
    await expect.element(treeOf(text)).toBeVisible();
    const bills = page.getByRole('treeitem', { level: 1 }).elements();
    expect(bills.length).toBeLessThan(6);
    expect(bills[0]?.getAttribute('aria-setsize')).toBe('6');
  });

  it('COMP-2 says whether it is open, and only where it can open', async () => {
    const { ui, context } = await show(<TreePane />);
    const bill = row('单据 CL-2026-000123，1 张金额不符');
    await expect.element(bill).toHaveAttribute('aria-expanded', 'true');
    await expect.element(row('附件').first()).toHaveAttribute('aria-expanded', 'false');
    await expect.element(row('发票 数电专票 …0021')).not.toHaveAttribute('aria-expanded');
    const id = context().index.bills[0]?.bill.id;
    if (!id) throw new Error('the case has a bill');
    ui.set({ closedBills: new Set([id]) });
    await expect.element(bill).toHaveAttribute('aria-expanded', 'false');
    await expect.element(row('发票 数电专票 …0021')).not.toBeInTheDocument();
  });
});

describe('the keyboard in the tree', () => {
  it('COMP-3 has one stop for Tab and stands on the first row at once', async () => {
    const { text } = await show(<TreePane />);
    const tree = treeOf(text);
    await expect.element(tree).toBeVisible();
    await userEvent.tab();
    await expect.element(tree).toHaveFocus();
    await expect.poll(() => activeName(tree)).toBe('单据 CL-2026-000123，1 张金额不符');
    await userEvent.tab();
    await expect.element(page.getByRole('button', { name: '空白 15' })).toHaveFocus();
  });

  it('COMP-3 walks with arrows, Home and End, and the tree names the row it stands on', async () => {
    const { text } = await show(<TreePane />);
    const tree = treeOf(text);
    await expect.element(tree).toBeVisible();
    await userEvent.tab();
    await press('ArrowDown', 'ArrowDown');
    await expect.poll(() => activeName(tree)).toBe('发票 数电专票 …0021');
    await expect.element(row('发票 数电专票 …0021')).toHaveAttribute('aria-selected', 'true');
    await press('ArrowLeft');
    await expect.poll(() => activeName(tree)).toBe('单据 CL-2026-000123，1 张金额不符');
    await press('ArrowLeft');
    await expect.element(row('单据 CL-2026-000123，1 张金额不符')).toHaveAttribute('aria-expanded', 'false');
    await press('ArrowRight', 'ArrowRight');
    await expect.poll(() => activeName(tree)).toBe('封面');
    await press('End');
    await expect.poll(() => activeName(tree)).toBe('附件');
    await press('Home');
    await expect.poll(() => activeName(tree)).toBe('单据 CL-2026-000123，1 张金额不符');
  });

  it('COMP-4 ticks a range with Shift, says it of each row and counts it aloud', async () => {
    const { text } = await show(<TreePane />);
    await expect.element(treeOf(text)).toBeVisible();
    await userEvent.tab();
    await press('ArrowDown', 'Shift+ArrowDown', 'Shift+ArrowDown');
    await expect.element(row('发票 数电专票 …0021')).toHaveAttribute('aria-checked', 'true');
    await expect.element(row('发票 数电普票 …0017')).toHaveAttribute('aria-checked', 'true');
    await expect.element(row('发票 铁路电子客票 …0082')).toHaveAttribute('aria-checked', 'false');
    const told = page.getByText('已勾选 3 份');
    await expect.element(told).toHaveAttribute('aria-live', 'polite');
  });

  it('COMP-4 ticks one more with Ctrl and a range with Shift of the mouse', async () => {
    await show(<TreePane />);
    await row('发票 数电专票 …0021').click();
    await row('发票 铁路电子客票 …0082').click({ modifiers: ['Control'] });
    await expect.element(row('发票 铁路电子客票 …0082')).toHaveAttribute('aria-checked', 'true');
    await expect.element(row('发票 数电专票 …0021')).toHaveAttribute('aria-checked', 'false');
    await row('发票 数电专票 …0021').click({ modifiers: ['Shift'] });
    await expect.element(page.getByText('已勾选 3 份')).toBeVisible();
    await row('发票 铁路电子客票 …0082').click({ modifiers: ['Control'] });
    await expect.element(page.getByText('已勾选 2 份')).toBeVisible();
  });

  it('COMP-4 ticks with Space and lets go with Escape in the window', async () => {
    const { text } = await showWindow({ language: 'en-US' });
    const tree = treeOf(text);
    tree.element().focus();
    await press('Home', 'ArrowDown', ' ');
    await expect
      .element(tree.getByRole('treeitem', { name: 'Cover' }).first())
      .toHaveAttribute('aria-checked', 'true');
    await expect.element(page.getByText('1 ticked')).toBeVisible();
    await press('Escape');
    await expect.element(page.getByText('1 ticked')).not.toBeInTheDocument();
  });
});

describe('the number of a bill', () => {
  it('COMP-5 is typed into a field with its name, Enter saves it and the keyboard is back in the tree', async () => {
    const { ui, context, text } = await show(<TreePane />);
    ui.set({ editingNumber: context().index.bills[1]?.bill.id ?? null });
    const field = page.getByRole('textbox', { name: '单据编号' });
    await expect.element(field).toHaveFocus();
    await expect.element(field).toHaveValue('CL-2026-000124');
    await userEvent.keyboard('CL-2026-000200{Enter}');
    await expect.element(field).not.toBeInTheDocument();
    await expect.element(treeOf(text)).toHaveFocus();
    await expect.element(row('单据 CL-2026-000200，可提交')).toHaveAttribute('aria-level', '1');
  });

  it('COMP-5 that is empty is refused in words, and Escape gives it up', async () => {
    const { ui, context } = await show(<TreePane />);
    ui.set({ editingNumber: context().index.bills[0]?.bill.id ?? null });
    const field = page.getByRole('textbox', { name: '单据编号' });
    await field.fill('');
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByRole('alert')).toMatchTextContent(/^单据编号不能为空/);
    await expect.element(field).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await expect.element(field).not.toBeInTheDocument();
    await expect.element(row('单据 CL-2026-000123，1 张金额不符')).toBeVisible();
  });
});

it('VIEW-80 a key that has nowhere further to go brings back the row it stands on, scrolled away by hand', async () => {
  const attachments = Array.from({ length: 40 }, () => ({ kind: 'attachment' }) as const);
  const { text } = await show(<TreePane />, {
    sides: [{ kind: 'cover', billNumber: 'CL-2026-000150' }, ...attachments],
  });
  const list = treeOf(text).element();
  list.focus();
  await press('Home');
  list.scrollTop = list.scrollHeight;
  await expect.poll(() => row('附件').elements().length).toBeGreaterThan(0);
  await expect.poll(() => page.getByRole('treeitem', { name: '封面' }).elements()).toEqual([]);
  await press('Home');
  await expect.poll(() => list.scrollTop).toBe(0);

  await press('End');
  await expect.poll(() => list.scrollTop).toBeGreaterThan(0);
  list.scrollTop = 0;
  await expect.element(row('封面')).toBeVisible();
  await press('ArrowDown');
  await expect.poll(() => list.scrollTop).toBeGreaterThan(0);
});
