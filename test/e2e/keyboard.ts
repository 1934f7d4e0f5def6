import type { Locator } from 'playwright-core';
import { expect } from 'vitest';
import type { Desk } from './desk.ts';

/** A desk whose mouse lies in the drawer: everything is pressed, and reached as an operator reaches it. */
export interface Keyboard {
  press(...keys: readonly string[]): Promise<void>;
  /** Presses a key of a row: the keyboard must be in the tree by itself. */
  inTree(...keys: readonly string[]): Promise<void>;
  type(words: string): Promise<void>;
  /** Goes on with Tab until the element, or one within it, has the keyboard; where it never does, it cannot be reached by keys. */
  tabTo(goal: Locator): Promise<void>;
  /** Within a list or a group: on with an arrow until the element has the keyboard. */
  stepTo(goal: Locator, arrow: string): Promise<void>;
  /** Waits until the keyboard is in the tree, as it must be after every dialog. */
  backInTree(): Promise<void>;
  /** Narrows the tree; the keyboard stands on its first bill. */
  search(words: string): Promise<void>;
  /** Down the tree to the nth row of this name, counted from the first row. */
  walkTo(name: string, nth: number): Promise<void>;
  /** Name of the row the keyboard stands on. */
  row(): Promise<string>;
  /** Presses of a mouse the window has seen since it was opened. */
  mousePresses(): Promise<number>;
}

const mostSteps = 80;

export async function keyboardOf({ page, tree, text }: Desk): Promise<Keyboard> {
  await page.evaluate(`{
    window.mousePresses = 0;
    for (const type of ['mousedown', 'touchstart']) addEventListener(type, () => { window.mousePresses += 1; }, true);
  }`);
  const press = async (...keys: readonly string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const hasFocus = (goal: Locator) =>
    goal.evaluate<boolean, { matches(selector: string): boolean }>((element) =>
      element.matches(':focus, :focus-within'),
    );
  const backInTree = async () => {
    await expect.poll(() => hasFocus(tree), { message: 'the keyboard is in the tree' }).toBe(true);
  };
  const inTree = async (...keys: readonly string[]) => {
    await backInTree();
    await press(...keys);
  };
  const row = async () => {
    const id = await tree.getAttribute('aria-activedescendant');
    return (await tree.locator(`[id="${id}"]`).getAttribute('aria-label')) ?? '';
  };
  const reach = async (goal: Locator, key: string) => {
    await goal.waitFor();
    for (let steps = 0; steps < mostSteps && !(await hasFocus(goal)); steps += 1) await press(key);
    expect(await hasFocus(goal), `${goal} is reached by ${key}`).toBe(true);
  };
  return {
    press,
    inTree,
    backInTree,
    row,
    type: (words) => page.keyboard.type(words),
    tabTo: (goal) => reach(goal, 'Tab'),
    stepTo: (goal, arrow) => reach(goal, arrow),
    async search(words) {
      await press('Control+f');
      await page.keyboard.type(words);
      await press('Enter');
      await inTree('Home');
    },
    async walkTo(name, nth) {
      await inTree('Home');
      let left = nth;
      for (let steps = 0; steps < mostSteps; steps += 1) {
        if ((await row()) === name) {
          left -= 1;
          if (left === 0) return;
        }
        await press('ArrowDown');
      }
      throw new Error(`no row ${nth} is called ${name}: ${text('tree.label')}`);
    },
    mousePresses: () => page.evaluate('window.mousePresses'),
  };
}
