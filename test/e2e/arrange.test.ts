import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Language } from '../../src/i18n/text.ts';
import { drawnPage, pagedPdf } from '../importing/pdf-files.ts';
import { type Desk, deskOf } from './desk.ts';
import { type ChosenFile, drawing, firstSampleBill } from './files.ts';
import { openRig, type Rig, type Window } from './rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await openRig();
});
afterAll(() => rig.close());

const number = 'CL-2026-000101';
const languages: readonly Language[] = ['zh-CN', 'en-US'];

it('EDIT-1, EDIT-3 and EDIT-4 invoices side by side on screen are merged, split gives them back, and a page parts a document', async () => {
  const { window, desk } = await openBill('zh-CN');
  const { page, text, tree, button } = desk;
  const before = await names(desk);
  await row(desk, 'side-2.jpg').click();
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('m');
  await counts(desk, 1, 4);
  await page.keyboard.press('s');
  await counts(desk, 2, 4);
  expect(await names(desk)).toEqual(before);

  // Kinds apart in the paper: it says what can be merged.
  await row(desk, 'side-1.jpg').click();
  await row(desk, 'letter-2.png').click({ modifiers: ['Control'] });
  await row(desk, 'side-1.jpg').click({ modifiers: ['Control'] });
  await page.keyboard.press('m');
  await page.getByText(text('error.NotAdjacent.what')).waitFor();
  await page.getByText(text('error.NotAdjacent.do')).waitFor();
  await page.keyboard.press('Escape');
  await button('app.notice.dismiss').first().click();

  await row(desk, 'letter-1.png').click();
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('m');
  await counts(desk, 2, 2);
  await page.keyboard.press('ArrowRight');
  await tree.getByRole('treeitem', { level: 3 }).filter({ hasText: 'letter-3.png' }).click();
  await page.keyboard.press('Shift+S');
  await counts(desk, 2, 3);
  await row(desk, 'letter-1.png').first().click();
  await page.keyboard.press('s');
  await counts(desk, 2, 4);
  await window.close();
});

it('EDIT-10 and EDIT-11 a drag reorders under its heading, asks under another one, and one undo takes both back', async () => {
  const { window, desk } = await openBill('zh-CN');
  const { page, text, tree, dialog } = desk;
  await page.setViewportSize({ width: 1920, height: 1080 });
  const before = await names(desk);
  await row(desk, 'letter-3.png').dragTo(row(desk, 'letter-1.png'), { targetPosition: { x: 120, y: 6 } });
  await expect.poll(() => order(desk, 'letter')).toEqual(['letter-3.png', 'letter-1.png', 'letter-2.png']);
  await desk.press('Control+z');
  await expect.poll(() => names(desk)).toEqual(before);

  const ask = async (target: Locator) => {
    await row(desk, 'letter-3.png').dragTo(target);
    await dialog('tree.move.confirmTitle').waitFor();
  };
  await ask(row(desk, 'side-3.jpg'));
  await window.shot('move-dialog');
  await page.keyboard.press('Escape');
  await dialog('tree.move.confirmTitle').waitFor({ state: 'hidden' });
  expect(await names(desk)).toEqual(before);
  const heading = tree.getByText(text('kind.invoice.plural'), { exact: true });
  await ask(heading);
  await page.keyboard.press('Enter');
  await counts(desk, 3, 3);
  await desk.press('Control+z');
  await counts(desk, 2, 4);
  expect(await names(desk)).toEqual(before);

  // Several under the invoices: refused before anything moved.
  await row(desk, 'letter-2.png').click();
  await page.keyboard.press('Shift+ArrowDown');
  await row(desk, 'letter-2.png').dragTo(row(desk, 'side-3.jpg'));
  await page.getByText(text('error.OneDocumentOnly.what')).waitFor();
  expect(await names(desk)).toEqual(before);
  await page.keyboard.press('Escape');

  // A new bill of one attachment shows no invoices; while dragging it offers them, and nothing jumps.
  await row(desk, 'letter-3.png').click();
  await page.keyboard.press('n');
  const other = tree.getByRole('treeitem', { level: 1 }).nth(1);
  await other.waitFor();
  const box = await other.boundingBox();
  await row(desk, 'side-3.jpg').hover();
  await page.mouse.down();
  await other.hover();
  const target = other.getByText(text('tree.drop.kind', { kind: text('kind.invoice') }));
  await target.waitFor();
  expect(await other.boundingBox()).toEqual(box);
  await target.hover();
  await window.shot('drag');
  // Pictures are taken at other sizes: the target has moved.
  await target.hover();
  await target.hover();
  await page.mouse.up();
  await counts(desk, 1, 3);
  await window.close();
});

