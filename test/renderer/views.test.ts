import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { Action } from '../../src/renderer/actions/action.ts';
import { fitScale } from '../../src/renderer/actions/fit-scale.ts';
import { contactSheet, twoPages } from '../../src/renderer/actions/look-actions.ts';
import { goToBill } from '../../src/renderer/actions/navigation.ts';
import { nextSheetSize, sheetSizes, usualSheetSize } from '../../src/renderer/actions/sheet-size.ts';
import { foldRight, zoomActual, zoomFit, zoomIn, zoomOut } from '../../src/renderer/actions/view-actions.ts';
import { createWorkbench } from '../../src/renderer/actions/workbench-state.ts';
import { layoutOf, readLayout } from '../../src/renderer/app/preferences.ts';
import { sheetShift } from '../../src/renderer/features/sheet/held-scroll.ts';
import { columnsIn, headingHeight, lineHeight } from '../../src/renderer/features/sheet/sheet-size.ts';
import { wheelScale } from '../../src/renderer/features/viewer/geometry.ts';
import { pairOf } from '../../src/renderer/features/viewer/pair.ts';
import type { FilterPart } from '../../src/renderer/station/filter.ts';
import { sheetLines, walkSheet } from '../../src/renderer/station/sheet-lines.ts';
import { type OpenCase, openCase } from './case.ts';
import { caseSides } from './fixture-case.ts';

let open: OpenCase;
afterEach(() => open?.close());

const documents = () => open.context().rows.flatMap((row) => (row.type === 'document' ? [row.view] : []));
const set = (...parts: FilterPart[]) => open.workbench.ui.set({ filter: new Set(parts) });
const run = async (action: Action) => {
  expect(action.refusal(open.context())).toBeNull();
  await action.run(open.context());
};

describe('contact sheet', () => {
  const sheet = (columns: number) => sheetLines(open.context().rows, columns);

  it('VIEW-20 every page that counts is there once, in the order of the tree, under its bill', async () => {
    open = await openCase(caseSides);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), (columns) => {
        const { lines, cells, places, billLines } = sheet(columns);
        expect(cells.map((cell) => cell.page.id)).toEqual(open.context().pageOrder);
        expect(billLines.map((at) => lines[at]?.type)).toEqual(['bill', 'bill', 'bill']);
        for (const [at, line] of lines.entries()) {
          if (line.type !== 'cells') continue;
          expect(line.cells.length).toBeLessThanOrEqual(columns);
          for (const [column, cell] of line.cells.entries()) {
            expect(places.get(cell.page.id)).toMatchObject({ line: at, column });
            const bill = lines.slice(0, at).findLast((one) => one.type === 'bill');
            expect(bill?.key).toBe(cell.view.document.billId);
          }
        }
      }),
    );
  });

  it('VIEW-21 it shows what the tree shows: blanks when asked, filtered pages not, an open document once', async () => {
    open = await openCase(caseSides);
    const plain = sheet(5).cells.length;
    open.workbench.ui.set({ showsBlank: true });
    expect(sheet(5).cells).toHaveLength(plain + open.context().index.blank);
    open.workbench.ui.set({ showsBlank: false });
    const many = documents().find((view) => view.pages.length > 1);
    if (many) open.workbench.ui.set({ openDocuments: new Set([many.document.id]) });
    expect(many && sheet(5).cells.length).toBe(plain);
    set('cover');
    expect(sheet(5).cells).toHaveLength(4);
    set();
    open.workbench.ui.set({ closedBills: new Set(open.context().index.bills.map((view) => view.bill.id)) });
    // Folded bills keep their own lines.
    expect(sheet(5).lines.map((line) => line.type)).toEqual(['bill', 'bill', 'bill']);
  });

  it('VIEW-22 arrows walk in both directions, a screen at a time and to the ends, and come back the way they went', async () => {
    open = await openCase(caseSides);
    const grid = sheet(3);
    const ids = grid.cells.map((cell) => cell.page.id);
    const [first, second] = ids;
    const last = ids.at(-1);
    if (!first || !second || !last) throw new Error('the case has pages');
    const step = (from: typeof first, key: string) => walkSheet(grid, from, key, 2);
    expect(step(first, 'ArrowRight')).toBe(second);
    expect(step(first, 'ArrowLeft')).toBeNull();
    expect(step(first, 'ArrowUp')).toBeNull();
    expect(step(last, 'ArrowDown')).toBeNull();
    expect(step(first, 'End')).toBe(last);
    expect(step(last, 'Home')).toBe(first);
    // Over the heading of the next bill, in the same column where there is one.
    const down = step(second, 'ArrowDown');
    expect(down && grid.places.get(down)).toMatchObject({ column: 1 });
    expect(down && step(down, 'ArrowUp')).toBe(second);
    expect(step(first, 'PageDown')).toBe(step(step(first, 'ArrowDown') ?? first, 'ArrowDown'));
    expect(step(first, 'Enter')).toBeUndefined();
    expect(walkSheet(grid, null, 'ArrowDown', 2)).toBe(first);
  });

  it('VIEW-23 pages that come above what is looked at do not move it, nor does another size', async () => {
    open = await openCase(caseSides);
    const size = usualSheetSize;
    const before = { sheet: sheet(2), sheetSize: size };
    const cursor = before.sheet.cells.at(-1)?.page.id ?? null;
    const topOf = (layout: typeof before) => {
      const place = cursor && layout.sheet.places.get(cursor);
      const above = layout.sheet.lines.slice(0, place ? place.line : 0);
      return above.reduce(
        (sum, line) => sum + (line.type === 'bill' ? headingHeight : lineHeight(layout.sheetSize)),
        0,
      );
    };
    const scrollTop = topOf(before) - 100;
    open.workbench.ui.set({ showsBlank: true });
    const more = { sheet: sheet(2), sheetSize: size };
    expect(topOf(more)).toBeGreaterThan(topOf(before));
    expect(sheetShift(before, more, cursor, scrollTop, 600)).toBe(topOf(more) - topOf(before));
    const larger = { sheet: before.sheet, sheetSize: 320 };
    expect(sheetShift(before, larger, cursor, scrollTop, 600)).toBe(topOf(larger) - topOf(before));
    // Out of view, the cursor holds nothing: the first page in view does.
    expect(sheetShift(before, more, cursor, 0, 200)).toBe(0);
    expect(sheetShift(before, before, cursor, scrollTop, 600)).toBe(0);
  });

  it('VIEW-24 zoom sizes the pages of the sheet, step by step and back to the usual; there is no actual size', async () => {
    open = await openCase(caseSides);
    const cover = open.context().index.bills[0];
    if (cover) goToBill(open.context(), cover.bill.id);
    await run(contactSheet);
    await run(zoomIn);
    expect(open.context().ui).toMatchObject({ sheetSize: 176, zoom: 'fit' });
    for (let at = 0; at < 10; at += 1) await run(zoomOut);
    expect(open.context().ui.sheetSize).toBe(sheetSizes[0]);
    await run(zoomFit);
    expect(open.context().ui.sheetSize).toBe(usualSheetSize);
    expect(zoomActual.refusal(open.context())).toBe('refusal.onSheet');
    expect(nextSheetSize(320, 1)).toBe(320);
    // What fits side by side never grows with the size.
    const columns = sheetSizes.map((size) => columnsIn(700, size));
    expect(columns).toEqual(columns.toSorted((a, b) => b - a));
    expect(columnsIn(10, 320)).toBe(1);
  });
});

