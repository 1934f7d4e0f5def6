import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { TreePane } from '../../src/renderer/features/tree/tree-pane.tsx';
import { activeName, type Shown, show, showWindow, treeOf } from './render.tsx';

const field = () => page.getByRole('combobox');
const list = () => page.getByRole('listbox');
const option = (name: string | RegExp) => list().getByRole('option', { name });
/** The line Enter takes, as the field tells it to a reader. */
const current = () => activeName(field());

describe('the palette', () => {
  it('COMP-8 is a field over a list: the field has the keyboard and tells the line that is chosen', async () => {
    const { text } = await showWindow();
    treeOf(text).element().focus();
    await userEvent.keyboard('{Control>}k{/Control}');
    await expect.element(page.getByRole('dialog', { name: '查找操作' })).toBeVisible();
    await expect.element(field()).toHaveFocus();
    await expect.element(field()).toHaveAccessibleName('查找操作');
    await expect.element(field()).toHaveAttribute('aria-controls', list().element().id);
    await userEvent.keyboard('合并');
    await expect.poll(current).toMatch(/^合并影像文件/);
    await expect.element(option(/^合并影像文件/)).toHaveAttribute('aria-selected', 'true');
    await userEvent.keyboard('{Escape}');
    await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
    await expect.element(treeOf(text)).toHaveFocus();
  });

  it('COMP-8 says why a line cannot be run, and that nothing was found', async () => {
    const shown = await show(null);
    shown.open({ type: 'palette' });
    await field().fill('撤销');
    await expect.element(option(/^撤销/)).toHaveAttribute('aria-disabled', 'true');
    await expect.element(option(/^撤销/)).toMatchTextContent(/没有可撤销的操作/);
    await field().fill('没有这样的');
    await expect.element(page.getByRole('status').getByText('没有找到这个操作')).toBeVisible();
    await expect.element(field()).toHaveAttribute('aria-expanded', 'false');
  });

  it('COMP-8 walks with the arrows, round the end, in English too', async () => {
    const shown = await show(null, { language: 'en-US' });
    shown.open({ type: 'palette' });
    await expect.poll(current).toMatch(/^Scan/);
    await userEvent.keyboard('{ArrowUp}');
    await expect.poll(current).not.toMatch(/^Scan/);
    await userEvent.keyboard('{ArrowDown}');
    await expect.poll(current).toMatch(/^Scan/);
  });
});

describe('the category of documents', () => {
  const categories = [
    { code: 'contract', names: { zh: '合同', en: 'Contract' }, isActive: true },
    { code: 'list', names: { zh: '清单', en: 'List' }, isActive: true },
  ];
  async function ask(language: 'zh-CN' | 'en-US' = 'zh-CN'): Promise<Shown> {
    const shown = await show(<TreePane />, { language });
    shown.fixture.settings.set({ categories: { by: 'station', categories } });
    await shown.station.refreshSettings();
    const [first] = shown.documents('attachment');
    if (!first) throw new Error('the case has an attachment');
    shown.open({ type: 'category', documentIds: [first.document.id] });
    return shown;
  }

  it('COMP-9 is chosen by its digit, which the line tells', async () => {
    await ask();
    await expect.element(page.getByRole('dialog', { name: '设为其他分类' })).toBeVisible();
    await expect.element(option(/清单/)).toHaveAttribute('aria-keyshortcuts', '2');
    await userEvent.keyboard('2');
    await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
    await expect.element(page.getByRole('treeitem', { name: '附件 清单' })).toBeVisible();
  });

  it('COMP-9 is found by what is typed of its name, and says when nothing is', async () => {
    await ask('en-US');
    await field().fill('contr');
    await expect.poll(current).toMatch(/Contract/);
    await field().fill('zzz');
    await expect.element(page.getByRole('status').getByText('No such category')).toBeVisible();
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByRole('dialog', { name: 'Set category' })).toBeVisible();
  });

  it('COMP-9 leads to the settings where there is none to choose', async () => {
    const shown = await show(null);
    await shown.station.refreshSettings();
    shown.open({ type: 'category', documentIds: [] });
    await expect.element(page.getByText('没有可选的附件分类')).toBeVisible();
    const way = page.getByRole('button', { name: '维护分类…' });
    await expect.element(way).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByRole('dialog', { name: '设置' })).toBeVisible();
  });
});

