import { afterAll, beforeAll, expect, it } from 'vitest';
import { findLibreOffice } from '../../src/importing/office/find-libreoffice.ts';
import { docxOf, pptxOf, xlsxOf } from '../importing/office-files.ts';
import { deskOf } from './desk.ts';
import type { ChosenFile } from './files.ts';
import { allRead, giveFiles, letters, rowOf } from './manual-bill.ts';
import { openRig, type Rig } from './rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await openRig();
});
afterAll(() => rig.close());

const installed = await findLibreOffice(process.env, process.platform);
const mimeType = 'application/octet-stream';
const officeFiles: readonly ChosenFile[] = [
  { name: '报销说明.docx', mimeType, buffer: docxOf(['报销说明 第一页', '第二页']) },
  { name: '费用清单.xlsx', mimeType, buffer: xlsxOf(['费用清单']) },
  { name: '汇报.pptx', mimeType, buffer: pptxOf(['项目汇报']) },
];

it.skipIf(installed === null)(
  'MAN-13 Word, Excel and PowerPoint files come in as pages through the LibreOffice of this machine',
  async () => {
    const window = await rig.openWindow({
      language: 'zh-CN',
      environment: { PLATEN_VIRTUAL_SCANNER: 'off' },
    });
    const desk = deskOf(window);
    const { page, tree } = desk;
    const chooser = page.waitForEvent('filechooser');
    await page.keyboard.press('Shift+F3');
    await (await chooser).setFiles([...officeFiles]);
    for (const { name } of officeFiles) await rowOf(desk, name).first().waitFor({ timeout: 120_000 });
    await expect.poll(() => tree.getByRole('treeitem', { level: 2 }).count(), { timeout: 60_000 }).toBe(3);
    await allRead(desk);
    expect(await rowOf(desk, '报销说明.docx').first().textContent()).toContain(
      desk.text('tree.count.pages', { count: 2 }),
    );
    expect(await page.getByRole('alertdialog').count()).toBe(0);
    await rowOf(desk, '报销说明.docx').first().click();
    await window.shot('manual-office');
    await window.close();
  },
);

it('MAN-13 without LibreOffice each Office file is refused by name with what to do, and the other files come in', async () => {
  const environment = { PLATEN_VIRTUAL_SCANNER: 'off', PLATEN_LIBREOFFICE: 'off' };
  for (const language of ['zh-CN', 'en-US'] as const) {
    const window = await rig.openWindow({ language, environment });
    const desk = deskOf(window);
    const { page, text } = desk;
    await giveFiles(desk, () => page.keyboard.press('F3'), [...officeFiles, ...(await letters('letter-1'))]);
    const failed = page.getByRole('alertdialog', { name: text('scan.import.failures', { count: 3 }) });
    await failed.waitFor();
    for (const { name } of officeFiles)
      await failed.getByText(text('error.OfficeMissing.what', { name }), { exact: false }).waitFor();
    expect(await failed.getByText(text('error.OfficeMissing.do')).count()).toBe(3);
    await rowOf(desk, 'letter-1.png').waitFor();
    await window.shot(`manual-office-missing-${language}`);
    await window.close();
  }
});
