import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Language } from '../../src/i18n/text.ts';
import { type Desk, deskOf } from './desk.ts';
import { openRig, type Rig, type Window } from './rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await openRig();
});
afterAll(() => rig.close());

const numbers = Array.from({ length: 12 }, (_, at) => `CL-2026-${101 + at}`.replace('6-', '6-000'));
const languages: readonly Language[] = ['zh-CN', 'en-US'];
const readingMs = 120_000;

it.each(languages)('E2E-1 the whole job, from paper to match result (%s)', async (language) => {
  const window = await rig.openWindow({ language });
  const desk = deskOf(window);
  await window.shot('empty');
  await choosePaper(desk, window);
  await scanWhileLooking(desk, window);
  await expect.poll(desk.billNames, { timeout: readingMs, interval: 1_000 }).toEqual(wholeStack(desk));
  await everySideExplained(desk, language);
  await lookAtInvoice(desk, window);
  await mergeAndSplit(desk, window);
  await reclassify(desk);
  await rotate(desk);
  await deleteAndRestore(desk, window);
  await moveToAnotherBill(desk, language);
  await submitAndCompare(desk, window);
  await window.close();
});

/** Both sides in one language, fronts only in the other. */
async function choosePaper({ page, text, dialog }: Desk, window: Window): Promise<void> {
  await page.keyboard.press('F4');
  const settings = dialog('profiles.title');
  await settings.getByRole('radio').nth(1).waitFor();
  const resolution = settings.getByRole('group', { name: text('profiles.field.dpi') });
  await resolution.getByRole('button', { name: '200 dpi' }).click();
  if (window.language === 'en-US') {
    const sides = settings.getByRole('group', { name: text('profiles.field.sides') });
    await sides.getByRole('button', { name: text('scan.sides.simplex'), exact: true }).click();
  }
  await window.shot('scan-settings');
  await settings.getByRole('button', { name: text('profiles.save'), exact: true }).click();
  await settings.getByText(text('profiles.dirty'), { exact: true }).waitFor({ state: 'hidden' });
  await settings.getByRole('button', { name: text('app.dialog.close'), exact: true }).click();
  await settings.waitFor({ state: 'hidden' });
}

async function scanWhileLooking({ page, text, tree }: Desk, window: Window): Promise<void> {
  await page.keyboard.press('F2');
  const progress = page.getByRole('status', { name: text('scan.progress.title') });
  await progress.waitFor();
  await tree.getByRole('treeitem', { level: 2 }).nth(2).waitFor();
  expect(await progress.isVisible(), 'documents are shown while the feeder runs').toBe(true);
  await window.shot('scanning');
  await progress.waitFor({ state: 'hidden', timeout: readingMs });
}

/** The twelve bills in order, and what the three with a difference need. */
function wholeStack({ text }: Desk): readonly string[] {
  const needs = new Map([
    ['CL-2026-000105', text('need.missing', { count: 1 })],
    ['CL-2026-000106', text('need.extra', { count: 1 })],
    ['CL-2026-000107', text('need.mismatch', { count: 1 })],
  ]);
  return numbers.map((number) =>
    text('tree.bill.aria', { number, need: needs.get(number) ?? text('need.ready') }),
  );
}

/** Sixty sheets; of their backs four are written on and the rest folded away as blank. */
async function everySideExplained({ page, text }: Desk, language: Language): Promise<void> {
  const totals =
    language === 'zh-CN' ? { sheets: 60, sides: 120, blank: 56 } : { sheets: 60, sides: 60, blank: 0 };
  await page.getByText(text('status.counts', totals), { exact: true }).waitFor();
  const words = text('tree.pages.summary', { bills: 12, pages: totals.sides - totals.blank });
  await page.getByText(words, { exact: true }).waitFor();
}

async function lookAtInvoice(desk: Desk, window: Window): Promise<void> {
  const { page, text, tree, search, clearSearch, pictureSize } = desk;
  await search('CL-2026-000107');
  await tree
    .getByRole('treeitem', { name: text('kind.invoice') })
    .first()
    .click();
  await expect.poll(async () => (await pictureSize()).width).toBeGreaterThan(0);
  const viewer = page.getByRole('region', { name: text('viewer.label') });
  const frame = viewer.getByText(text('code.qr'), { exact: false });
  await frame.first().waitFor();
  await page.keyboard.press('g');
  await frame.first().waitFor({ state: 'hidden' });
  await page.keyboard.press('g');
  await frame.first().waitFor();
  await window.shot('search');
  await clearSearch();
  await window.shot('workbench');
}

