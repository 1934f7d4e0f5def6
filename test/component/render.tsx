import '../../src/renderer/app/fonts.css';
import type { ReactNode } from 'react';
import { expect, onTestFinished } from 'vitest';
import { type Locator, page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import type { DocumentKind } from '../../src/domain/reading.ts';
import type { ExpectedInvoice } from '../../src/domain/rules/expected.ts';
import { type Language, type Text, textOf } from '../../src/i18n/text.ts';
import { noChangedKeys } from '../../src/renderer/actions/key-map.ts';
import { keyWords } from '../../src/renderer/actions/key-words.ts';
import { goToRow } from '../../src/renderer/actions/navigation.ts';
import { WorkbenchProvider } from '../../src/renderer/actions/workbench-provider.tsx';
import type { Panel } from '../../src/renderer/actions/workbench-state.ts';
import { App } from '../../src/renderer/app/app.tsx';
import { Look } from '../../src/renderer/app/look.tsx';
import { Notices } from '../../src/renderer/app/notices.tsx';
import { openWindow } from '../../src/renderer/app/open-window.ts';
import { Panels } from '../../src/renderer/app/panels.tsx';
import { Words } from '../../src/renderer/app/words.tsx';
import type { DocumentView } from '../../src/renderer/station/tree-index.ts';
import { type OpenCase, openCase } from '../renderer/case.ts';
import { caseExpected, caseSides, caseWaiting } from '../renderer/fixture-case.ts';
import type { FixtureSide } from '../renderer/fixture-pages.ts';
import { type FixtureStation, fixtureStation } from '../renderer/fixture-station.ts';

/* The real components over a station made in memory: what a reader is told of them, by role and by name. */

interface Wish {
  readonly language?: Language;
  readonly sides?: readonly FixtureSide[];
  readonly expected?: readonly ExpectedInvoice[];
}

export interface Shown extends OpenCase {
  readonly text: Text;
  readonly ui: OpenCase['workbench']['ui'];
  /** In the order of the tree. */
  documents(kind: DocumentKind): readonly DocumentView[];
  /** Puts the cursor on a document, the first of its kind if no other is asked for. */
  standOn(kind: DocumentKind, at?: number): void;
  open(panel: Panel): void;
}

/** Draws one part of the window, with the dialogs it opens and the notices it gives, in the window's own look. */
export async function show(part: ReactNode, wish: Wish = {}): Promise<Shown> {
  const language = wish.language ?? 'zh-CN';
  const open = await openCase(wish.sides ?? caseSides, wish.expected ?? caseExpected, caseWaiting);
  onTestFinished(() => open.close());
  const { ui } = open.workbench;
  const documents = (kind: DocumentKind) =>
    open
      .context()
      .index.bills.flatMap((bill) => bill.documents.filter((view) => view.document.kind === kind));
  await draw(
    <Look mode="light" language={language} nonce={undefined}>
      <WorkbenchProvider value={open.workbench}>
        <Words language={language}>
          <div style={{ height: '100%' }}>{part}</div>
          <Panels language={language} theme="light" onLanguage={() => {}} onTheme={() => {}} />
          <Notices />
        </Words>
      </WorkbenchProvider>
    </Look>,
  );
  return {
    ...open,
    ui,
    text: textOf(language, keyWords(noChangedKeys, language)),
    documents,
    standOn(kind, at = 0) {
      const view = documents(kind)[at];
      if (!view) throw new Error(`the case has no ${kind} ${at}`);
      goToRow(open.context(), view.document.id);
    },
    open: (panel) => ui.set({ panel }),
  };
}

/** The whole window, as it opens in the morning, its shortcuts at work. */
export async function showWindow(wish: Wish = {}): Promise<{ fixture: FixtureStation; text: Text }> {
  const language = wish.language ?? 'zh-CN';
  localStorage.clear();
  localStorage.setItem('platen.language', language);
  localStorage.setItem('platen.theme', 'light');
  const sides = wish.sides ?? caseSides;
  const fixture = fixtureStation({ sides, expected: caseExpected, waiting: caseWaiting, msPerSide: 5 });
  await draw(<App opened={openWindow(fixture)} nonce={undefined} />);
  const text = textOf(language, keyWords(noChangedKeys, language));
  await expect.element(page.getByRole('contentinfo', { name: text('status.label') })).toBeVisible();
  if (sides.length > 0) await expect.element(treeOf(text)).toBeVisible();
  return { fixture, text };
}

export function treeOf(text: Text) {
  return page.getByRole('tree', { name: text('tree.label') });
}

/** What a reader says of the line the keyboard stands on in a tree or list; empty where it stands on none. */
export function activeName(list: Locator): string {
  const id = list.element().getAttribute('aria-activedescendant');
  const line = id === null ? null : document.getElementById(id);
  return line?.getAttribute('aria-label') ?? line?.textContent ?? '';
}

/** Presses keys one after the other, as `Shift+ArrowDown`. */
export async function press(...keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    const held = key.split('+').slice(0, -1);
    const last = key.split('+').at(-1) ?? '';
    const down = held.map((one) => `{${one}>}`).join('');
    const up = held.map((one) => `{/${one}}`).join('');
    await userEvent.keyboard(`${down}${last.length === 1 ? last : `{${last}}`}${up}`);
  }
}

async function draw(whole: ReactNode): Promise<void> {
  const container = document.createElement('div');
  container.id = 'root';
  document.body.append(container);
  await render(whole, { container });
}
