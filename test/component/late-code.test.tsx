import { describe, expect, it, onTestFinished } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { panels } from '../../src/renderer/app/late-parts.tsx';
import { lateCode } from '../../src/renderer/components/late-code.ts';
import { showWindow, treeOf } from './render.tsx';

describe('code that comes after the window', () => {
  it('SPEED-7 dialogs come by themselves, before anybody asks for one', async () => {
    await showWindow();
    await expect.poll(() => panels.now()).not.toBeNull();
    expect(document.querySelector('[role=dialog]')).toBeNull();
  });

  it('SPEED-7 a dialog stands before the next key: none that follows at once goes elsewhere', async () => {
    const { fixture, text } = await showWindow();
    await expect.poll(() => panels.now()).not.toBeNull();
    treeOf(text).element().focus();
    const before = fixture.tree();
    // As fast as a machine can type: `d` and `a` would file the document anew if the tree had them.
    const typed: string[] = [];
    const listen = ({ key, target }: KeyboardEvent) => {
      if (target instanceof HTMLInputElement) typed.push(key);
    };
    addEventListener('keydown', listen, true);
    onTestFinished(() => removeEventListener('keydown', listen, true));
    await userEvent.keyboard('{Control>}k{/Control}da');
    expect(typed).toEqual(['d', 'a']);
    await expect.element(page.getByRole('combobox')).toHaveValue('da');
    expect(fixture.tree()).toBe(before);
  });

  it('SPEED-7 what did not come is fetched again by the next who asks, and a fetch under way is joined', async () => {
    let asked = 0;
    const late = lateCode(async () => {
      asked += 1;
      if (asked === 1) throw new Error('the station was away');
      return 'code';
    });
    await expect(late.fetch()).rejects.toThrow('away');
    expect(late.now()).toBeNull();
    expect(await Promise.all([late.fetch(), late.fetch()])).toEqual(['code', 'code']);
    expect(asked).toBe(2);
    expect(late.now()).toBe('code');
  });
});