async function mergeAndSplit(desk: Desk, window: Window): Promise<void> {
  const { page, text, tree, attachments, search } = desk;
  await search('CL-2026-000103');
  await attachments().first().click();
  await page.keyboard.press('Shift+ArrowDown');
  await window.shot('ticked');
  await page.keyboard.press('m');
  await count(desk, '103', 3);
  await page.keyboard.press('Control+z');
  await count(desk, '103', 4);
  await page.keyboard.press('Control+y');
  await count(desk, '103', 3);
  await attachments().first().click();
  await page.keyboard.press('ArrowRight');
  const second = text('tree.document.pageOfSheet', { sheet: 14, side: 'front' });
  await tree.getByRole('treeitem', { level: 3 }).filter({ hasText: second }).click();
  await page.keyboard.press('Shift+S');
  await count(desk, '103', 4);
}

async function reclassify(desk: Desk): Promise<void> {
  const { page, text, attachments, bill } = desk;
  await attachments().last().click();
  await page.keyboard.press('i');
  await count(desk, '103', 3);
  const row = bill('CL-2026-000103');
  await expect
    .poll(() => row.textContent())
    .toContain(text('tree.count.invoiceOf', { count: 3, expected: 2 }));
  await page.keyboard.press('a');
  await count(desk, '103', 4);
  await expect
    .poll(() => row.textContent())
    .toContain(text('tree.count.invoiceOf', { count: 2, expected: 2 }));
}

async function rotate({ page, attachments, pictureSize }: Desk): Promise<void> {
  await attachments().first().click();
  await expect.poll(async () => shape(await pictureSize())).toBe('upright');
  await page.keyboard.press('r');
  await expect.poll(async () => shape(await pictureSize()), { timeout: 30_000 }).toBe('lying');
  await page.keyboard.press('Control+z');
  await expect.poll(async () => shape(await pictureSize()), { timeout: 30_000 }).toBe('upright');
}

function shape({ width, height }: { width: number; height: number }): string {
  if (width === 0) return 'not there';
  return width > height ? 'lying' : 'upright';
}

async function deleteAndRestore(desk: Desk, window: Window): Promise<void> {
  const { page, text, attachments, dialog } = desk;
  await attachments().last().click();
  await page.keyboard.press('Delete');
  await count(desk, '103', 3);
  await page.keyboard.press('Control+Delete');
  const bin = dialog('bin.title');
  await bin.waitFor();
  await window.shot('bin');
  // Its back was deleted with it where backs were scanned.
  const label = window.language === 'zh-CN' ? 'bin.restoreAll' : 'bin.restore';
  await bin.getByRole('button', { name: text(label), exact: true }).click();
  await bin.waitFor({ state: 'hidden' });
  await count(desk, '103', 4);
}

/** In one language with the mouse, in the other with the keyboard. */
async function moveToAnotherBill(desk: Desk, language: Language): Promise<void> {
  const { page, attachments, bill, search, clearSearch, press } = desk;
  await search('CL-2026-000107');
  await attachments().last().click();
  await clearSearch();
  if (language === 'zh-CN') {
    await page.setViewportSize({ width: 1920, height: 1080 });
    await press('Control+ArrowDown');
    const goal = bill('CL-2026-000108');
    await goal.locator('xpath=preceding-sibling::*[@role="treeitem"][1]').dragTo(goal);
    await page.setViewportSize({ width: 1366, height: 768 });
  } else {
    await press('Alt+ArrowDown');
  }
  await search('CL-2026-000108');
  await count(desk, '108', 1);
  await press('Control+z');
  await count(desk, '108', 0);
  await press('Control+y');
  await count(desk, '108', 1);
  await search('CL-2026-000107');
  await count(desk, '107', 0);
  await clearSearch();
}

async function submitAndCompare(desk: Desk, window: Window): Promise<void> {
  const { page, text, dialog } = desk;
  await page.keyboard.press('F9');
  await dialog('submit.title').waitFor();
  await window.shot('submit');
  await page.keyboard.press('F9');
  const results = dialog('results.title');
  await results
    .getByText(text('results.summary', { matched: 9, total: 12 }), { exact: true })
    .waitFor({ timeout: 60_000 });
  const differences = [
    ['CL-2026-000105', text('verdict.missing')],
    ['CL-2026-000106', text('verdict.extra')],
    ['CL-2026-000107', text('verdict.mismatch')],
  ] as const;
  for (const [number, verdict] of differences) {
    const bill = results.getByRole('region', { name: number, exact: true });
    expect(await bill.getByText(verdict, { exact: true }).count(), number).toBe(1);
    expect(await bill.textContent()).toContain(text('standing.matchFailed'));
  }
  await window.shot('results');
  await results.getByRole('button', { name: text('results.openQueue') }).click();
  await dialog('queue.title').waitFor();
  await window.shot('queue');
  await page.keyboard.press('Escape');
  await dialog('queue.title').waitFor({ state: 'hidden' });
  await window.shot('submitted');
}

/** How many attachments the bill CL-2026-000… says it has. */
async function count({ text, bill }: Desk, end: string, attachments: number): Promise<void> {
  const row = bill(`CL-2026-000${end}`);
  await expect
    .poll(() => row.textContent(), { timeout: 60_000 })
    .toContain(text('tree.count.attachment', { count: attachments }));
}
