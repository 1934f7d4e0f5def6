import { describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import type { Language } from '../../src/i18n/text.ts';
import type { Panel } from '../../src/renderer/actions/workbench-state.ts';
import { emptyQueue } from '../renderer/fixture-queue.ts';
import { show, showWindow, treeOf } from './render.tsx';

const languages = ['zh-CN', 'en-US'] as const;
const panels = [
  ...['submit', 'results', 'queue', 'bin', 'history', 'palette', 'keys', 'settings'],
  ...['batches', 'profile', 'move-to-bill', 'help'],
] as readonly Exclude<Panel['type'], 'category' | 'move' | 'menu' | 'check' | 'bill-list'>[];

/** What can be pressed or chosen by its name; rows of data are told shorter than they are seen (COMP-1). */
const controls = 'button, a[href], [role=button], [role=tab], [role^=menuitem], [role=switch]';

/** Controls whose accessible name lacks a word that stands on them. */
function misnamed(): readonly string[] {
  return [...document.querySelectorAll<HTMLElement>(controls)].flatMap((control) => {
    const name = plain(control.getAttribute('aria-label') ?? '');
    if (name === '') return seen(control) === '' && !isNamed(control) ? [control.outerHTML] : [];
    return name.includes(plain(seen(control))) ? [] : [`“${seen(control)}” is called “${name}”`];
  });
}

/** Words on it, without keys printed beside them: those are told as shortcuts. */
function seen(control: HTMLElement): string {
  const texts: string[] = [];
  const walker = document.createTreeWalker(control, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode())
    if (!node.parentElement?.closest('kbd, small')) texts.push(node.nodeValue ?? '');
  return texts.join(' ').trim();
}

function isNamed(control: HTMLElement): boolean {
  return ['aria-labelledby', 'title'].some((name) => control.hasAttribute(name));
}

const plain = (words: string) => words.toLowerCase().replace(/\s+/g, '');

/** Fields and bars a reader would meet without a name. */
function nameless(): readonly string[] {
  const all = document.querySelectorAll<HTMLElement>(
    'input, select, textarea, [role=progressbar], [role=slider], [role=dialog], [role=tree], [role=listbox], [role=grid]',
  );
  return [...all]
    .filter((one) => one.closest('[aria-hidden=true]') === null)
    .filter((one) => {
      const labels = one instanceof HTMLInputElement ? [...(one.labels ?? [])] : [];
      const by = one.getAttribute('aria-labelledby');
      const words = [
        one.getAttribute('aria-label'),
        by && document.getElementById(by)?.textContent,
        ...labels.map((label) => label.textContent),
        one.closest('label')?.textContent,
        one.id && document.querySelector(`label[for="${CSS.escape(one.id)}"]`)?.textContent,
      ];
      return words.every((word) => !word?.trim());
    })
    .map((one) => one.outerHTML.slice(0, 200));
}

describe.each(languages)('names in %s', (language: Language) => {
  it('A11Y-3 of every control of the window hold the words on it', async () => {
    const { text, fixture } = await showWindow({ language });
    fixture.setStatus({ queue: { ...emptyQueue, waiting: 3, sending: 1, parked: 2 } });
    fixture.emit({ type: 'cleanup.progress', batchId: fixture.batchId, done: 2, total: 9 });
    await treeOf(text)
      .getByRole('treeitem', { name: text('kind.cover') })
      .first()
      .click();
    await expect.element(page.getByRole('region', { name: text('viewer.label') })).toBeVisible();
    expect(misnamed()).toEqual([]);
    expect(nameless()).toEqual([]);
    expect(document.querySelectorAll(controls).length).toBeGreaterThan(50);
  });

  it.each(panels)('A11Y-3 of every control of the panel “%s” hold the words on it', async (type) => {
    const shown = await show(null, { language });
    await shown.station.refreshSettings();
    await shown.station.lookForScanners();
    shown.standOn('invoice');
    shown.open({ type });
    await expect.element(page.getByRole('dialog')).toBeVisible();
    await shown.settle();
    expect(misnamed()).toEqual([]);
    expect(nameless()).toEqual([]);
    for (const tab of page.getByRole('tab').all()) {
      await tab.click();
      await expect.element(tab).toHaveAttribute('aria-selected', 'true');
      expect(misnamed()).toEqual([]);
      expect(nameless()).toEqual([]);
    }
  });
});