describe.each(['zh-CN', 'en-US'] as const)('categories that the service keeps (%s)', (language) => {
  async function ask(isActive: boolean): Promise<Shown> {
    const shown = await show(null, { language });
    const categories = [{ code: 'contract', names: { zh: '合同', en: 'Contract' }, isActive }];
    shown.fixture.settings.set({ categories: { by: 'service', categories } });
    await shown.station.refreshSettings();
    shown.open({ type: 'category', documentIds: [] });
    return shown;
  }

  it('COMP-41 are offered to be viewed, with who keeps them', async () => {
    const { text } = await ask(true);
    await expect.element(page.getByText(text('category.kept'))).toBeVisible();
    await expect
      .element(page.getByRole('button', { name: text('category.settings') }))
      .not.toBeInTheDocument();
    await page.getByRole('button', { name: text('category.look') }).click();
    const settings = page.getByRole('dialog', { name: text('settings.title') });
    await expect.element(settings.getByText(text('categories.given'))).toBeVisible();
    // The keyboard is in the dialog, where nothing can be added.
    await expect.element(page.getByRole('tab', { selected: true })).toHaveFocus();
  });

  it('COMP-41 are viewed where none can be chosen too', async () => {
    const { text } = await ask(false);
    await expect.element(page.getByText(text('category.empty.service'))).toBeVisible();
    const look = page.getByRole('button', { name: text('category.look') });
    await expect.element(look).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByRole('tab', { selected: true })).toHaveFocus();
  });
});

describe('documents that are moved', () => {
  function askToMove({ open, documents }: Shown): void {
    const [attachment] = documents('attachment');
    const [invoice] = documents('invoice');
    if (!attachment || !invoice) throw new Error('the case has both');
    open({
      type: 'move',
      documentIds: [attachment.document.id],
      place: { at: 'after', documentId: invoice.document.id },
      kind: 'invoice',
      category: null,
    });
  }
  const dialog = () => page.getByRole('dialog', { name: '修改分类并移动？' });

  it('COMP-10 under another heading are asked for with their number and the kind they become', async () => {
    const shown = await show(<TreePane />);
    askToMove(shown);
    await expect.element(dialog()).toMatchTextContent(/1 份影像的分类将改为“发票”/);
    await expect.element(page.getByRole('button', { name: '修改分类并移动' })).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    await expect.element(dialog()).not.toBeInTheDocument();
    await expect.poll(() => shown.documents('attachment')[0]?.pages.length).toBe(1);
    expect(shown.fixture.tree().documents.size).toBe(
      shown.context().index.bills.flatMap((bill) => bill.documents).length,
    );
  });

  it('COMP-10 stay where they are when it is cancelled', async () => {
    const shown = await show(<TreePane />);
    const before = shown.fixture.tree();
    askToMove(shown);
    await page.getByRole('button', { name: '取消' }).click();
    await expect.element(dialog()).not.toBeInTheDocument();
    expect(shown.fixture.tree()).toBe(before);
  });

  it('COMP-10 to another bill are taken there by its number', async () => {
    const shown = await show(<TreePane />);
    shown.standOn('invoice', 2);
    shown.open({ type: 'move-to-bill' });
    await expect.element(page.getByRole('dialog', { name: '将 1 份影像移到单据' })).toBeVisible();
    await expect.element(field()).toHaveAccessibleName('单据编号');
    await field().fill('0124');
    await expect.poll(current).toMatch(/^CL-2026-000124/);
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
    await expect
      .element(page.getByRole('treeitem', { name: /CL-2026-000124/ }))
      .toHaveAccessibleDescription(/发票 3/);
  });

  it('COMP-10 to a bill that is not there are told so', async () => {
    const shown = await show(null, { language: 'en-US' });
    shown.standOn('invoice');
    shown.open({ type: 'move-to-bill' });
    await field().fill('9999');
    await expect.element(page.getByRole('status')).toMatchTextContent(/9999/);
    await expect.element(field()).toHaveAttribute('aria-expanded', 'false');
  });
});
