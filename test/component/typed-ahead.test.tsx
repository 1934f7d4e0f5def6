import { describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { EditBar } from '../../src/renderer/app/edit-bar.tsx';
import { TreePane } from '../../src/renderer/features/tree/tree-pane.tsx';
import { show, treeOf } from './render.tsx';

const barAndTree = (
  <>
    <EditBar />
    <TreePane />
  </>
);

describe('words typed into the search', () => {
  it('SPEED-18 stand in their field before the list is narrowed, which those typed at once do together', async () => {
    const shown = await show(barAndTree);
    const field = page.getByRole('searchbox', { name: shown.text('tree.search.label') });
    const input = field.element() as HTMLInputElement;
    input.focus();
    const narrowed: string[] = [];
    shown.ui.subscribe(() => {
      const { search } = shown.ui.get();
      if (search !== narrowed.at(-1)) narrowed.push(search);
    });
    const frame = vi.spyOn(globalThis, 'requestAnimationFrame').mockReturnValue(0);
    for (const letter of 'CL') {
      // As a hand types it, with no frame in between.
      document.execCommand('insertText', false, letter);
    }
    expect(input.value).toBe('CL');
    expect(narrowed).toEqual([]);
    const [afterFrame] = frame.mock.calls.at(-1) ?? [];
    frame.mockRestore();
    afterFrame?.(performance.now());
    await expect.poll(() => narrowed).toEqual(['CL']);
    expect(input.value).toBe('CL');
  });

  it('SPEED-18 and Enter narrow the list at once, Escape lets go of all of it', async () => {
    const shown = await show(barAndTree);
    const field = page.getByRole('searchbox', { name: shown.text('tree.search.label') });
    (field.element() as HTMLInputElement).focus();
    vi.spyOn(globalThis, 'requestAnimationFrame').mockReturnValueOnce(0);
    document.execCommand('insertText', false, '2');
    expect(shown.ui.get().search).toBe('');
    await userEvent.keyboard('{Enter}');
    expect(shown.ui.get().search).toBe('2');
    await expect.poll(() => treeOf(shown.text).element().matches(':focus')).toBe(true);
    (field.element() as HTMLInputElement).focus();
    document.execCommand('insertText', false, '0');
    await userEvent.keyboard('{Escape}');
    expect(shown.ui.get().search).toBe('');
    await expect.element(field).toHaveValue('');
  });
});
