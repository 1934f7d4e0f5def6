import { describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import type { SchemeBook } from '../../src/domain/rules/scheme.ts';
import { schemesOfFile } from '../../src/renderer/features/settings/scheme-files.ts';
import { type Shown, show } from './render.tsx';

const near = {
  code: 'near',
  names: { zh: '差旅', en: 'Travel' },
  submit: 'manual',
  cover: 'needed',
  toleranceMinor: 5,
  compare: {},
  isActive: true,
} as const;
const travel = {
  code: 'travel',
  names: { zh: '差旅单', en: 'Travel bill' },
  numberPrefix: 'CL-',
  schemeCode: 'near',
  isActive: true,
};
const book: SchemeBook = { schemes: [near], billTypes: [travel] };

const field = (name: string) => page.getByRole('textbox', { name });
const save = () => page.getByRole('button', { name: '保存方案' });

async function showSchemes(prepare: (shown: Shown) => void = () => undefined): Promise<Shown> {
  const shown = await show(null);
  prepare(shown);
  await shown.station.refreshSettings();
  shown.open({ type: 'settings' });
  await page.getByRole('tab', { name: '影像方案' }).click();
  await expect.element(page.getByRole('tabpanel', { name: '影像方案' })).toBeVisible();
  return shown;
}

describe('the schemes in the settings', () => {
  it('MATCH-53 are added with a type, and a fault stands at its own field', async () => {
    const { fixture } = await showSchemes();
    await page.getByRole('button', { name: '添加方案' }).click();
    await expect.element(field('方案 1 的编码')).toHaveFocus();
    await field('方案 1 的编码').fill('near');
    await field('方案 1 的中文名称').fill('差旅');
    const tolerance = field('方案 1 的金额容差（元）');
    await tolerance.fill('0.055');
    await expect.element(tolerance).toHaveAccessibleDescription('填 0 或以上，最多两位小数');
    await tolerance.fill('0.05');
    await page.getByRole('combobox', { name: '方案 1 的匹配后' }).click();
    await page.getByRole('option', { name: '自动提交 ERP' }).click();
    await page.getByRole('button', { name: /金额怎样比/ }).click();
    await page.getByRole('combobox', { name: '方案 1 的增值税发票' }).click();
    await page.getByRole('option', { name: '不含税' }).click();
    await page.getByRole('button', { name: '添加类型' }).click();
    await expect.element(field('类型 1 的编码')).toHaveFocus();
    await save().click();
    await expect.element(field('类型 1 的编码')).toHaveAccessibleDescription('请填编码');
    expect(fixture.schemes.get().revision).toBe(0);
    await field('类型 1 的编码').fill('travel');
    await field('类型 1 的编号开头').fill('CL-');
    await save().click();
    await expect
      .element(page.getByRole('status').getByText('影像方案已保存，各扫描站随后更新'))
      .toBeVisible();
    expect(fixture.schemes.get()).toMatchObject({
      revision: 1,
      book: {
        schemes: [{ code: 'near', submit: 'automatic', toleranceMinor: 5, compare: { vat: 'net' } }],
        billTypes: [{ code: 'travel', numberPrefix: 'CL-', schemeCode: 'near' }],
      },
    });
  });

  it('MATCH-53 that were saved are retired, not taken out, and keep their code', async () => {
    const { fixture } = await showSchemes(({ fixture: { schemes } }) => schemes.set({ revision: 1, book }));
    await expect.element(field('方案 1 的编码')).toHaveAttribute('readonly');
    expect(page.getByRole('button', { name: '去掉方案 1' }).query()).toBeNull();
    await page.getByRole('checkbox', { name: '方案 1 的启用' }).click();
    await expect.element(page.getByText('这个方案已停用：换一个，或停用此类型')).toBeVisible();
    await page.getByRole('checkbox', { name: '类型 1 的启用' }).click();
    await save().click();
    await expect.poll(() => fixture.schemes.get().book.billTypes[0]?.isActive).toBe(false);
    expect(fixture.schemes.get().book.schemes[0]?.isActive).toBe(false);
  });

  it('MATCH-53 changed by two: the later sees what the other made, and nothing of either is lost', async () => {
    const { fixture } = await showSchemes(({ fixture: { schemes } }) => schemes.set({ revision: 1, book }));
    await field('类型 1 的中文名称').fill('差旅费报销单');
    const theirs = {
      schemes: [{ ...near, toleranceMinor: 9 }],
      billTypes: [{ ...travel, names: { ...travel.names, zh: '出差单' } }],
    };
    const kept = { operator: '管理员乙', stationId: 'station-2', at: Date.UTC(2026, 10, 23) };
    fixture.schemes.set({ revision: 2, book: theirs, kept });
    await expect
      .element(page.getByText(/管理员乙 刚刚改过方案/))
      .toMatchTextContent(/两人都改了：travel，请核对/);
    await expect.element(field('方案 1 的金额容差（元）')).toHaveValue('0.09');
    await expect.element(field('类型 1 的中文名称')).toHaveValue('差旅费报销单');
    await save().click();
    await expect.poll(() => fixture.schemes.get().revision).toBe(3);
    expect(fixture.schemes.get().book).toMatchObject({
      schemes: [{ toleranceMinor: 9 }],
      billTypes: [{ names: { zh: '差旅费报销单' } }],
    });
  });

  it('MATCH-49 are only looked at with the service out of reach, and say why', async () => {
    const { fixture } = await showSchemes(({ fixture: { schemes } }) =>
      schemes.set({ book, lack: 'OutOfReach' }),
    );
    await expect.element(page.getByRole('note').getByText(/连不上影像服务/)).toBeVisible();
    await expect.element(field('方案 1 的中文名称')).toHaveAttribute('readonly');
    expect(save().query()).toBeNull();
    fixture.schemes.set({ revision: 1, lack: null });
    await expect.element(save()).toBeVisible();
    await expect.element(field('方案 1 的中文名称')).not.toHaveAttribute('readonly');
  });

  it("MATCH-47 are only looked at where they are the ERP's", async () => {
    await showSchemes(({ fixture: { schemes } }) => schemes.set({ revision: 1, by: 'erp', book }));
    await expect.element(page.getByText('由 ERP 维护，这里只能查看')).toBeVisible();
    await expect.element(field('类型 1 的编号开头')).toHaveAttribute('readonly');
    await expect.element(page.getByRole('button', { name: '导出 JSON' })).toBeEnabled();
    expect(page.getByRole('button', { name: '添加方案' }).query()).toBeNull();
  });

  it('MATCH-53 are not lost without being asked', async () => {
    const { fixture } = await showSchemes(({ fixture: { schemes } }) => schemes.set({ revision: 1, book }));
    await field('方案 1 的中文名称').fill('差旅费');
    await page.getByRole('dialog', { name: '设置' }).getByRole('button', { name: '关闭' }).click();
    const question = page.getByRole('dialog', { name: '影像方案还没有保存' });
    await question.getByRole('button', { name: '保存' }).click();
    await expect.poll(() => fixture.schemes.get().book.schemes[0]?.names.zh).toBe('差旅费');
  });

  it('MATCH-54 come from a file whole or not at all', async () => {
    const read = async (content: BlobPart) => {
      const result = await schemesOfFile(new Blob([content]));
      return result.ok ? result.value : result.error;
    };
    const { isActive: _, ...old } = near;
    // As an older export wrote it.
    expect(await read(JSON.stringify({ schemes: [old], billTypes: [travel] }))).toEqual(book);
    expect(await read('{"schemes": [')).toEqual({ reason: 'JsonBroken', place: '' });
    expect(
      await read(JSON.stringify({ schemes: [{ ...near, toleranceMinor: 'x' }], billTypes: [] })),
    ).toEqual({
      reason: 'JsonShape',
      place: 'schemes.0.toleranceMinor',
    });
    expect(await read(new Uint8Array([0xb7, 0xbd, 0xb0, 0xb8]))).toEqual({ reason: 'NotUtf8', place: '' });
    expect(await read('{"schemes": [], "billTypes": []}')).toEqual({ reason: 'FileEmpty', place: '' });
  });
});
