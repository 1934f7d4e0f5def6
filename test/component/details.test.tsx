import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { DetailsPane } from '../../src/renderer/features/details/details-pane.tsx';
import type { FixtureSide } from '../renderer/fixture-pages.ts';
import { type Shown, show } from './render.tsx';

/** A bill with one invoice of which nothing could be read. */
const unread: readonly FixtureSide[] = [{ kind: 'cover', billNumber: 'CL-2026-000140' }, { kind: 'invoice' }];

async function showForm(): Promise<Shown> {
  const shown = await show(<DetailsPane />, { sides: unread, expected: [] });
  shown.ui.set({ isRightFolded: false });
  shown.standOn('invoice');
  await page.getByRole('button', { name: '录入或修改发票信息' }).click();
  return shown;
}

const field = (name: string) => page.getByRole('textbox', { name });

/** Types into a field and leaves it. */
async function type(name: string, words: string): Promise<void> {
  await field(name).fill(words);
  await userEvent.tab();
}

/** A fault is the field's own: it is invalid, and the words are what describes it. */
async function isRefused(name: string, words: string): Promise<void> {
  await expect.element(field(name)).toHaveAttribute('aria-invalid', 'true');
  await expect.element(field(name)).toHaveAccessibleDescription(words);
}

async function isSound(name: string): Promise<void> {
  await expect.element(field(name)).toHaveAttribute('aria-invalid', 'false');
  await expect.element(field(name)).toHaveAccessibleDescription('');
}

describe('the details of a page', () => {
  it('COMP-6 tell each field with its value and where it is from', async () => {
    const { ui, standOn } = await show(<DetailsPane />);
    ui.set({ isRightFolded: false });
    standOn('invoice');
    const facts = () =>
      page
        .getByRole('term')
        .elements()
        .map((term) => {
          const [value, source] = [term.nextElementSibling, term.nextElementSibling?.nextElementSibling];
          return `${term.textContent}: ${value?.textContent} (${source?.textContent})`;
        });
    await expect.element(page.getByRole('heading', { name: '数电专票' })).toBeVisible();
    expect(facts()).toContain('发票号码: 26317000000530000021 (二维码 99%)');
    expect(facts()).toContain('开票日期: 2026-03-18 (二维码 99%)');
    expect(facts()).toContain('价税合计: ¥12,345.67 (二维码 99%)');
    expect(facts()).toContain('销售方: 上海明远电子科技股份有限公司 (二维码 99%)');
  });

  it('KEYS-26 tell the key of each tab in its tip and to a reader, folded away too', async () => {
    const { ui } = await show(<DetailsPane />);
    for (const [isRightFolded, role] of [
      [false, 'tab'],
      [true, 'button'],
    ] as const) {
      ui.set({ isRightFolded });
      const quality = page.getByRole(role, { name: '质量' });
      await expect.element(quality).toHaveAttribute('aria-keyshortcuts', 'Alt+8');
      await quality.hover();
      await expect.element(page.getByRole('tooltip')).toMatchTextContent(/质量.*Alt.*8/);
    }
    await page.getByRole('button', { name: '匹配' }).click();
    await expect.element(page.getByRole('tab', { name: '匹配' })).toHaveAttribute('aria-selected', 'true');
    await page.getByRole('tab', { name: '识别' }).click();
    await expect.element(page.getByRole('tab', { name: '识别' })).toHaveAttribute('aria-selected', 'true');
  });

  it('COMP-6 tell a difference in one sentence with both figures', async () => {
    const { ui, standOn } = await show(<DetailsPane />);
    ui.set({ isRightFolded: false });
    standOn('invoice');
    await expect
      .element(page.getByText(/与提单金额不符：单据 .*12,435\.67，纸质 .*12,345\.67，差 .*90\.00/).first())
      .toBeVisible();
  });

  it('COMP-6 are four tabs, of which the chosen one names the panel', async () => {
    const { ui, standOn } = await show(<DetailsPane />, { language: 'en-US' });
    ui.set({ isRightFolded: false });
    standOn('invoice');
    const tabs = page.getByRole('tablist');
    await expect.element(tabs.getByRole('tab', { selected: true })).toHaveTextContent('Read');
    await tabs.getByRole('tab', { name: 'Quality' }).click();
    await expect.element(page.getByRole('tabpanel', { name: 'Quality' })).toBeVisible();
    await userEvent.keyboard('{ArrowRight}{Enter}');
    await expect.element(page.getByRole('tabpanel', { name: 'History' })).toBeVisible();
  });
});

