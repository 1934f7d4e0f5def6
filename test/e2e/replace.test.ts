import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadPaper, type Paper } from '../station/paper.ts';
import { type Desk, deskOf } from './desk.ts';
import { type ChosenFile, drawing, firstSampleBill } from './files.ts';
import { openRig, type Rig, type Window } from './rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await openRig();
});
afterAll(() => rig.close());

const readingMs = 120_000;

it('REPL-20 an invoice is replaced by scanner, the rest from files, and all of it is undone', async () => {
  const inks = ['#224466', '#446622', '#662244', '#226644'];
  const paper = await loadPaper(await Promise.all(inks.map((ink) => drawing(ink, 'png'))));
  const environment = { PLATEN_ESCL: paper.url, PLATEN_VIRTUAL_SCANNER: 'off' };
  const window = await rig.openWindow({ language: 'zh-CN', environment });
  const desk = deskOf(window);
  const { page, text, tree, press } = desk;
  await importBill(desk);
  const before = await rowNames(desk);

  // Kinds are not mixed: the button says why.
  await page.keyboard.press('Control+a');
  const replace = page.getByRole('button', { name: text('action.replace'), exact: true });
  expect(await replace.getAttribute('aria-disabled')).toBe('true');
  await replace.hover();
  await page.getByText(text('refusal.coverNotReplaceable')).waitFor();
  await window.shot('replace-refused');
  await page.mouse.move(0, 0);
  await press('Escape');

  // Files for the two invoices.
  const invoices = tree.getByRole('treeitem').filter({ hasText: text('kind.invoice') });
  await toInvoice(desk, 0);
  await press('Space');
  await press('ArrowDown');
  await press('Space');
  await chosen(desk, () => replace.click(), 'action.replaceImageImport', await pictures(2), window);
  await told(desk, 2, 2);
  await replacedOnly(desk, before, 'invoice', [1, 2]);
  await window.shot('replaced-invoices');
  await undone(desk, before);
  expect(await invoices.count()).toBeGreaterThan(0);

  // The cover alone, from a file: by key.
  await press('Home');
  await press('ArrowDown');
  await chosen(desk, () => replace.click(), 'action.replaceCoverImport', await pictures(1), window);
  await told(desk, 1, 1);
  await replacedOnly(desk, before, 'cover', [0]);
  await undone(desk, before);

  // The attachment alone, by key: it stays one.
  await page.getByText(text('replace.done', { old: 1, into: 1 })).waitFor({ state: 'hidden' });
  await press('End');
  const chooser = page.waitForEvent('filechooser');
  await press('Shift+P');
  await (await chooser).setFiles([...(await pictures(1))]);
  await told(desk, 1, 1);
  await replacedOnly(desk, before, 'attachment', [3]);
  await undone(desk, before);

  // An invoice by scanner: all that the feeder holds is one document.
  await byScanner(desk, window, paper);
  await window.close();
  paper.remove();
});

/** A jam in mid-stack: nothing is replaced and it is said where lies what came; with the rest of the stack all of it is. */
async function byScanner(desk: Desk, window: Window, paper: Paper): Promise<void> {
  const { page, text, press } = desk;
  const documents = async () => (await rowNames(desk)).slice(1);
  const before = await documents();
  // What is told of the last replacement would pass for this one's.
  await page.getByText(text('replace.done', { old: 1, into: 1 })).waitFor({ state: 'hidden' });
  await paper.control({ fault: { at: 2, type: 'jam', http: 503 } });
  await toInvoice(desk, 0);
  await press('p');
  const fault = page.getByRole('alertdialog');
  await fault.getByText(text('replace.kept', { pages: 2 })).waitFor({ timeout: 30_000 });
  expect(await documents()).toEqual(before);
  await window.shot('replace-jam');
  await paper.control({ clear: true });
  await page.keyboard.press('F2');
  await told(desk, 1, 1);
  await replacedOnly(desk, await rowNames(desk).then(([bill = '']) => [bill, ...before]), 'invoice', [1]);
  await press('Control+z');
  await expect.poll(documents).toEqual(before);
}

async function importBill({ page, text, tree }: Desk): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.keyboard.press('F3');
  await (await chooser).setFiles([...(await firstSampleBill())]);
  await expect.poll(() => tree.getByRole('treeitem').count(), { timeout: readingMs }).toBeGreaterThan(4);
  await expect
    .poll(() => tree.textContent(), { timeout: readingMs })
    .not.toContain(text('tree.document.unread'));
}

/** Chooses a line of the menu and these files. */
async function chosen(
  { page, text }: Desk,
  open: () => Promise<void>,
  label: 'action.replaceImageImport' | 'action.replaceCoverImport',
  files: readonly ChosenFile[],
  window: Window,
): Promise<void> {
  await open();
  const line = page.getByRole('menuitem', { name: text(label) });
  await line.waitFor();
  await window.shot(label);
  const chooser = page.waitForEvent('filechooser');
  await line.click();
  await (await chooser).setFiles([...files]);
}

async function told({ page, text }: Desk, old: number, into: number): Promise<void> {
  await page.getByText(text('replace.done', { old, into })).waitFor({ timeout: readingMs });
}

/** What stands at these places is new and of the kind it was; every other document is where and what it was. */
async function replacedOnly(
  desk: Desk,
  before: readonly string[],
  kind: 'cover' | 'invoice' | 'attachment',
  at: readonly number[],
): Promise<void> {
  // The first row is the bill's: its counts change with what it holds. Invoices match by the number on the cover.
  const documentsOf = (rows: readonly string[]) =>
    rows.slice(1).map((row) => row.replace(desk.text('verdict.matched'), ''));
  const [old, now] = [documentsOf(before), documentsOf(await rowNames(desk))];
  expect(now).toHaveLength(old.length);
  expect(now.flatMap((row, place) => (row === old[place] ? [] : [place]))).toEqual(at);
  const documents = desk.tree.getByRole('treeitem', { level: 2 });
  for (const place of at)
    expect(await documents.nth(place).getAttribute('aria-label')).toMatch(
      new RegExp(`^${desk.text(`kind.${kind}`)}`),
    );
}

async function undone(desk: Desk, before: readonly string[]): Promise<void> {
  expect(await rowNames(desk)).not.toEqual(before);
  await desk.press('Control+z');
  await expect.poll(() => rowNames(desk)).toEqual(before);
}

function rowNames({ tree }: Desk): Promise<readonly string[]> {
  return tree
    .getByRole('treeitem')
    .evaluateAll((rows) => rows.map((row) => (row as unknown as { textContent: string }).textContent));
}

async function toInvoice({ press }: Desk, at: number): Promise<void> {
  await press('Home');
  for (let down = 0; down < 2 + at; down += 1) await press('ArrowDown');
}

async function pictures(count: number): Promise<readonly ChosenFile[]> {
  const inks = ['#884422', '#228844'];
  return Promise.all(
    inks.slice(0, count).map(async (ink, at) => ({
      name: `new-${at + 1}.png`,
      mimeType: 'image/png',
      buffer: await drawing(ink, 'png'),
    })),
  );
}
