import { describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { StationStatus } from '../../src/contract/queries.ts';
import { err } from '../../src/domain/result.ts';
import { StatusBar } from '../../src/renderer/app/status-bar.tsx';
import { type Shown, show } from './render.tsx';

const part = () => page.getByRole('tabpanel', { name: '影像服务' });
const field = (name: string) => part().getByRole('textbox', { name });
const there: StationStatus['service'] = {
  address: 'https://match.example',
  state: 'reachable',
  by: 'typed',
  signIn: 'none',
  station: null,
};

async function showService(service: Partial<StationStatus['service']> = {}): Promise<Shown> {
  const shown = await show(<StatusBar mode="light" />);
  shown.fixture.setStatus({ service: { ...there, ...service } });
  shown.open({ type: 'service' });
  await expect.element(page.getByRole('tab', { name: '影像服务' })).toHaveFocus();
  return shown;
}

describe('the match service in the settings', () => {
  it('ENROL-40 enrols by address and code, by keys alone, and says as whom', async () => {
    await showService({ by: 'embedded', signIn: 'shared' });
    await expect.element(part().getByText('不需要登记')).toBeVisible();
    const enrol = part().getByRole('button', { name: '登记', exact: true });
    await expect.element(enrol).toBeDisabled();
    await expect.element(field('影像服务地址')).toHaveValue('');
    await field('影像服务地址').fill('https://match.example');
    await field('登记码').fill('K7WF-3HTR');
    await expect.element(enrol).toBeEnabled();
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByRole('status').getByText('已登记为 Desk 3，单据自动上传')).toBeVisible();
    await expect.element(part().getByText('已登记为 Desk 3', { exact: true })).toBeVisible();
    await expect.element(field('登记码')).toHaveValue('');
    await expect.element(field('影像服务地址')).toHaveValue('https://match.example');
  });

  it('ENROL-40 a code that is refused says so at its field, and stays to be put right', async () => {
    await showService();
    await field('登记码').fill('XXXX-YYYY');
    await part().getByRole('button', { name: '登记', exact: true }).click();
    await expect
      .element(part().getByRole('alert'))
      .toMatchTextContent(/登记码不对、已过期或已用过 — 核对后再填一次/);
    await expect.element(field('登记码')).toHaveAttribute('aria-invalid', 'true');
    await expect.element(field('登记码')).toHaveValue('XXXX-YYYY');
    await field('登记码').fill('K7WF-3HTR');
    await part().getByRole('button', { name: '登记', exact: true }).click();
    await expect.element(part().getByText('已登记为 Desk 3', { exact: true })).toBeVisible();
  });

  it.each([
    { type: 'ServiceUnreachable' as const, words: '连不上这个地址 — 核对地址，检查网络后再试' },
    { type: 'ServiceGarbled' as const, words: '这个地址上不是影像服务 — 核对地址，或请管理员检查代理' },
  ])(
    'ENROL-42 of an address that is no service ($type) says so there, until something else is typed',
    async ({ type, words }) => {
      const { fixture } = await showService();
      vi.spyOn(fixture, 'run').mockResolvedValue(err({ type, detail: '' }) as never);
      await field('登记码').fill('K7WF-3HTR');
      await userEvent.keyboard('{Enter}');
      await expect.element(part().getByRole('alert')).toHaveTextContent(words);
      await expect.element(field('影像服务地址')).toHaveAttribute('aria-invalid', 'true');
      await expect.element(field('登记码')).toHaveAttribute('aria-invalid', 'false');
      await field('影像服务地址').fill('https://other.example');
      await expect.element(part().getByRole('alert')).toHaveTextContent('');
      await expect.element(field('影像服务地址')).toHaveAttribute('aria-invalid', 'false');
    },
  );

  it('COMP-15 leaves the keyboard in a field that is typed into before the settings are quite open', async () => {
    const shown = await show(<StatusBar mode="light" />);
    shown.fixture.setStatus({ service: there });
    await shown.settle();
    shown.open({ type: 'service' });
    await expect.element(field('登记码')).toBeInTheDocument();
    (field('登记码').element() as HTMLElement).focus();
    await new Promise((resolve) => setTimeout(resolve, 600));
    await expect.element(field('登记码')).toHaveFocus();
  });

  it('ENROL-41 says what each state is and what to do', async () => {
    const shown = await showService();
    const told: readonly [StationStatus['service']['signIn'], string, RegExp][] = [
      ['none', '未登记', /向管理员要一个登记码/],
      ['ended', '已失效', /已被管理员停用/],
      ['other-account', '登记在本机的另一个系统账户下', /另一个 Windows 账户/],
      ['shared', '共用令牌', /管理员统一设置的令牌/],
      ['enrolled', '已登记为 Desk 3', /自己的令牌，自动更新/],
    ];
    for (const [signIn, words, todo] of told) {
      const station = signIn === 'enrolled' ? 'Desk 3' : null;
      shown.fixture.setStatus({ service: { ...there, signIn, station } });
      await expect.element(part().getByText(words, { exact: true })).toBeVisible();
      await expect.element(part().getByText(todo)).toBeVisible();
    }
  });

  it('ENROL-41 the status bar says what keeps bills here, and opens the settings there', async () => {
    const shown = await show(<StatusBar mode="light" />);
    const told: readonly [StationStatus['service']['signIn'], RegExp][] = [
      ['none', /本机未登记，单据留在队列/],
      ['other-account', /本账户未登记/],
      ['enrolled', /影像服务已连接/],
      ['ended', /登记已失效，单据留在队列/],
    ];
    for (const [signIn, words] of told) {
      shown.fixture.setStatus({ service: { ...there, signIn } });
      await expect.element(page.getByRole('button', { name: words })).toBeVisible();
    }
    await userEvent.click(page.getByRole('button', { name: /登记已失效/ }));
    expect(shown.ui.get().panel).toEqual({ type: 'service' });
  });

  it('ENROL-41 what IT has set is not typed, and an address in clear text is warned of', async () => {
    await showService({ by: 'given' });
    await expect.element(field('影像服务地址')).toBeDisabled();
    await expect.element(field('影像服务地址')).toHaveAccessibleDescription('由管理员设置，不能在这里修改');
  });

  it('ENROL-41 an address in clear text is warned of', async () => {
    await showService({ address: 'http://match.example' });
    await expect.element(field('影像服务地址')).toHaveAccessibleDescription(/不是 https/);
    await field('影像服务地址').fill('http://127.0.0.1:8080');
    await expect.element(field('影像服务地址')).toHaveAccessibleDescription(/以 https:\/\/ 开头/);
  });
});
