import { describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { notify } from '../../src/renderer/actions/workbench-state.ts';
import { StatusBar } from '../../src/renderer/app/status-bar.tsx';
import { DetailsPane } from '../../src/renderer/features/details/details-pane.tsx';
import { TreePane } from '../../src/renderer/features/tree/tree-pane.tsx';
import { ViewerPane } from '../../src/renderer/features/viewer/viewer-pane.tsx';
import { emptyQueue } from '../renderer/fixture-queue.ts';
import { type Shown, show, showWindow } from './render.tsx';

const bar = (name = '状态') => page.getByRole('contentinfo', { name });

async function showBar(language: 'zh-CN' | 'en-US' = 'zh-CN'): Promise<Shown> {
  return show(<StatusBar mode="light" />, { language });
}

describe('the status bar', () => {
  it('COMP-18 tells sheets, service and disk, and opens the queue', async () => {
    const shown = await showBar();
    await expect.element(bar()).toMatchTextContent(/送纸 16 · 影像 32 · 空白 15/);
    await expect.element(bar()).toMatchTextContent(/影像服务已连接/);
    await bar().getByRole('button', { name: '队列为空：上传队列' }).click();
    expect(shown.ui.get().panel).toEqual({ type: 'queue' });
  });

  it('COMP-18 has the counts of the queue in the name of its button', async () => {
    const shown = await showBar('en-US');
    shown.fixture.setStatus({ queue: { ...emptyQueue, waiting: 3, sending: 1, parked: 2 } });
    const queue = bar('Status').getByRole('button', { name: '1 uploading 3 waiting 2 parked: Upload queue' });
    await expect.element(queue).toHaveAttribute('aria-keyshortcuts', 'F7');
  });

  it('COMP-18 says that the service is away and the disk nearly full', async () => {
    const shown = await showBar();
    shown.fixture.setStatus({
      diskFreeBytes: 2_000_000_000,
      service: {
        address: 'http://127.0.0.1:0',
        state: 'unreachable',
        by: 'embedded',
        signIn: 'shared',
        station: null,
      },
    });
    await expect.element(bar()).toMatchTextContent(/影像服务连不上，离线可用/);
    await expect.element(bar()).toMatchTextContent(/磁盘将满：剩余 2 GB/);
  });

  it('COMP-18 tells in a live region how far pages are processed anew, with a way to stop', async () => {
    const shown = await showBar();
    const { batchId } = shown.fixture;
    shown.fixture.emit({ type: 'cleanup.progress', batchId, done: 2, total: 9 });
    await expect.element(bar().getByRole('status')).toMatchTextContent(/2.*9/);
    await expect.element(bar().getByRole('button', { name: '停止重新处理' })).toBeEnabled();
  });
});

describe('notices', () => {
  it('COMP-19 of what was done are told at ease, those of what went wrong at once', async () => {
    const shown = await show(null);
    notify(shown.ui, { type: 'done', key: 'settings.saved', params: {} });
    await expect.element(page.getByRole('status')).toHaveTextContent('设置已保存');
    notify(shown.ui, { type: 'error', error: { type: 'BillNumberEmpty' } });
    const alert = page.getByRole('alert');
    await expect.element(alert).toMatchTextContent(/单据编号不能为空.*对照封面录入/);
    await alert.getByRole('button', { name: '知道了' }).click();
    await expect.element(alert).not.toBeInTheDocument();
    await expect.element(page.getByRole('status')).toBeVisible();
  });

  it('COMP-30 stay as long as they take to be read', async () => {
    const shown = await show(null);
    const params = { count: 3, name: 'platen-20261130070705869.bills.zip' };
    notify(shown.ui, { type: 'done', key: 'queue.done.export', params });
    notify(shown.ui, { type: 'done', key: 'settings.saved', params: {} });
    await expect.element(page.getByText('设置已保存')).toBeVisible();
    await expect.element(page.getByText('设置已保存')).not.toBeInTheDocument();
    await expect.element(page.getByText(/3 单已导出到/)).toBeVisible();
  });

  it('COMP-19 of bills that were not imported are told at once, with how many and what to do', async () => {
    const shown = await show(null);
    notify(shown.ui, {
      type: 'partly',
      key: 'queue.done.import.refused',
      todo: 'queue.done.import.refused.do',
      params: { refused: 12, count: 2, known: 1, numbers: 'CL-1 CL-2', more: 10 },
    });
    await expect
      .element(page.getByRole('alert'))
      .toMatchTextContent(/12 单没有导入.*CL-1 CL-2 等，另有 10 单。请在导出的扫描站发送/);
  });

  it('COMP-19 of a batch that came by itself lead to it', async () => {
    const shown = await show(null, { language: 'en-US' });
    const { batchId } = shown.fixture;
    notify(shown.ui, { type: 'arrived', batchId, name: '2026-11-23 / 08', files: 3, failed: 1 });
    const told = page.getByRole('status');
    await expect.element(told).toMatchTextContent(/2026-11-23 \/ 08/);
    await told.getByRole('button', { name: 'Open batch' }).click();
    await expect.element(told).not.toBeInTheDocument();
  });
});

describe('a place with nothing in it', () => {
  it('COMP-20 says why and what to do: tree, page and details', async () => {
    await showWindow({ sides: [] });
    await expect.element(page.getByText('这个批次还没有影像')).toBeVisible();
    const viewer = page.getByRole('region', { name: '影像', exact: true }).first();
    await expect.element(viewer.getByText('把纸放入扫描仪，按 F2').first()).toBeVisible();
  });

  it('COMP-20 offers what to do as buttons of their own', async () => {
    await show(<ViewerPane />, { sides: [], language: 'en-US' });
    await expect.element(page.getByText('Put the paper in and press F2')).toBeVisible();
    await expect
      .element(page.getByRole('button', { name: 'Scan' }))
      .toHaveAttribute('aria-keyshortcuts', 'F2');
    await expect.element(page.getByRole('button', { name: 'Import' })).toBeVisible();
  });

  it('COMP-20 of details asks for a page', async () => {
    const shown = await show(<DetailsPane />);
    shown.ui.set({ isRightFolded: false });
    await expect.element(page.getByRole('tabpanel').getByText('未选择影像')).toBeVisible();
  });

  it('COMP-20 left by a search names what was sought and lets go of it', async () => {
    const shown = await show(<TreePane />);
    shown.ui.set({ search: '不存在的公司' });
    await expect.element(page.getByText('没有符合“不存在的公司”的内容')).toBeVisible();
    await page.getByRole('button', { name: '清除筛选与搜索' }).last().click();
    await expect.element(page.getByRole('tree')).toBeVisible();
  });
});
