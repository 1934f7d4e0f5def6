import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { Action } from '../../src/renderer/actions/action.ts';
import { allActions } from '../../src/renderer/actions/all-actions.ts';
import { targetDocuments, targetPages } from '../../src/renderer/actions/context.ts';
import { fitScale } from '../../src/renderer/actions/fit-scale.ts';
import {
  clearFilter,
  contactSheet,
  countOf,
  filterActions,
  twoPages,
} from '../../src/renderer/actions/look-actions.ts';
import { goToBill, goToPage } from '../../src/renderer/actions/navigation.ts';
import { nextSheetSize, sheetSizes, usualSheetSize } from '../../src/renderer/actions/sheet-size.ts';
import { foldRight, zoomActual, zoomFit, zoomIn, zoomOut } from '../../src/renderer/actions/view-actions.ts';
import { createWorkbench } from '../../src/renderer/actions/workbench-state.ts';
import { layoutOf, readLayout } from '../../src/renderer/app/preferences.ts';
import { sheetShift } from '../../src/renderer/features/sheet/held-scroll.ts';
import { columnsIn, headingHeight, lineHeight } from '../../src/renderer/features/sheet/sheet-size.ts';
import { wheelScale } from '../../src/renderer/features/viewer/geometry.ts';
import { pairOf } from '../../src/renderer/features/viewer/pair.ts';
import { attentionOf } from '../../src/renderer/station/attention.ts';
import { chosenByPart, chosenOf, type FilterPart, filterParts } from '../../src/renderer/station/filter.ts';
import { rowsOf } from '../../src/renderer/station/rows.ts';
import { sheetLines, walkSheet } from '../../src/renderer/station/sheet-lines.ts';
import { type OpenCase, openCase } from './case.ts';
import { caseSides } from './fixture-case.ts';
import type { FixtureSide } from './fixture-pages.ts';

let open: OpenCase;
afterEach(() => open?.close());

/** The case with an invoice of its first bill once more in its second. */
const doubled: readonly FixtureSide[] = [
  ...caseSides.slice(0, 18),
  caseSides[4] as FixtureSide,
  ...caseSides.slice(18),
];

const batch = () => {
  const { batch: found } = open.context();
  if (!found) throw new Error('the case has a batch');
  return found;
};
const documents = () => open.context().rows.flatMap((row) => (row.type === 'document' ? [row.view] : []));
const kinds = () => new Set(documents().map((view) => view.document.kind));
const set = (...parts: FilterPart[]) => open.workbench.ui.set({ filter: new Set(parts) });
const run = async (action: Action) => {
  expect(action.refusal(open.context())).toBeNull();
  await action.run(open.context());
};

describe('filters', () => {
  it('VIEW-1 a kind shows its documents alone, under the bills they lie in; two kinds show both', async () => {
    open = await openCase(caseSides);
    set('cover');
    expect(kinds()).toEqual(new Set(['cover']));
    expect(documents()).toHaveLength(4);
    set('cover', 'invoice');
    expect(kinds()).toEqual(new Set(['cover', 'invoice']));
    set('attachment');
    expect(open.context().rows.filter((row) => row.type === 'bill').length).toBeGreaterThan(0);
  });

  it('VIEW-2 unread are invoices without a number and covers of bills without one; duplicates are both of the two', async () => {
    open = await openCase([{ kind: 'cover' }, { kind: 'invoice' }, { kind: 'attachment' }]);
    set('unread');
    expect(documents().map((view) => view.document.kind)).toEqual(['cover', 'invoice']);
    open.close();
    open = await openCase(doubled);
    set('duplicate');
    expect(documents().map((view) => view.pages[0]?.reading?.invoices[0]?.number)).toEqual([
      '26317000000530000017',
      '26317000000530000017',
    ]);
    expect(new Set(documents().map((view) => view.document.billId)).size).toBe(2);
  });

  it('VIEW-3 a kind and a kind of work narrow one another, and search narrows both', async () => {
    open = await openCase(doubled);
    set('invoice', 'unread');
    expect(documents().map((view) => view.document.kind)).toEqual(['invoice']);
    set('invoice');
    open.workbench.ui.set({ search: '松雨' });
    expect(documents()).toHaveLength(1);
    open.workbench.ui.set({ search: 'CL-2026-000124' });
    expect(documents()).toHaveLength(3);
    // Found in the bill, but not where the filter looks: no bill stands there empty.
    set('cover');
    open.workbench.ui.set({ search: '松雨' });
    expect(open.context().rows).toEqual([]);
  });

  it('VIEW-4 every part tells how many documents it would leave, and leaves as many', async () => {
    open = await openCase(doubled);
    for (const part of filterParts.filter((one) => one !== 'attention')) {
      set(part);
      expect(documents().length, part).toBe(countOf(open.context(), part));
    }
    set();
    expect(chosenOf(batch(), open.context().ui.filter)).toBeNull();
    expect(countOf(open.context(), 'attention')).toBeGreaterThan(0);
  });

  it('VIEW-71 what needs a look is counted in documents, a bill that needs it as a whole once', async () => {
    // The first bill has lost its cover.
    open = await openCase(caseSides.slice(2));
    const found = attentionOf(batch());
    const documents = new Set(found.flatMap(({ documentId }) => documentId ?? []));
    const told = new Set(found.filter(({ documentId }) => documentId).map(({ billId }) => billId));
    const whole = new Set(found.map(({ billId }) => billId).filter((id) => !told.has(id)));
    expect(whole.size).toBeGreaterThan(0);
    expect(countOf(open.context(), 'attention')).toBe(documents.size + whole.size);
  });

  it('VIEW-5 whatever is combined, what is shown is what each part by itself would show', async () => {
    open = await openCase(doubled);
    const parts = chosenByPart(batch());
    const shown = (filter: ReadonlySet<FilterPart>) => new Set(chosenOf(batch(), filter)?.documents);
    const of = (filter: readonly FilterPart[]) =>
      new Set(filter.flatMap((one) => [...(parts.get(one)?.documents ?? [])]));
    fc.assert(
      fc.property(fc.subarray([...filterParts], { minLength: 1 }), (chosen) => {
        const kindsOf = chosen.filter((one) => ['cover', 'invoice', 'attachment'].includes(one));
        const work = chosen.filter((one) => !kindsOf.includes(one));
        const both = kindsOf.length > 0 && work.length > 0;
        const wanted = both ? new Set([...of(work)].filter((id) => of(kindsOf).has(id))) : of(chosen);
        expect(shown(new Set(chosen))).toEqual(wanted);
      }),
    );
  });

  it('VIEW-6 a filter is taken off with its search by one key; what it hides and is asked for takes it off too', async () => {
    open = await openCase(caseSides);
    expect(clearFilter.refusal(open.context())).toBe('refusal.noFilter');
    const invoices = filterActions.find(({ id }) => id === 'filter.invoice');
    if (!invoices) throw new Error('there is a filter by invoices');
    await run(invoices);
    open.workbench.ui.set({ search: '松雨' });
    await run(clearFilter);
    expect(open.context().ui).toMatchObject({ search: '', filter: new Set() });
    await run(invoices);
    const cover = open.context().pageOrder[0];
    if (cover) goToPage(open.context(), cover);
    expect(open.context().ui.filter.size).toBe(0);
  });

  it('VIEW-7 a filter that would leave nothing says so; one in use can always be left', async () => {
    open = await openCase(caseSides);
    const twice = filterActions.find(({ id }) => id === 'filter.duplicate');
    expect(twice?.refusal(open.context())).toBe('refusal.filterEmpty');
    set('duplicate');
    expect(open.context().rows).toEqual([]);
    expect(twice?.refusal(open.context())).toBeNull();
  });
});

