import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { type Shown, show } from './render.tsx';

const dialog = () => page.getByRole('dialog', { name: '设置' });
const tab = (name: string) => page.getByRole('tab', { name });
const field = (name: string) => page.getByRole('textbox', { name });

async function showSettings(part?: '单据' | '扫描文件夹'): Promise<Shown> {
  const shown = await show(null);
  await shown.station.refreshSettings();
  shown.open({ type: 'settings' });
  await expect.element(tab('窗口')).toHaveFocus();
  if (part) await tab(part).click();
  return shown;
}

async function showCategories(): Promise<Shown> {
  const shown = await show(null);
  await shown.station.refreshSettings();
  shown.open({ type: 'categories' });
  await expect.element(page.getByRole('button', { name: '添加分类' })).toHaveFocus();
  return shown;
}

describe('the settings', () => {
  it('COMP-15 are parts that the arrows walk, and the part in view is named by its tab', async () => {
    await showSettings();
    for (const name of ['单据', '影像方案', '附件分类', '扫描文件夹', '存储', '影像服务', '对接 ERP']) {
      await userEvent.keyboard('{ArrowDown}');
      await expect.element(tab(name)).toHaveAttribute('aria-selected', 'true');
      await expect.element(page.getByRole('tabpanel', { name })).toBeVisible();
    }
  });

  it('COMP-15 say which choice is taken', async () => {
    await showSettings();
    const language = page.getByRole('group', { name: '语言' });
    await expect
      .element(language.getByRole('button', { name: '简体中文' }))
      .toHaveAttribute('aria-pressed', 'true');
    await expect
      .element(language.getByRole('button', { name: 'English' }))
      .toHaveAttribute('aria-pressed', 'false');
  });

  it('COMP-15 tie a rule that is no pattern to its field and do not save it', async () => {
    await showSettings('单据');
    const pattern = field('单据编号格式（正则表达式，整段匹配）');
    await expect.element(pattern).toHaveAttribute('aria-invalid', 'false');
    await pattern.fill('CL-(');
    await expect.element(pattern).toHaveAttribute('aria-invalid', 'true');
    await expect.element(pattern).toHaveAccessibleDescription('正则表达式不正确');
    const part = page.getByRole('group', { name: '封面识别规则' });
    await expect.element(part.getByRole('button', { name: '保存' })).toBeDisabled();
    await pattern.fill('CL-\\d+');
    await field('试一试：输入一个单据编号').fill('CL-123');
    await expect.element(part.getByText('符合', { exact: true })).toBeVisible();
  });

  it('COMP-15 save the watched folder and say so', async () => {
    const { fixture } = await showSettings('扫描文件夹');
    const part = page.getByRole('tabpanel', { name: '扫描文件夹' });
    await expect.element(part.getByRole('button', { name: '保存' })).toBeDisabled();
    await field('文件夹路径（空着就不监视）').fill('/srv/scans');
    await part.getByRole('button', { name: '保存' }).click();
    await expect.element(page.getByRole('status').getByText('设置已保存')).toBeVisible();
    expect(fixture.settings.get().hotFolder.folder).toBe('/srv/scans');
  });

  it('COMP-15 can be looked at only where IT has set them, and say so at the field', async () => {
    const shown = await show(null);
    shown.fixture.settings.set({ hotFolder: { folder: '/srv/it', grouping: 'split', by: 'given' } });
    await shown.station.refreshSettings();
    shown.open({ type: 'settings' });
    await tab('扫描文件夹').click();
    const path = field('文件夹路径（空着就不监视）');
    await expect.element(path).toBeDisabled();
    await expect.element(path).toHaveAccessibleDescription('路径由 IT 设定，这里不能更改');
  });

  it('COMP-16 of categories begin at Add, and a fault stands at its own field', async () => {
    const { fixture } = await showCategories();
    await userEvent.keyboard('{Enter}');
    await expect.element(field('第 1 个的编码')).toHaveFocus();
    await field('第 1 个的编码').fill('a b');
    await expect.element(field('第 1 个的编码')).toHaveAttribute('aria-invalid', 'true');
    await expect.element(field('第 1 个的编码')).toHaveAccessibleDescription(/编码以字母、汉字或数字开头/);
    await page.getByRole('button', { name: '保存分类' }).click();
    expect(fixture.settings.get().categories.categories).toEqual([]);
    await field('第 1 个的编码').fill('contract');
    await field('第 1 个的中文名称').fill('合同');
    await page.getByRole('button', { name: '保存分类' }).click();
    await expect.element(page.getByRole('status').getByText('附件分类已保存')).toBeVisible();
    expect(fixture.settings.get().categories.categories).toHaveLength(1);
  });

  it('COMP-16 ask before unsaved categories are lost', async () => {
    await showCategories();
    await userEvent.keyboard('{Enter}');
    await field('第 1 个的编码').fill('contract');
    await dialog().getByRole('button', { name: '关闭' }).click();
    const question = page.getByRole('dialog', { name: '附件分类还没有保存' });
    await question.getByRole('button', { name: '继续修改' }).click();
    await expect.element(field('第 1 个的编码')).toHaveValue('contract');
  });
});
