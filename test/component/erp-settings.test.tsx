import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { ErpWayTold } from '../../src/contract/erp-way.ts';
import type { Language } from '../../src/i18n/text.ts';
import { type Shown, show } from './render.tsx';

const field = (name: string | RegExp) => page.getByRole('textbox', { name });
const secret = () => page.getByLabelText('应用密钥（appSecret）');
const button = (name: string) => page.getByRole('button', { name, exact: true });

const kingdee: NonNullable<ErpWayTold['kingdee']> = {
  baseAddress: 'https://kingdee.example/tenant',
  appId: 'platen',
  accountId: '1456789012345678901',
  tenantId: null,
  user: 'scan.station',
  userType: 'UserName',
  resource: 'PLATEN',
  billType: null,
  onward: 'erp',
  doubtfulUpload: 'stop',
};
const stand = {
  connector: 'kingdee',
  unannounced: 'hand-over',
  waiting: 0,
  underWay: 3,
  failed: 1,
  reason: 'signed out',
} as const;
const connected = { kind: 'kingdee', kingdee, secret: { state: 'kept', by: 'typed' }, stand } as const;

async function showErp(change: Partial<ErpWayTold> = {}, language: Language = 'zh-CN'): Promise<Shown> {
  const shown = await show(null, { language });
  shown.fixture.settings.setErp(change);
  await shown.station.refreshSettings();
  shown.open({ type: 'settings' });
  await page.getByRole('tab', { name: shown.text('settings.part.erp'), exact: true }).click();
  return shown;
}

describe('the settings of the way to the ERP', () => {
  it('COMP-60 are set up from nothing: a wrong field says so, what is saved can be tested, the secret does not stay', async () => {
    const { fixture } = await showErp();
    await expect.element(page.getByRole('tabpanel', { name: '对接 ERP' })).toBeVisible();
    await expect.element(button('保存')).toBeDisabled();
    await button('金蝶星瀚影像').click();
    const address = field('服务器地址（含租户路径）');
    await address.fill('http://kingdee.example');
    await secret().fill('s3cret-of-the-test');
    await expect.element(button('测试连接')).toBeDisabled();
    await expect.element(page.getByText('先保存，再测试')).toBeVisible();
    await button('保存').click();
    await expect.element(address).toHaveAttribute('aria-invalid', 'true');
    await expect.element(address).toHaveAccessibleDescription('要用 https，不带用户名和参数');
    await address.fill('https://kingdee.example/tenant');
    await field('应用编码（appId）').fill('platen');
    await button('保存').click();
    await expect.element(page.getByText('对接设置已保存')).toBeVisible();
    expect(fixture.settings.erp()).toMatchObject({ kind: 'kingdee', kingdee: { appId: 'platen' } });
    await expect.element(secret()).toHaveValue('');
    await expect.element(secret()).toHaveAccessibleDescription(/已保存。留空则不变/);
    await button('测试连接').click();
    await expect.element(page.getByText('已连上，登录成功')).toBeVisible();
  });

  it.each([
    ['no-secret', '', '没有密钥，没法登录'],
    ['refused', '1001 no such secret', '连上了，但登录没有通过：1001 no such secret'],
    ['unreachable', 'ECONNREFUSED', '连不上：ECONNREFUSED'],
    ['not-askable', '', '这种对接没有可以测试的接口'],
  ] as const)('COMP-61 a test that ends in %s says so and what to do', async (outcome, detail, words) => {
    const { fixture } = await showErp(connected);
    fixture.settings.setErpTest({ outcome, detail });
    await button('测试连接').click();
    await expect.element(page.getByRole('status').getByText(words)).toBeVisible();
  });

  it('COMP-61 without an ERP there is nothing to test, which is said beside the button', async () => {
    await showErp();
    await expect.element(button('测试连接')).toBeDisabled();
    await expect.element(page.getByRole('status').getByText('没有对接 ERP，不用测试')).toBeVisible();
  });

  it('COMP-62 tell how the way is doing, and why the last bill is not there yet', async () => {
    await showErp(connected);
    await expect.element(page.getByText('提交中 3 单，等人提交 0 单，失败 1 单')).toBeVisible();
    await expect.element(page.getByText('最近一次没有提交成功的原因：signed out')).toBeVisible();
    await button('不对接').click();
    await button('保存').click();
    await expect.element(page.getByText('有 3 单还没提交完，重新对接后继续。')).toBeVisible();
  });

  it('COMP-63 keep what is typed while another part is looked at', async () => {
    await showErp(connected);
    await field('应用编码（appId）').fill('another');
    await page.getByRole('tab', { name: '窗口' }).click();
    await page.getByRole('tab', { name: '对接 ERP' }).click();
    await expect.element(field('应用编码（appId）')).toHaveValue('another');
  });

  it('COMP-63 ask before what was typed is lost, and save it where that is wanted', async () => {
    const { fixture } = await showErp();
    await button('金蝶星瀚影像').click();
    await field('服务器地址（含租户路径）').fill('https://kingdee.example/tenant');
    await field('应用编码（appId）').fill('platen');
    await userEvent.keyboard('{Escape}');
    const question = page.getByRole('dialog', { name: '对接 ERP还没有保存' });
    await question.getByRole('button', { name: '保存' }).click();
    await expect.element(page.getByText('对接设置已保存')).toBeVisible();
    expect(fixture.settings.erp()).toMatchObject({ kind: 'kingdee', kingdee: { appId: 'platen' } });
    await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
  });

  it('COMP-64 can be looked at only where IT or the service has set them; a file that cannot be used is told', async () => {
    const file = '/etc/platen/erp.json';
    await showErp({ ...connected, by: 'given', file, fault: 'resource is missing', stand: null });
    await expect.element(field('应用编码（appId）')).toBeDisabled();
    await expect.element(page.getByRole('alert').getByText(/resource is missing/)).toBeVisible();
    await expect.element(secret()).toBeEnabled();
  });

  it('COMP-64 of a match service elsewhere can be tested only', async () => {
    const secret = { state: 'kept', by: 'service' } as const;
    await showErp({ by: 'service', kind: 'kingdee', file: null, secret, stand }, 'en-US');
    await expect.element(page.getByText('Kingdee imaging', { exact: true })).toBeVisible();
    expect(page.getByRole('button', { name: 'Save', exact: true }).elements()).toEqual([]);
    await button('Test connection').click();
    await expect.element(page.getByText('Connected and signed in')).toBeVisible();
  });
});