it.each(languages)(
  'EDIT-13 the ticked go to another bill by its number, with keys alone (%s)',
  async (language) => {
    const { window, desk } = await openBill(language);
    const { page, tree, text } = desk;
    await row(desk, 'letter-3.png').click();
    await page.keyboard.press('n');
    await tree.getByRole('treeitem', { level: 1 }).nth(1).waitFor();
    await row(desk, 'letter-1.png').click();
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Shift+M');
    const asks = page.getByRole('dialog', { name: text('tree.moveToBill.title', { count: 2 }) });
    await asks.getByRole('option').first().waitFor();
    await window.shot('move-to-bill');
    await page.keyboard.press('Enter');
    await asks.waitFor({ state: 'hidden' });
    await counts(desk, 2, 1);
    await page.keyboard.press('Shift+M');
    await page.getByRole('combobox', { name: text('tree.bill.numberLabel') }).fill('999');
    await page.getByText(text('tree.moveToBill.none', { text: '999' })).waitFor();
    await page.keyboard.press('Escape');
    await desk.press('Control+z');
    await counts(desk, 2, 3);
    await window.close();
  },
);

it.each(languages)(
  'EDIT-15 and EDIT-9 whole files come in by menu, target and Shift, each with all its pages (%s)',
  async (language) => {
    const window = await rig.openWindow({ language });
    const desk = deskOf(window);
    const { page, text, tree } = desk;
    const pdf = (name: string): ChosenFile => ({
      name,
      mimeType: 'application/pdf',
      buffer: pagedPdf([drawnPage, { content: '' }, drawnPage]),
    });
    const pages = (count: number) => page.getByText(text('tree.count.pages', { count }), { exact: true });
    const summary = (count: number) =>
      page.getByText(text('tree.pages.summary', { bills: 1, pages: count }), { exact: true });

    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: text('action.importMore') }).click();
    await window.shot('import-menu');
    await page.getByRole('menuitem', { name: text('action.importWhole') }).click();
    await (await chooser).setFiles([pdf('one.pdf'), pdf('two.pdf')]);
    await summary(6).waitFor();
    await read(desk);
    await expect.poll(() => pages(3).count()).toBe(2);

    await dropOn(desk, pdf('three.pdf'), 'target', window);
    await summary(9).waitFor();
    await dropOn(desk, pdf('four.pdf'), 'shift', window);
    await summary(12).waitFor();
    await read(desk);
    await summary(12).waitFor();
    await expect.poll(() => pages(3).count()).toBe(4);
    // Page by page the white one is folded away, and the others are documents of their own.
    await dropOn(desk, pdf('five.pdf'), 'plain', window);
    // There are 14 pages on the way too: the first two, until the second is read and known to be white. So all are to be read.
    const documents = tree.getByRole('treeitem', { level: 2 });
    await expect
      .poll(async () => {
        const rows = await documents.allTextContents();
        return [rows.length, rows.some((row) => row.includes(text('tree.document.unread')))];
      })
      .toEqual([6, false]);
    await summary(14).waitFor();
    await window.shot('whole');
    await window.close();
  },
);

