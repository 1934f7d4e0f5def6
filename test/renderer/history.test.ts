import { afterEach, describe, expect, it } from 'vitest';
import type { HistoryEntry } from '../../src/contract/history-shapes.ts';
import { textOf } from '../../src/i18n/text.ts';
import { history, journeyTo, travel } from '../../src/renderer/actions/history-actions.ts';
import { remove } from '../../src/renderer/actions/page-actions.ts';
import { runAction } from '../../src/renderer/actions/workbench-provider.tsx';
import { effectWords, subjectWords } from '../../src/renderer/components/effect-words.ts';
import { lineAfter } from '../../src/renderer/components/walk-lines.ts';
import {
  binLines,
  currentPage,
  pagesOfLines,
  tickedAll,
  toggled,
  toRestore,
} from '../../src/renderer/features/bin/bin-lines.ts';
import { eventWords, isQuiet } from '../../src/renderer/features/details/page-history.tsx';
import { historyLines } from '../../src/renderer/features/history/history-lines.ts';
import { type OpenCase, openCase } from './case.ts';
import { caseSides } from './fixture-case.ts';

let open: OpenCase;
afterEach(() => open?.close());

const zh = textOf('zh-CN');
const en = textOf('en-US');
const asCode = (code: string) => code;

function step(seq: number, state: HistoryEntry['state']): HistoryEntry {
  const subject = {
    billNumber: 'B',
    bills: 1,
    kind: null,
    category: null,
    invoice: null,
    documents: 0,
    pages: 0,
  };
  return { seq, label: 'page.rotate', state, at: seq, operator: 'lin', subject, effects: [] };
}
const steps = [step(2, 'dropped'), step(1, 'done'), step(3, 'done'), step(4, 'undone'), step(5, 'undone')];

describe('the panel of the history', () => {
  it('HIST-9 the latest is first, the present marked, closed steps below the beginning', () => {
    const told = historyLines(steps).map(({ seq, step, isPresent }) => [
      seq,
      step?.state ?? 'start',
      isPresent,
    ]);
    expect(told).toEqual([
      [5, 'undone', false],
      [4, 'undone', false],
      [3, 'done', true],
      [1, 'done', false],
      [0, 'start', false],
      [2, 'dropped', false],
    ]);
    expect(historyLines([])).toEqual([]);
    expect(historyLines([step(1, 'undone')]).map(({ isPresent }) => isPresent)).toEqual([false, true]);
    const keys = historyLines([step(1, 'dropped'), step(1, 'done')]).map(({ key }) => key);
    expect(new Set(keys).size, 'a number given again is another line').toBe(3);
  });

  it('HIST-9 arrows walk and stay at the ends', () => {
    const lines = ['a', 'b', 'c'].map((key) => ({ key }));
    expect(lineAfter(lines, 'a', 'ArrowDown')).toBe('b');
    expect(lineAfter(lines, 'a', 'ArrowUp')).toBe('a');
    expect(lineAfter(lines, 'c', 'ArrowDown')).toBe('c');
    expect(lineAfter(lines, 'b', 'End')).toBe('c');
    expect(lineAfter(lines, null, 'ArrowDown')).toBe('a');
    expect(lineAfter([], null, 'ArrowDown')).toBeNull();
    expect(lineAfter(lines, 'b', 'x')).toBeNull();
  });

  it('HIST-10 a step is gone to back or forward; the present and closed steps are not', () => {
    expect(journeyTo(steps, 1)).toEqual({ name: 'tree.undo', to: 1 });
    expect(journeyTo(steps, 0)).toEqual({ name: 'tree.undo', to: 0 });
    expect(journeyTo(steps, 5)).toEqual({ name: 'tree.redo', to: 5 });
    expect(journeyTo(steps, 3)).toBeNull();
    expect(journeyTo(steps, 2)).toBeNull();
    expect(journeyTo([step(1, 'undone')], 0)).toBeNull();
  });

  it('HIST-10 going there changes the batch as so many undos and redos would', async () => {
    open = await openCase(caseSides);
    const batchId = open.fixture.batchId;
    const [page] = open.context().pageOrder;
    if (!page) throw new Error('no page');
    for (const turn of [90, 90, 90] as const)
      await open.fixture.run('tree.edit', { batchId, edit: { type: 'page.rotate', pageIds: [page], turn } });
    await open.settle();
    const turnOf = () => open.context().batch?.tree.pages.get(page)?.recipe?.quarterTurn.value;
    const last = turnOf();
    const asked = await open.fixture.ask('batch.history', { batchId });
    if (!asked.ok) throw new Error('no history');
    expect(await travel(open.context(), asked.value, 1)).toEqual({
      direction: 'back',
      steps: 2,
      stopped: null,
    });
    await open.settle();
    expect(turnOf()).not.toBe(last);
    const then = await open.fixture.ask('batch.history', { batchId });
    if (!then.ok) throw new Error('no history');
    expect(then.value.map(({ state }) => state)).toEqual(['done', 'undone', 'undone']);
    expect(await travel(open.context(), then.value, 3)).toMatchObject({ direction: 'forward', steps: 2 });
    await open.settle();
    expect(turnOf()).toBe(last);
    expect(await travel(open.context(), then.value, 9)).toBeNull();
    runAction(open.workbench, history);
    expect(open.workbench.ui.get().panel).toEqual({ type: 'history' });
  });
});

