import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { Action } from '../../src/renderer/actions/action.ts';
import { allActions } from '../../src/renderer/actions/all-actions.ts';
import { targetDocuments, targetPages } from '../../src/renderer/actions/context.ts';
import { clearFilter, countOf, filterActions } from '../../src/renderer/actions/look-actions.ts';
import { goToPage } from '../../src/renderer/actions/navigation.ts';
import { attentionOf } from '../../src/renderer/station/attention.ts';
import { chosenBy, chosenOf, type FilterPart, filterParts } from '../../src/renderer/station/filter.ts';
import { rowsOf } from '../../src/renderer/station/rows.ts';
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
    const shown = (filter: ReadonlySet<FilterPart>) => new Set(chosenOf(batch(), filter)?.documents);
    const of = (filter: readonly FilterPart[]) =>
      new Set(filter.flatMap((one) => [...chosenBy(batch(), one).documents]));
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

it('VIEW-9 what needs a look by the filter is what F8 comes by', async () => {
  open = await openCase(caseSides);
  const wanted = new Set(attentionOf(batch()).map((one) => one.billId));
  expect(chosenBy(batch(), 'attention').bills).toEqual(wanted);
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