/** Cover, an invoice, an attachment, an invoice, three letters: in the paper the invoices are apart. */
async function openBill(language: Language): Promise<{ window: Window; desk: Desk }> {
  const window = await rig.openWindow({ language });
  const desk = deskOf(window);
  const [cover, one, two, attachment] = await firstSampleBill();
  if (!cover || !one || !two || !attachment) throw new Error('the first sample bill has four sheets');
  const letters: ChosenFile[] = [];
  for (const at of [1, 2, 3])
    letters.push({
      name: `letter-${at}.png`,
      mimeType: 'image/png',
      buffer: await drawing(`#33${at}699`, 'png'),
    });
  const chooser = desk.page.waitForEvent('filechooser');
  await desk.page.keyboard.press('F3');
  await (await chooser).setFiles([cover, one, attachment, two, ...letters]);
  await desk.bill(number).waitFor();
  await counts(desk, 2, 4);
  await read(desk);
  return { window, desk };
}

/** Of the first bill, by what its row says. */
async function counts({ text, bill }: Desk, invoices: number, attachments: number): Promise<void> {
  const words = () => bill(number).textContent();
  await expect
    .poll(words, { timeout: 60_000 })
    .toContain(text('tree.count.attachment', { count: attachments }));
  // The service expects both of its invoices.
  await expect.poll(words).toContain(text('tree.count.invoiceOf', { count: invoices, expected: 2 }));
}

async function read({ tree, text }: Desk): Promise<void> {
  await expect
    .poll(() => tree.textContent(), { timeout: 60_000 })
    .not.toContain(text('tree.document.unread'));
}

/** The document a file became. An invoice tells its seller in place of the file: it is found by where it stands. */
function row({ tree, text }: Desk, name: string): Locator {
  const documents = tree.getByRole('treeitem', { level: 2 });
  const ofKind = (kind: 'cover' | 'invoice') =>
    documents.and(tree.locator(`[aria-label^="${text(`kind.${kind}`)}"]`));
  if (name === 'side-1.jpg') return ofKind('cover').first();
  if (name === 'side-2.jpg') return ofKind('invoice').first();
  if (name === 'side-3.jpg') return ofKind('invoice').nth(1);
  return documents.filter({ hasText: name });
}

function names({ tree }: Desk): Promise<readonly string[]> {
  return tree.getByRole('treeitem', { level: 2 }).allTextContents();
}

async function order(desk: Desk, start: string): Promise<readonly string[]> {
  const found = (await names(desk)).flatMap((words) => words.match(/[a-z]+-\d\.\w+/) ?? []);
  return found.filter((name) => name.startsWith(start));
}

async function dropOn(
  { page, text }: Desk,
  file: ChosenFile,
  way: 'target' | 'shift' | 'plain',
  window: Window,
): Promise<void> {
  const base64 = file.buffer.toString('base64');
  const dataTransfer = await page.evaluateHandle(
    `(() => {
      const bytes = Uint8Array.from(atob('${base64}'), (sign) => sign.charCodeAt(0));
      const transfer = new DataTransfer();
      transfer.items.add(new File([bytes], '${file.name}', { type: '${file.mimeType}' }));
      return transfer;
    })()`,
  );
  const event = { dataTransfer, shiftKey: way === 'shift', bubbles: true };
  await page.locator('body').dispatchEvent('dragover', event);
  const whole = page.locator('[data-grouping=whole]');
  await whole.getByText(text('action.importWhole')).waitFor();
  const goal = way === 'target' ? whole : page.locator('body');
  await goal.dispatchEvent('dragover', event);
  await expect.poll(() => whole.getAttribute('data-over')).toBe(way === 'plain' ? 'false' : 'true');
  if (way === 'target') await window.shot('drop');
  await goal.dispatchEvent('drop', event);
  await whole.waitFor({ state: 'hidden' });
}