it('VIEW-8 bill number, invoice number, seller and amount are found in full-width figures too, with and without separators', async () => {
  open = await openCase(caseSides);
  const found = (search: string) =>
    rowsOf(open.context().index, { ...open.context().ui, search, categories: [], only: null }).flatMap(
      (row) => (row.type === 'bill' ? [row.view.bill.number] : []),
    );
  for (const words of ['ＣＬ－２０２６－０００１２３', 'cl-2026-000123'])
    expect(found(words)).toEqual(['CL-2026-000123']);
  for (const words of ['２６３１７０００００００５３００００１０２', '26317000000530000102'].map((one) =>
    one.slice(-9),
  ))
    expect(found(words), words).toEqual(['CL-2026-000124']);
  expect(found('杭州松雨')).toEqual(['CL-2026-000124']);
  for (const words of ['12345.67', '12,345.67', '１２，３４５．６７', '￥12,345.67', '¥ 12345.67'])
    expect(found(words), words).toEqual(['CL-2026-000123']);
});

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

it('VIEW-9 what needs a look by the filter is what F8 comes by', async () => {
  open = await openCase(caseSides);
  const wanted = new Set(attentionOf(batch()).map((one) => one.billId));
  expect(chosenByPart(batch()).get('attention')?.bills).toEqual(wanted);
});

it('VIEW-72 no act reaches what a search hides: where it leaves nothing all are refused, and hidden ticks are left alone', async () => {
  open = await openCase(caseSides);
  const { ui } = open.workbench;
  const whole = open.context();
  const [first] = whole.index.bills.flatMap(({ documents }) => documents.map(({ document }) => document.id));
  if (!first) throw new Error('the case has documents');
  ui.set({ ticked: new Set([first]) });

  ui.set({ search: 'nothing like this' });
  const always = new Set(['undo', 'redo', 'history', 'bin', 'cleanup.cancel', 'cleanup.tickOutdated']);
  const acts = allActions.filter(({ group, id }) => group === 'edit' && !always.has(id));
  const free = acts
    .filter((act) => act.refusal(open.context()) !== 'refusal.nothingListed')
    .map(({ id }) => id);
  expect(free).toEqual([]);
  expect(targetPages(open.context())).toEqual([]);

  // One bill is left, and what is ticked lies in another.
  ui.set({ search: '000124' });
  expect(open.context().rows.length).toBeGreaterThan(0);
  expect(targetDocuments(open.context()).map(({ document }) => document.id)).not.toContain(first);
  expect(targetPages(open.context()).map(({ documentId }) => documentId)).not.toContain(first);
  ui.set({ search: '' });
  expect(targetDocuments(open.context()).map(({ document }) => document.id)).toEqual([first]);
});
