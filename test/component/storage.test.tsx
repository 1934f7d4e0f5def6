import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Language } from '../../src/i18n/text.ts';
import { type Shown, show } from './render.tsx';

interface Part extends Shown {
  readonly part: ReturnType<typeof page.getByRole>;
}

/** The settings, with the keyboard on the tab of the disk. */
async function showStorage(language: Language = 'zh-CN', before?: (shown: Shown) => void): Promise<Part> {
  const shown = await show(null, { language });
  await shown.station.refreshSettings();
  before?.(shown);
  shown.open({ type: 'settings' });
  const name = shown.text('settings.part.storage');
  await page.getByRole('tab', { name }).click();
  const part = page.getByRole('tabpanel', { name });
  await expect.element(part).toBeVisible();
  return { ...shown, part };
}

const scrub = { isRunning: false, startedAt: null, doneAt: null, checked: 0, found: 0 };

const words = {
  'zh-CN': {
    group: ['磁盘', '提交后影像保留', '影像检查'],
    free: /剩余空间\s*214 GB/,
    pages: /本机影像页\s*48,210/,
    last: /上次全部检查：2026-11-09，47,020 页/,
    whole: '全部完好',
  },
  'en-US': {
    group: ['Disk', 'Pictures are kept after submission', 'Check of the pictures'],
    free: /Free space\s*214 GB/,
    pages: /Pages here\s*48,210/,
    last: /Everything checked on 2026-11-09: 47,020 pages/,
    whole: 'All whole',
  },
} as const satisfies Record<Language, object>;

describe('the disk in the settings', () => {
  it.each(['zh-CN', 'en-US'] as const)(
    'KEEP-41 says in %s what room is left, what is kept how long, and when all was read',
    async (language) => {
      const { part } = await showStorage(language);
      const said = words[language];
      for (const name of said.group) await expect.element(part.getByRole('group', { name })).toBeVisible();
      await expect.element(part).toMatchTextContent(said.free);
      await expect.element(part).toMatchTextContent(said.pages);
      await expect.element(part).toMatchTextContent(said.last);
      await expect.element(part.getByText(said.whole, { exact: true })).toBeVisible();
      await expect.element(part.getByRole('alert')).not.toBeInTheDocument();
    },
  );

  it('KEEP-41 by keys alone the retention is chosen, and everything is read again', async () => {
    const { part, fixture } = await showStorage();
    await userEvent.keyboard('{Tab}');
    const days = part.getByRole('combobox', { name: '提交后影像保留' });
    await expect.element(days).toHaveFocus();
    await expect.element(days).toHaveTextContent('服务签收后 30 天');
    await userEvent.keyboard('{Enter}{ArrowDown}{Enter}');
    await expect.element(days).toHaveTextContent('服务签收后 60 天');
    await expect.element(page.getByRole('status').getByText('设置已保存')).toBeVisible();
    expect(fixture.settings.keeping()).toMatchObject({ value: { retention: { days: 60, by: 'typed' } } });
    await userEvent.keyboard('{Enter}{End}{Enter}');
    await expect.element(days).toHaveTextContent('永久保留');
    expect(fixture.settings.keeping()).toMatchObject({ value: { retention: { days: null } } });
    await userEvent.keyboard('{Tab}');
    await expect.element(part.getByRole('button', { name: '立即检查全部' })).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByRole('status').getByText('检查了 48,210 页，损坏 0 页')).toBeVisible();
    await expect.element(part).toMatchTextContent(/上次全部检查：2026-11-23，48,210 页/);
  });

  it('KEEP-41 days IT has set can be looked at only', async () => {
    const { part } = await showStorage('en-US', ({ fixture }) =>
      fixture.settings.setKeeping({ retention: { days: 45, by: 'given' } }),
    );
    const days = part.getByRole('combobox', { name: 'Pictures are kept after submission' });
    await expect.element(days).toHaveTextContent('45 days after the receipt');
    await expect.element(days).toHaveAttribute('aria-disabled', 'true');
    await expect.element(part.getByText('Set by IT; it cannot be changed here')).toBeVisible();
  });

  it('KEEP-41 while everything is read it says how far that is, and cannot be begun twice', async () => {
    const { part, fixture } = await showStorage('zh-CN', (shown) =>
      shown.fixture.settings.setKeeping({ scrub: { ...scrub, isRunning: true, checked: 1_200 } }),
    );
    const now = part.getByRole('button', { name: '立即检查全部' });
    await expect.element(part.getByText('正在检查：1,200 / 48,210 页')).toBeVisible();
    await expect.element(now).toBeDisabled();
    fixture.settings.setKeeping({ scrub: { ...scrub, isRunning: true, checked: 30_000 } });
    await expect.element(part.getByText('正在检查：30,000 / 48,210 页')).toBeVisible();
    fixture.settings.setKeeping({ scrub });
    await expect.element(part.getByText('还没有检查过全部影像')).toBeVisible();
    await expect.element(now).toBeEnabled();
  });

  it.each([
    ['zh-CN', '2 页损坏', /磁盘可能正在损坏/],
    ['en-US', '2 pages damaged', /The disk may be failing/],
  ] as const)(
    'KEEP-41 damage is told in %s as soon as it is found, with what to do',
    async (language, count, todo) => {
      const { part, fixture } = await showStorage(language);
      fixture.settings.setKeeping({ damaged: 2 });
      await expect.element(part.getByText(count, { exact: true })).toBeVisible();
      await expect.element(part.getByRole('alert')).toMatchTextContent(todo);
    },
  );

  it('KEEP-41 a disk that gives no answer is told, and the part comes back with it', async () => {
    const { part, fixture } = await showStorage('zh-CN', (shown) =>
      shown.fixture.settings.failKeeping({ type: 'StoreFailed', code: 'EIO' }),
    );
    await expect.element(part.getByRole('alert')).toMatchTextContent(/EIO.*联系管理员/);
    fixture.settings.failKeeping(null);
    await expect.element(part.getByRole('group', { name: '磁盘' })).toBeVisible();
    fixture.settings.failKeeping({ type: 'StoreFailed', code: 'EIO' });
    await expect.element(part.getByRole('alert')).toMatchTextContent(/EIO/);
    await expect.element(part.getByRole('group', { name: '磁盘' })).not.toBeInTheDocument();
  });
});
