import { afterAll, beforeAll, expect, it } from 'vitest';
import { drawnPage, pagedPdf } from '../importing/pdf-files.ts';
import { loadPaper } from '../station/paper.ts';
import { deskOf } from './desk.ts';
import { drawing } from './files.ts';
import {
  allRead,
  billSays,
  documentNames,
  giveFiles,
  importBill,
  letters,
  ofKind,
  orderOf,
  rowOf,
  sampleSheets,
} from './manual-bill.ts';
import { openRig, type Rig } from './rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await openRig();
});
afterAll(() => rig.close());

it('MAN-5 what was missed is put in behind the ticked document, by files and by scanner, is classified, and moves nothing else', async () => {
  const paper = await loadPaper(await Promise.all(['#224466', '#446622'].map((ink) => drawing(ink, 'png'))));
  const environment = { PLATEN_ESCL: paper.url, PLATEN_VIRTUAL_SCANNER: 'off' };
  const window = await rig.openWindow({ language: 'zh-CN', environment });
  const desk = deskOf(window);
  const { page, text, press, button } = desk;
  await importBill(desk, await letters('letter-1', 'letter-2'));
  const before = await documentNames(desk);

  // Ticked is letter 1; the keyboard stands elsewhere. An invoice among the files is one at once.
  const [invoice] = await sampleSheets(5, 1);
  if (!invoice) throw new Error('the second sample bill has an invoice');
  await rowOf(desk, 'letter-1.png').click();
  await page.keyboard.press('Space');
  await ofKind(desk, 'cover')
    .first()
    .click({ modifiers: ['Control'] });
  await page.keyboard.press('Space');
  await page.getByText(text('tree.ticked', { count: 1 })).waitFor();
  await button('action.insert').click();
  await window.shot('manual-insert');
  const line = page.getByRole('menuitem', { name: text('action.insertImport') });
  await giveFiles(desk, () => line.click(), [invoice, ...(await letters('late-1', 'late-2'))]);
  await billSays(desk, 'invoice', 3);
  await billSays(desk, 'attachment', 5);
  await allRead(desk);
  expect(await orderOf(desk)).toEqual(['letter-1.png', 'late-1.png', 'late-2.png', 'letter-2.png']);
  const others = (await documentNames(desk)).filter((name) => before.includes(name));
  expect(others).toEqual(before);

  // By scanner: the sheet in the feeder, both its sides, behind letter 2, by key.
  await press('Escape');
  await rowOf(desk, 'letter-2.png').click();
  await page.keyboard.press('Insert');
  await billSays(desk, 'attachment', 6);
  await allRead(desk);
  const rows = await documentNames(desk);
  const at = rows.findIndex((words) => words.includes('letter-2.png'));
  expect(rows.slice(at + 1)).toEqual([expect.stringContaining(text('tree.count.pages', { count: 2 }))]);
  await window.shot('manual-inserted');

  // A PDF of several pages is put in as one document.
  const pdf = { name: 'list.pdf', mimeType: 'application/pdf', buffer: pagedPdf([drawnPage, drawnPage]) };
  await rowOf(desk, 'letter-1.png').click();
  await giveFiles(desk, () => page.keyboard.press('Control+Insert'), [pdf]);
  const whole = rowOf(desk, 'list.pdf');
  await whole.filter({ hasText: text('tree.count.pages', { count: 2 }) }).waitFor();
  const names = await documentNames(desk);
  expect(names.findIndex((words) => words.includes('list.pdf'))).toBe(
    names.findIndex((words) => words.includes('letter-1.png')) + 1,
  );
  await window.close();
  paper.remove();
});