describe('an invoice typed by hand', () => {
  it('COMP-7 begins at its number, and every field has its name', async () => {
    await showForm();
    await expect.element(page.getByRole('form', { name: '录入发票信息' })).toBeVisible();
    await expect.element(field('发票号码')).toHaveFocus();
    for (const name of ['发票代码', '开票日期', '不含税金额', '价税合计', '校验码'])
      await expect.element(field(name)).toBeVisible();
    await expect.element(page.getByRole('combobox', { name: '发票种类' })).toBeVisible();
  });

  it('COMP-7 says nothing of a field before it was left', async () => {
    await showForm();
    await field('发票号码').fill('123');
    await isSound('发票号码');
    await userEvent.tab();
    await isRefused('发票号码', '发票号码为 20 位（数电票）或 8 位数字');
  });

  it.each([
    ['发票号码', '2631700000053000002', '发票号码为 20 位（数电票）或 8 位数字'],
    ['发票代码', '12345', '发票代码为 10 位或 12 位数字'],
    ['开票日期', '2026-02-30', '没有这一天，请写成 2026-03-18'],
    ['开票日期', '2031-01-01', '开票日期晚于今天，请核对'],
    ['不含税金额', '12,3.456', '金额请写成 1234.56，最多两位小数'],
    ['校验码', '123', '校验码为 20 位数字，看不清可不填'],
  ])('COMP-7 ties the fault of %s “%s” to its field', async (name, words, fault) => {
    await showForm();
    await type(name, words);
    await isRefused(name, fault);
  });

  it('COMP-7 takes the fault away with its cause', async () => {
    await showForm();
    await type('开票日期', '2026-13-01');
    await isRefused('开票日期', '没有这一天，请写成 2026-03-18');
    await field('开票日期').fill('2026-03-01');
    await isSound('开票日期');
  });

  it('COMP-7 asks for a gross amount and no check code once the number has 20 digits', async () => {
    await showForm();
    await field('发票号码').fill('12345678');
    await expect.element(field('不含税金额')).toBeVisible();
    await expect.element(field('校验码')).toBeVisible();
    await field('发票号码').fill('26317000000530000777');
    await expect.element(field('校验码')).not.toBeInTheDocument();
    await expect.element(field('不含税金额')).not.toBeInTheDocument();
    await expect.element(field('价税合计')).toBeVisible();
  });

  it('COMP-7 puts the keyboard on the first field that is wrong instead of saving', async () => {
    const { fixture } = await showForm();
    await type('发票号码', '12345678');
    await userEvent.keyboard('{Enter}');
    await expect.element(field('发票代码')).toHaveFocus();
    await isRefused('发票代码', '8 位号码的发票须录入发票代码');
    expect([...fixture.tree().pages.values()].every((one) => one.typed === null)).toBe(true);
  });

  it('COMP-7 saves with Enter what is then told as typed by a person', async () => {
    const { fixture } = await showForm();
    await field('发票号码').fill('2631 7000 0005 3000 0777');
    await field('价税合计').fill('1234.5');
    await page.getByRole('combobox', { name: '发票种类' }).selectOptions('数电普票');
    await field('价税合计').click();
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByRole('heading', { name: '数电普票' })).toBeVisible();
    await expect.element(page.getByText('26317000000530000777')).toBeVisible();
    await expect.element(page.getByText('¥1,234.50')).toBeVisible();
    await expect.element(page.getByText('人工').first()).toBeVisible();
    await expect.element(page.getByRole('form')).not.toBeInTheDocument();
    expect([...fixture.tree().pages.values()].filter((one) => one.typed !== null)).toHaveLength(1);
  });

  it('COMP-7 is left by Escape with nothing changed', async () => {
    const { fixture } = await showForm();
    await field('发票号码').fill('26317000000530000777');
    await userEvent.keyboard('{Escape}');
    await expect.element(page.getByRole('form')).not.toBeInTheDocument();
    expect([...fixture.tree().pages.values()].every((one) => one.typed === null)).toBe(true);
  });

  it('COMP-24 is kept when another page comes into view before it was saved, which is told', async () => {
    const shown = await showForm();
    await field('发票号码').fill('26317000000530000777');
    shown.standOn('cover');
    // As the window does where another page comes into view.
    shown.ui.set({ typing: null });
    await expect.element(page.getByRole('form')).not.toBeInTheDocument();
    await expect.element(page.getByRole('status').filter({ hasText: '已保留' })).toBeVisible();
    shown.standOn('invoice');
    await page.getByRole('button', { name: '录入或修改发票信息' }).click();
    await expect.element(field('发票号码')).toHaveValue('26317000000530000777');
    await field('价税合计').fill('1234.5');
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByRole('form')).not.toBeInTheDocument();
    expect(shown.ui.get().keptTyping.size).toBe(0);
  });

  it('COMP-24 is kept while another tab is in view, and given up by Escape', async () => {
    const shown = await showForm();
    await field('发票号码').fill('26317000000530000777');
    await page.getByRole('tab', { name: '历史' }).click();
    await expect.element(page.getByRole('form')).not.toBeInTheDocument();
    expect(shown.ui.get().notices).toEqual([]);
    await page.getByRole('tab', { name: '识别' }).click();
    await expect.element(field('发票号码')).toHaveValue('26317000000530000777');
    await field('发票号码').click();
    await userEvent.keyboard('{Escape}');
    await page.getByRole('button', { name: '录入或修改发票信息' }).click();
    await expect.element(field('发票号码')).toHaveValue('');
  });
});
