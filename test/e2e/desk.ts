import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { type Text, textOf } from '../../src/i18n/text.ts';
import type { MessageKey } from '../../src/i18n/zh-CN.ts';
import type { Window } from './rig.ts';

/** The window as an operator finds their way in it: by the words on it and by keys. */
export interface Desk {
  readonly page: Page;
  readonly text: Text;
  readonly tree: Locator;
  /** Rows of documents, by kind; attachments alone stand without further words. */
  attachments(): Locator;
  bill(number: string): Locator;
  /** Narrows the tree to what is typed; the keyboard stands on its first row. */
  search(words: string): Promise<void>;
  clearSearch(): Promise<void>;
  /** Presses a key where the tree has the keyboard. */
  press(keys: string): Promise<void>;
  /** What every bill is called and needs, top to bottom, as a screen reader would tell it. */
  billNames(): Promise<readonly string[]>;
  dialog(title: MessageKey): Locator;
  button(label: MessageKey, params?: Readonly<Record<string, string | number>>): Locator;
  /** The large page. */
  picture(): Locator;
  /** Of the picture that came, not of its place; zero before it did. */
  pictureSize(): Promise<{ width: number; height: number }>;
}

/** Keys nobody changed, in the words the tests read. */
const ownKeys = {
  key_bill_number: 'Enter',
  key_bill_paper: 'U',
  key_document_moveDown: 'Alt ↓',
  key_document_moveUp: 'Alt ↑',
  key_kind_attachment: 'A',
  key_page_adjust: 'T',
  key_page_delete: 'Del',
};

export function deskOf({ page, language }: Window): Desk {
  const text = textOf(language, ownKeys);
  const tree = page.getByRole('tree', { name: text('tree.label') });
  const searchBox = page.getByRole('searchbox', { name: text('tree.search.label') });
  // One for each page in view; where a larger one is fetched, that.
  const picture = () =>
    page.getByRole('region', { name: text('viewer.label') }).locator('canvas:last-of-type');
  const press = async (keys: string) => {
    await tree.focus();
    await page.keyboard.press(keys);
  };
  return {
    page,
    text,
    tree,
    attachments: () => tree.getByRole('treeitem', { name: text('kind.attachment'), exact: true }),
    bill: (number) => tree.getByRole('treeitem', { name: number }),
    async search(words) {
      await page.keyboard.press('Control+f');
      await searchBox.fill(words);
      await page.keyboard.press('Enter');
      await expect.poll(() => tree.evaluate((element) => element.matches(':focus'))).toBe(true);
      await page.keyboard.press('Home');
    },
    async clearSearch() {
      await page.keyboard.press('Control+f');
      await page.keyboard.press('Escape');
    },
    press,
    async billNames() {
      await press('Home');
      const names = [await nameOfCursor(tree)];
      for (;;) {
        await press('Control+ArrowDown');
        const name = await nameOfCursor(tree);
        if (name === names.at(-1)) return names;
        names.push(name);
      }
    },
    dialog: (title) => page.getByRole('dialog', { name: text(title) }),
    button: (label, params) => page.getByRole('button', { name: text(label, params), exact: true }),
    picture,
    pictureSize: () =>
      picture().evaluate((element) => {
        // It is fetched no larger than it is shown; what it is a picture of, the sheet below says.
        const isThere = element.getAttribute('data-shown') === 'true';
        const told = element.closest('[data-page-size]')?.getAttribute('data-page-size') ?? '';
        const [width = 0, height = 0] = isThere ? told.split(' ').map(Number) : [];
        return { width, height };
      }),
  };
}

async function nameOfCursor(tree: Locator): Promise<string> {
  const id = await tree.getAttribute('aria-activedescendant');
  const row = tree.locator(`[id="${id}"]`);
  return (await row.getAttribute('aria-label')) ?? '';
}
