import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { type Shown, show } from './render.tsx';

const field = (name: string) => page.getByRole('textbox', { name });
const list = () => page.getByRole('list', { name: '方案' });
const save = () => page.getByRole('button', { name: '保存', exact: true });

async function showProfiles(): Promise<Shown> {
  const shown = await show(null);
  await shown.station.refreshSettings();
  shown.open({ type: 'profile' });
  await expect.element(page.getByRole('dialog', { name: '扫描方案' })).toBeVisible();
  return shown;
}

/** Signs an operator in, who may scan and not set up how. */
function signInOperator({ fixture }: Shown): void {
  const operator = { id: 'o', name: '林晓', role: 'operator', isActive: true } as const;
  fixture.emit({ type: 'session.changed', session: { state: 'signedIn', operator, name: operator.name } });
}

describe('the profile editor', () => {
  it('OPER-34 is off for who may not change profiles, and says why; which one to scan with may be chosen', async () => {
    const shown = await showProfiles();
    signInOperator(shown);
    await expect.element(page.getByRole('note').getByText('需要管理员登录后操作')).toBeVisible();
    await expect.element(field('名称')).toBeDisabled();
    for (const slider of page.getByRole('slider').elements()) expect(slider).toBeDisabled();
    for (const name of ['新建', '复制', '删除'])
      await expect.element(page.getByRole('button', { name, exact: true })).toBeDisabled();
    await list()
      .getByRole('button', { name: /合同（灰度）/ })
      .click();
    await page.getByRole('button', { name: /用此方案/ }).click();
    expect(shown.ui.get().profileId).toBe(
      shown.fixture.settings.get().profiles.profiles.find(({ settings }) => settings.name === '合同（灰度）')
        ?.id,
    );
  });

  it('COMP-17 lists the profiles and says which one is open', async () => {
    await showProfiles();
    const open = list().getByRole('button', { name: /合同（灰度）/ });
    await expect.element(open).toHaveAttribute('aria-current', 'false');
    await open.click();
    await expect.element(open).toHaveAttribute('aria-current', 'true');
    await expect.element(field('名称')).toHaveValue('合同（灰度）');
    const colour = page.getByRole('group', { name: '颜色' });
    await expect
      .element(colour.getByRole('button', { name: '灰度' }))
      .toHaveAttribute('aria-pressed', 'true');
  });

  it('COMP-17 ties what is wrong with a name to its field and does not save it', async () => {
    await showProfiles();
    await field('名称').fill('');
    await expect.element(field('名称')).toHaveAttribute('aria-invalid', 'true');
    await expect.element(field('名称')).toHaveAccessibleDescription('请填写名称');
    await expect.element(save()).toBeDisabled();
    await field('名称').fill('小票');
    await expect.element(field('名称')).toHaveAccessibleDescription('已有名为“小票”的方案');
    await expect.element(save()).toBeDisabled();
    await field('名称').fill('发票');
    await expect.element(field('名称')).toHaveAccessibleDescription('');
    await expect.element(save()).toBeEnabled();
  });

  it('COMP-17 marks a changed profile, says so aloud, and asks before it is lost', async () => {
    const { fixture } = await showProfiles();
    await field('名称').fill('发票');
    await expect.element(list().getByRole('img', { name: '有未保存的修改' })).toBeVisible();
    await expect.element(page.getByRole('status').getByText('有未保存的修改')).toBeVisible();
    await userEvent.keyboard('{Escape}');
    const question = page.getByRole('dialog', { name: '要保存修改吗？' });
    await expect.element(question).toMatchTextContent(/方案“发票”改过/);
    await question.getByRole('button', { name: '返回' }).click();
    await userEvent.keyboard('{Control>}s{/Control}');
    await expect.poll(() => fixture.settings.get().profiles.profiles[0]?.settings.name).toBe('发票');
  });

  it('COMP-17 keeps what the scanner cannot do in its place, and it cannot be taken', async () => {
    await showProfiles();
    await list()
      .getByRole('button', { name: /合同（灰度）/ })
      .click();
    const flat = page.getByRole('group', { name: '来源' }).getByRole('button', { name: '平板' });
    await expect.element(flat).toHaveAttribute('aria-disabled', 'true');
    await flat.click({ force: true });
    await expect.element(flat).toHaveAttribute('aria-pressed', 'false');
  });

  it('COMP-17 ties an address that is none to its field', async () => {
    await showProfiles();
    const address = field('按地址添加网络扫描仪');
    await address.fill('10.0.0 .7');
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByRole('alert')).toMatchTextContent(/不是扫描仪的地址/);
    await expect.element(address).toHaveAttribute('aria-invalid', 'true');
    await expect.element(address).toHaveAccessibleDescription(/不是扫描仪的地址/);
    await address.fill('10.0.0.7');
    await expect.element(address).toHaveAccessibleDescription('');
  });

  it('COMP-17 names the ring that turns while scanners are looked for by the words beside it', async () => {
    const shown = await show(null);
    await shown.station.refreshSettings();
    const { client } = shown.station;
    const ask = client.ask.bind(client);
    // A look round that does not come back.
    Object.assign(shown.fixture, {
      ask: (name: string, input: never) =>
        name === 'devices.list' ? new Promise(() => {}) : ask(name as 'devices.list', input),
    });
    shown.open({ type: 'profile' });
    await expect.element(page.getByRole('status').getByText('正在查找扫描仪…')).toBeVisible();
    await expect.element(page.getByRole('progressbar')).not.toBeInTheDocument();
  });
});
