import { expect, it } from 'vitest';
import { page } from 'vitest/browser';
import type { ImportError } from '../../src/contract/errors.ts';
import type { CaptureJob } from '../../src/contract/queries.ts';
import { showWindow } from './render.tsx';

/** The window after an import that ended so. */
async function showImport(part: Partial<CaptureJob>, language: 'zh-CN' | 'en-US' = 'zh-CN') {
  const shown = await showWindow({ language });
  const job = shown.fixture.captures().at(-1);
  if (!job) throw new Error('the case was fed');
  shown.fixture.emit({ type: 'capture.changed', job: { ...job, kind: 'import', ...part } });
  return { ...shown, panel: page.getByRole('alertdialog') };
}

const damaged = (at: number): ImportError => ({ type: 'FileDamaged', name: `fapiao-${at}.pdf`, detail: '' });

it('COMP-25 however many files of an import failed, the button that puts the list away stays in reach', async () => {
  const failures = Array.from({ length: 40 }, (_, at) => damaged(at));
  const { text, panel } = await showImport({ state: 'done', filesTotal: 40, filesDone: 40, failures });
  const away = panel.getByRole('button', { name: text('app.notice.dismiss') });
  await expect.element(away).toBeVisible();
  const tools = page.getByRole('toolbar', { name: text('viewer.label') });
  const bottom = away.element().getBoundingClientRect().bottom;
  expect(bottom).toBeLessThan(tools.element().getBoundingClientRect().top);
  await expect.element(panel.getByRole('list')).toHaveAttribute('tabindex', '0');
  await away.click();
  await expect.element(panel).not.toBeInTheDocument();
});

const stopped = (name: string, pages = 0): ImportError => ({ type: 'ImportStopped', name, pages });

it('COMP-26 an import that was stopped says how many files are not in, which, and what is kept, until it is put away', async () => {
  const failures = [stopped('contract.pdf', 15), stopped('later.pdf')];
  const { panel } = await showImport({ state: 'cancelled', filesTotal: 3, filesDone: 1, failures });
  await expect.element(panel).toHaveAccessibleName('导入已停止，2 个文件没有导入');
  await expect
    .element(panel)
    .toMatchTextContent(/已读完的 1 个文件都在.*“contract.pdf”.*已读的 15 页在回收站.*“later.pdf”没有导入/);
  await panel.getByRole('button', { name: '知道了' }).click();
  await expect.element(panel).not.toBeInTheDocument();
});

it('COMP-26 a file that failed before is named among them, and is none that was read', async () => {
  const failures = [damaged(1), stopped('later.pdf')];
  const { panel } = await showImport({ state: 'cancelled', filesTotal: 2, filesDone: 1, failures });
  await expect
    .element(panel)
    .toMatchTextContent(/2 个文件没有导入.*没有一个文件读完.*“fapiao-1.pdf”已损坏.*“later.pdf”没有导入/);
});

it('COMP-27 a file whose format nobody knows is told so in words, in both languages', async () => {
  const failures: ImportError[] = [{ type: 'FileUnsupported', name: 'notes.xyz', sniffed: 'unknown' }];
  const part = { state: 'done', filesTotal: 1, filesDone: 1, failures } as const;
  const chinese = await showImport(part);
  await expect.element(chinese.panel).toMatchTextContent(/认不出文件“notes.xyz”的格式.*另存为 PDF/);
});

it('COMP-27 in English too', async () => {
  const failures: ImportError[] = [{ type: 'FileUnsupported', name: 'notes.xyz', sniffed: 'unknown' }];
  const part = { state: 'done', filesTotal: 1, filesDone: 1, failures } as const;
  const { panel } = await showImport(part, 'en-US');
  await expect.element(panel).toMatchTextContent(/The format of “notes.xyz” is not known.*PDF/);
});
