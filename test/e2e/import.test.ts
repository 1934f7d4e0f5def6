import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Language } from '../../src/i18n/text.ts';
import { pdf } from '../station/hot-folder/dropped.ts';
import { type Desk, deskOf } from './desk.ts';
import { type ChosenFile, drawing, mixedFiles } from './files.ts';
import { openRig, type Rig } from './rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await openRig();
});
afterAll(() => rig.close());

const languages: readonly Language[] = ['zh-CN', 'en-US'];

it.each(languages)(
  'E2E-2 files come in by the chooser and by drag and drop, and the broken one is told (%s)',
  async (language) => {
    const window = await rig.openWindow({ language });
    const desk = deskOf(window);
    const { page, text, button, tree, dialog } = desk;
    const chooser = page.waitForEvent('filechooser');
    await page.keyboard.press('F3');
    await (await chooser).setFiles([...(await mixedFiles())]);

    const failed = page.getByRole('alertdialog', { name: text('scan.import.failures', { count: 1 }) });
    await failed.waitFor();
    await failed.getByText(text('error.FileDamaged.what', { name: 'broken.pdf' })).waitFor();
    await failed.getByText(text('error.FileDamaged.do')).waitFor();
    await pages(desk, 4);
    await window.shot('import-failure');
    await failed.getByRole('button', { name: text('app.notice.dismiss') }).click();
    await failed.waitFor({ state: 'hidden' });

    await dropOnWindow(desk, {
      name: 'late.png',
      mimeType: 'image/png',
      buffer: await drawing('#884422', 'png'),
    });
    await pages(desk, 5);
    await tree.getByRole('treeitem').filter({ hasText: 'late.png' }).waitFor();

    // Nothing of it has a number: what is to be mended stands in the way of submitting, and leads there.
    await expect.poll(() => button('submit.action', { count: 1 }).count()).toBe(1);
    await expect
      .poll(() => tree.textContent(), { timeout: 30_000 })
      .not.toContain(text('tree.document.unread'));
    await page.keyboard.press('F9');
    const submit = dialog('submit.title');
    await submit.getByText(text('submit.none.title')).waitFor();
    await window.shot('submit-problems');
    await submit.getByRole('button', { name: text('problem.NumberMissing.what') }).click();
    const field = page.getByRole('textbox', { name: text('tree.bill.numberLabel') });
    await field.fill('CL-2026-000900');
    await page.keyboard.press('Enter');
    await desk.bill('CL-2026-000900').waitFor();
    await window.close();
  },
);

it.each(languages)(
  'COMP-26 COMP-40 an import is stopped by Escape: what is in stays, what is not is named (%s)',
  async (language) => {
    const window = await rig.openWindow({ language });
    const desk = deskOf(window);
    const { page, text } = desk;
    const chooser = page.waitForEvent('filechooser');
    await page.keyboard.press('F3');
    await (await chooser).setFiles([
      { name: 'first.png', mimeType: 'image/png', buffer: await drawing('#224488', 'png') },
      { name: 'long.pdf', mimeType: 'application/pdf', buffer: pdf(900) },
      { name: 'last.png', mimeType: 'image/png', buffer: await drawing('#884422', 'png') },
    ]);
    const progress = page.getByRole('status', { name: text('scan.progress.title') });
    // Exact: files on their way in are counted in words that hold these.
    await progress.getByText(text('scan.progress.files', { done: 1, total: 3 }), { exact: true }).waitFor();
    await window.shot('import-running');
    await page.keyboard.press('Escape');
    const left = page.getByRole('alertdialog', { name: text('scan.import.stopped', { count: 2 }) });
    await left.waitFor();
    await expect
      .poll(() => left.textContent())
      .toContain(text('error.ImportStopped.what', { name: 'last.png', pages: 0 }));
    await expect.poll(() => left.textContent()).toContain('long.pdf');
    await window.shot('import-stopped');
    await left.getByRole('button', { name: text('app.notice.dismiss') }).click();
    await left.waitFor({ state: 'hidden' });
    await pages(desk, 1);
    await window.close();
  },
);

async function pages({ page, text }: Desk, count: number): Promise<void> {
  await page.getByText(text('tree.pages.summary', { bills: 1, pages: count }), { exact: true }).waitFor();
}

async function dropOnWindow({ page, text }: Desk, file: ChosenFile): Promise<void> {
  const base64 = file.buffer.toString('base64');
  const transfer = await page.evaluateHandle(
    `(() => {
      const bytes = Uint8Array.from(atob('${base64}'), (sign) => sign.charCodeAt(0));
      const transfer = new DataTransfer();
      transfer.items.add(new File([bytes], '${file.name}', { type: '${file.mimeType}' }));
      return transfer;
    })()`,
  );
  const body = page.locator('body');
  await body.dispatchEvent('dragover', { dataTransfer: transfer });
  await page.getByText(text('drop.files.title')).waitFor();
  await body.dispatchEvent('drop', { dataTransfer: transfer });
  await page.getByText(text('drop.files.title')).waitFor({ state: 'hidden' });
}
