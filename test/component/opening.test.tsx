import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { page } from 'vitest/browser';
import { textOf } from '../../src/i18n/text.ts';
import { start } from '../../src/renderer/app/start.tsx';
import { caseSides } from '../renderer/fixture-case.ts';
import { type FixtureStation, fixtureStation } from '../renderer/fixture-station.ts';

const text = textOf('zh-CN');

beforeEach(() => {
  localStorage.clear();
  localStorage.setItem('platen.language', 'zh-CN');
});

/** The page a shell serves; everything that is ever put into it is noted. */
function pageOfShell(): { readonly drawn: () => readonly string[] } {
  const root = document.createElement('div');
  root.id = 'root';
  root.style.height = '100vh';
  document.body.append(root);
  const drawn: string[] = [];
  const observer = new MutationObserver(() => {
    const rows = root.querySelectorAll('[role=treeitem]').length;
    const now = root.childElementCount === 0 ? 'nothing' : rows > 0 ? 'rows' : 'no rows';
    if (drawn.at(-1) !== now) drawn.push(now);
  });
  observer.observe(root, { subtree: true, childList: true });
  onTestFinished(() => {
    observer.disconnect();
    root.remove();
  });
  return { drawn: () => drawn };
}

/** A station whose batch comes when it is let go. */
function slow(fixture: FixtureStation): () => void {
  let letGo = () => {};
  const gate = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const { ask } = fixture;
  Object.assign(fixture, {
    ask: async (name: string, input: never) => {
      if (name === 'batch.snapshot') await gate;
      return ask(name as never, input);
    },
  });
  return letGo;
}

it('OPEN-8 the window is drawn once, with its batch and the cursor on its first page', async () => {
  const { drawn } = pageOfShell();
  await start(fixtureStation({ sides: caseSides }));
  const first = page
    .getByRole('tree', { name: text('tree.label') })
    .getByRole('treeitem', { selected: true });
  await expect.element(first).toBeVisible();
  expect(drawn()).toEqual(['rows']);
});

it('OPEN-8 a station that is slow to answer has its window drawn without a batch, which comes after', async () => {
  const { drawn } = pageOfShell();
  const fixture = fixtureStation({ sides: caseSides });
  const letGo = slow(fixture);
  await start(fixture);
  await expect.element(page.getByRole('main')).toBeVisible();
  expect(drawn()).toEqual(['no rows']);
  letGo();
  await expect
    .element(
      page
        .getByRole('tree', { name: text('tree.label') })
        .getByRole('treeitem')
        .first(),
    )
    .toBeVisible();
});

it('OPEN-9 scanners are looked for once the batch is drawn: a look starts a process for every driver', async () => {
  pageOfShell();
  const fixture = fixtureStation({ sides: caseSides });
  const { ask } = fixture;
  const rowsAtLook: number[] = [];
  Object.assign(fixture, {
    ask: (name: string, input: never) => {
      if (name === 'devices.list') rowsAtLook.push(document.querySelectorAll('[role=treeitem]').length);
      return ask(name as never, input);
    },
  });
  await start(fixture);
  await expect.poll(() => rowsAtLook.length).toBe(1);
  expect(rowsAtLook[0]).toBeGreaterThan(0);
});
