import type { Locator } from 'playwright-core';
import { expect } from 'vitest';
import { openSampleStack } from '../../src/capture/virtual/sample-stack.ts';
import type { Desk } from './desk.ts';
import { type ChosenFile, drawing } from './files.ts';

const readingMs = 120_000;

/** The number on the first sample cover. */
export const firstNumber = 'CL-2026-000101';

/** Fronts of the sample stack in feed order, from this one on. */
export async function sampleSheets(first: number, count: number): Promise<readonly ChosenFile[]> {
  const stack = openSampleStack(null);
  const files: ChosenFile[] = [];
  for (let position = first; position < first + count; position += 1) {
    const scan = stack.sheetAt(position, 'simplex')?.sides[0];
    if (!scan) throw new Error(`the sample stack has no sheet ${position}`);
    const buffer = await scan({ dpi: 200, colour: 'colour' });
    files.push({ name: `sheet-${position + 1}.jpg`, mimeType: 'image/jpeg', buffer });
  }
  return files;
}

/** One page each, told apart in the list by their names. */
export function letters(...names: readonly string[]): Promise<readonly ChosenFile[]> {
  return Promise.all(
    names.map(async (name, at) => ({
      name: `${name}.png`,
      mimeType: 'image/png',
      buffer: await drawing(`#33${at}699`, 'png'),
    })),
  );
}

/** Gives the files to the chooser that opens, and waits until every page of the batch is read. */
export async function giveFiles(
  desk: Desk,
  open: () => Promise<void>,
  files: readonly ChosenFile[],
): Promise<void> {
  const chooser = desk.page.waitForEvent('filechooser');
  await open();
  await (await chooser).setFiles([...files]);
  const last = files.at(-1);
  if (last?.name.endsWith('.png')) await rowOf(desk, last.name).first().waitFor();
}

/** A bill of the first sample sheets (cover, two invoices, a table) and letters behind them, all read. */
export async function importBill(desk: Desk, behind: readonly ChosenFile[]): Promise<void> {
  const files = [...(await sampleSheets(0, 4)), ...behind];
  await giveFiles(desk, () => desk.page.keyboard.press('F3'), files);
  await desk.bill(firstNumber).waitFor({ timeout: readingMs });
  await billSays(desk, 'invoice', 2);
  await billSays(desk, 'attachment', 1 + behind.length);
  await allRead(desk);
}

export async function allRead({ tree, text }: Desk): Promise<void> {
  await expect
    .poll(() => tree.textContent(), { timeout: readingMs })
    .not.toContain(text('tree.document.unread'));
}

export function rowOf({ tree }: Desk, words: string): Locator {
  return tree.getByRole('treeitem', { level: 2 }).filter({ hasText: words });
}

/** An invoice tells its seller in place of its file. */
export function ofKind({ tree, text }: Desk, kind: 'cover' | 'invoice' | 'attachment'): Locator {
  return tree
    .getByRole('treeitem', { level: 2 })
    .and(tree.locator(`[aria-label^="${text(`kind.${kind}`)}"]`));
}

/** What the line of the first bill says it has of a kind, against what is expected where that is known. */
export async function billSays(
  { text, bill }: Desk,
  kind: 'cover' | 'invoice' | 'attachment' | 'blank',
  count: number,
): Promise<void> {
  const words = text(`tree.count.${kind}`, { count });
  // Where the figure stands last, it is not the beginning of a longer one.
  const end = /\d$/.test(words) ? '(?!\\d)' : '';
  await expect
    .poll(() => bill(firstNumber).textContent(), { timeout: 45_000 })
    .toMatch(new RegExp(`${words}${end}`));
}

export function documentNames({ tree }: Desk): Promise<readonly string[]> {
  return tree.getByRole('treeitem', { level: 2 }).allTextContents();
}

/** Names of these files in the order the list shows them. */
export async function orderOf(desk: Desk): Promise<readonly string[]> {
  return (await documentNames(desk)).flatMap((words) => words.match(/[a-z]+-\d+\.png/) ?? []);
}