describe('two pages and zoom', () => {
  it('VIEW-30 two pages are the one in view and the next; at the last one both stay where they are', async () => {
    open = await openCase(caseSides);
    const pages = documents().find((view) => view.pages.length > 1)?.pages ?? [];
    const [first, second] = pages;
    if (!first || !second) throw new Error('the case has a document of two pages');
    const alone = documents()[0]?.pages[0];
    expect(pairOf(pages, first)).toEqual([first, second]);
    expect(pairOf(pages, second)).toEqual([first, second]);
    expect(alone && pairOf([alone], alone)).toEqual([alone]);
    // A page folded away has no neighbour among those that are shown.
    expect(alone && pairOf(pages, alone)).toEqual([alone]);
  });

  it('VIEW-31 the wheel and two fingers zoom within bounds; fingers count for more', () => {
    expect(wheelScale(1, { deltaY: -100, ctrlKey: false }, 0.05, 8)).toBeCloseTo(1.16, 2);
    expect(wheelScale(1, { deltaY: -10, ctrlKey: true }, 0.05, 8)).toBeCloseTo(1.105, 2);
    expect(wheelScale(7, { deltaY: -500, ctrlKey: true }, 0.05, 8)).toBe(8);
    expect(wheelScale(0.06, { deltaY: 5000, ctrlKey: false }, 0.05, 8)).toBe(0.05);
  });

  it('VIEW-32 zooming in and out starts at what is seen, stays within bounds, and goes back to the whole page', async () => {
    open = await openCase(caseSides);
    const cover = open.context().index.bills[0];
    expect(zoomIn.refusal(open.context())).toBe('refusal.noPage');
    if (cover) goToBill(open.context(), cover.bill.id);
    fitScale.set({ now: 0.4 });
    await run(zoomIn);
    expect(open.context().ui.zoom).toBeCloseTo(0.5);
    for (let at = 0; at < 40; at += 1) await run(zoomIn);
    expect(open.context().ui.zoom).toBe(8);
    for (let at = 0; at < 60; at += 1) await run(zoomOut);
    expect(open.context().ui.zoom).toBe(0.05);
    await run(zoomActual);
    expect(open.context().ui.zoom).toBe(1);
    await run(zoomFit);
    expect(open.context().ui.zoom).toBe('fit');
  });
});

describe('what is remembered', () => {
  it('VIEW-40 view, size and panes are remembered; a pane folded for want of room is not', async () => {
    open = await openCase(caseSides);
    await run(twoPages);
    open.workbench.ui.set({ leftWidth: 400, sheetSize: 216, isRightFolded: true });
    const narrow = readLayout(JSON.stringify(layoutOf(open.context().ui)));
    expect(narrow).toMatchObject({ view: 'two', leftWidth: 400, sheetSize: 216, isLeftFolded: false });
    expect(narrow).not.toHaveProperty('isRightFolded');
    await run(foldRight);
    const byHand = readLayout(JSON.stringify(layoutOf(open.context().ui)));
    expect(byHand).toMatchObject({ isRightFolded: false, rightFoldBy: 'hand' });
  });

  it('VIEW-41 a layout that cannot be is left out, not shown', () => {
    for (const stored of [null, '', '{', '7', 'null', '[]']) expect(readLayout(stored)).toEqual({});
    const odd = { view: 'three', sheetSize: 145, leftWidth: 9_000, rightWidth: '300', isLeftFolded: 1 };
    expect(readLayout(JSON.stringify({ ...odd, rightFoldBy: 'wind', isRightFolded: true }))).toEqual({});
    expect(createWorkbench().get()).toMatchObject({ view: 'single', rightFoldBy: 'width' });
  });
});