describe('words of what was done', () => {
  it('HIST-11 from and to are worded, categories by name', () => {
    const effects = [
      { field: 'kind', from: 'attachment', to: 'invoice' },
      { field: 'category', from: 'CON', to: null },
      { field: 'deleted', from: false, to: true },
    ] as const;
    const nameOf = (code: string) => (code === 'CON' ? '合同' : code);
    expect(effectWords(effects, zh, nameOf)).toEqual(['附件 → 发票', '附件分类 合同 → 无']);
    expect(effectWords([{ field: 'turn', from: 0, to: 90 }], en, asCode)).toEqual(['0° → 90°']);
    expect(effectWords([{ field: 'mark', from: 'content', to: 'blank' }], zh, asCode)).toEqual([
      '有效页 → 空白页',
    ]);
    expect(effectWords([{ field: 'number', from: null, to: 'CL-1' }], zh, asCode)).toEqual([
      '单据编号 无 → CL-1',
    ]);
    expect(effectWords([{ field: 'bill', from: 'CL-1', to: null }], en, asCode)).toEqual([
      `CL-1 → ${en('tree.bill.noNumber')}`,
    ]);
    const many = [0, 90, 180, 270].map((from) => ({ field: 'turn' as const, from, to: 0 }));
    expect(effectWords(many, zh, asCode)).toEqual(['0° → 0°', '90° → 0°', '180° → 0°', '等']);
  });

  it('HIST-11 a step names its bill and document, or how many', () => {
    const one = {
      billNumber: 'CL-2026-000123',
      bills: 1,
      kind: 'invoice',
      category: null,
      invoice: '26317000000530000021',
      documents: 1,
      pages: 1,
    } as const;
    expect(subjectWords(one, zh, asCode)).toBe('CL-2026-000123 · 发票 …0021');
    expect(subjectWords({ ...one, bills: 2, documents: 3, pages: 5 }, zh, asCode)).toBe(
      '2 张单据 · 3 份影像 · 5 页',
    );
    expect(subjectWords({ ...one, documents: 3, pages: 1 }, en, asCode)).toBe('CL-2026-000123 · 3 documents');
  });

  it('HIST-11 an undo says of what, and what the machine did is quiet', () => {
    const event = {
      at: 1,
      operator: 'lin',
      act: 'undo',
      label: 'page.rotate',
      about: 'page',
      effects: [],
    } as const;
    expect(eventWords({ ...event, effects: [] }, zh)).toBe('撤销：旋转');
    expect(isQuiet({ ...event, act: 'read', label: null, effects: [] })).toBe(true);
    expect(isQuiet({ ...event, effects: [] })).toBe(false);
  });
});

describe('the bin', () => {
  it('HIST-12 groups by document, ticks what can be restored, and keeps its place', async () => {
    open = await openCase(caseSides);
    const { bills } = open.context().index;
    const views = bills.slice(0, 2).flatMap((bill) => bill.documents.slice(0, 2));
    const ids = views.flatMap((view) => view.pages.map((page) => page.id));
    open.workbench.ui.set({ ticked: new Set(views.map((view) => view.document.id)) });
    runAction(open.workbench, remove);
    await open.settle();
    const { batch, index } = open.context();
    if (!batch) throw new Error('no batch');
    const lines = binLines(batch.tree, index.deleted);
    const pages = pagesOfLines(lines);
    expect(lines.filter((line) => line.type === 'document')).toHaveLength(views.length);
    expect(pages.map((line) => line.key)).toEqual(expect.arrayContaining(ids));
    expect(lines[0]?.type).toBe('document');

    const [first, second] = pages;
    if (!first || !second) throw new Error('two pages were deleted');
    const ticked = toggled(new Set(), second);
    expect(toRestore(pages, ticked, first.key)).toEqual([second.key]);
    expect(toRestore(pages, new Set(), first.key)).toEqual([first.key]);
    expect(toggled(ticked, second).size).toBe(0);
    const all = tickedAll(pages, ticked);
    expect(all.size).toBe(pages.length);
    expect(tickedAll(pages, all).size).toBe(0);

    const closed = pages.map((line) => ({ ...line, isRestorable: line !== first }));
    const shut = closed[0];
    if (!shut) throw new Error('no page');
    expect(toggled(new Set(), shut).size).toBe(0);
    expect(toRestore(closed, new Set([first.key]), first.key)).toEqual([]);
    expect(tickedAll(closed, new Set()).has(first.key)).toBe(false);

    expect(currentPage(pages, second.key, 1)).toBe(second);
    expect(currentPage(pages.slice(0, 1), second.key, 1)).toBe(first);
    expect(currentPage([], second.key, 1)).toBeNull();
  });
});
