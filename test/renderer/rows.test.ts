import { expect, it } from 'vitest';
import type { BillId, DocumentId } from '../../src/domain/ids.ts';
import { apply } from '../../src/domain/tree/apply.ts';
import { applyDiff } from '../../src/domain/tree/changes.ts';
import { rowInPlaceOf } from '../../src/renderer/actions/navigation.ts';
import { shiftOf } from '../../src/renderer/features/tree/steady-scroll.ts';
import { pageOrderOf } from '../../src/renderer/station/kind-order.ts';
import { type Row, type RowsWish, rowHeights, rowsOf } from '../../src/renderer/station/rows.ts';
import { indexOf } from '../../src/renderer/station/tree-index.ts';
import { attachment, batch, bill, countingIds, cover } from '../domain/builders.ts';
import { caseSides } from './fixture-case.ts';
import { fixtureStation } from './fixture-station.ts';

const plain: RowsWish = {
  closedBills: new Set(),
  openDocuments: new Set(),
  showsBlank: false,
  search: '',
  categories: [],
  only: null,
};
const index = () => indexOf(fixtureStation({ sides: caseSides }).tree());
const types = (rows: readonly Row[]) => rows.map((row) => row.type);
const headings = (rows: readonly Row[]) => rows.flatMap((row) => (row.type === 'heading' ? [row.kind] : []));

it('UI-7 a bill shows its covers, then invoices, then attachments, each under its heading', () => {
  const rows = rowsOf(index(), plain);
  expect(types(rows).slice(0, 3)).toEqual(['bill', 'heading', 'document']);
  expect(headings(rows).slice(0, 3)).toEqual(['cover', 'invoice', 'attachment']);
});

it('UI-7 attachments stand in the order the settings have their categories in, and so do their pages', () => {
  const codes = ['zz', 'b', null, 'a', 'c'];
  let tree = batch(bill('CL-1', cover(), ...codes.map(() => attachment())));
  const attachments = [...tree.documents.values()].filter(({ kind }) => kind === 'attachment');
  for (const [at, category] of codes.entries()) {
    const documentIds = [attachments[at]?.id ?? 'document:'] as DocumentId[];
    const edit = { type: 'document.reclassify', documentIds, kind: 'attachment', category } as const;
    const result = apply(tree, edit, countingIds('9'));
    if (result.ok) tree = applyDiff(tree, result.value);
  }
  const listed = (...order: string[]) =>
    order.map((code) => ({ code, names: { zh: code, en: code }, isActive: true }));
  const headings = (categories: RowsWish['categories']) =>
    rowsOf(indexOf(tree), { ...plain, categories }).flatMap((row) =>
      row.type === 'heading' && row.kind === 'attachment' ? [row.category] : [],
    );
  expect(headings(listed('c', 'a', 'b'))).toEqual([null, 'c', 'a', 'b', 'zz']);
  // The list was put in another order: what was drawn before is drawn anew.
  const other = listed('b', 'c', 'a');
  expect(headings(other)).toEqual([null, 'b', 'c', 'a', 'zz']);
  const pages = rowsOf(indexOf(tree), { ...plain, categories: other }).flatMap((row) =>
    row.type === 'document' ? row.view.pages.map((page) => page.id) : [],
  );
  expect(pageOrderOf(indexOf(tree), other)).toEqual(pages);
});

it('UI-8 blank pages are folded away, counted, and shown when asked', () => {
  const tree = index();
  const folded = rowsOf(tree, plain).flatMap((row) => (row.type === 'document' ? row.pages : []));
  const shown = rowsOf(tree, { ...plain, showsBlank: true }).flatMap((row) =>
    row.type === 'document' ? row.pages : [],
  );
  expect(folded.every((page) => page.mark === 'content')).toBe(true);
  expect(tree.blank).toBe(caseSides.filter((side) => side.kind === 'blank').length);
  expect(shown.length - folded.length).toBe(tree.blank);
});

it('UI-9 search finds bill number, invoice number, seller and amount however it is typed', () => {
  const tree = index();
  const found = (search: string) =>
    rowsOf(tree, { ...plain, search }).flatMap((row) => (row.type === 'bill' ? [row.view.bill.number] : []));
  expect(found('000124')).toEqual(['CL-2026-000124']);
  expect(found('530000101')).toEqual(['CL-2026-000124']);
  expect(found('松雨酒店')).toEqual(['CL-2026-000124']);
  expect(found('12,345.67')).toEqual(['CL-2026-000123']);
  expect(found('¥12345.67')).toEqual(['CL-2026-000123']);
  expect(found('no such thing')).toEqual([]);
});

it('UI-10 a search opens closed bills; without it they stay closed', () => {
  const tree = index();
  const closedBills = new Set<BillId>(tree.bills.map((view) => view.bill.id));
  expect(types(rowsOf(tree, { ...plain, closedBills }))).toEqual(tree.bills.map(() => 'bill'));
  expect(types(rowsOf(tree, { ...plain, closedBills, search: '松雨' }))).toContain('document');
});

it('UI-11 rows that come above what is looked at do not move it', () => {
  const before = rowsOf(index(), plain);
  const held = before[8];
  const fresh = { ...before[2], key: 'document:new' } as Row;
  const after = [...before.slice(0, 2), fresh, ...before.slice(2)];
  const top = before.slice(0, 8).reduce((sum, row) => sum + rowHeights[row.type], 0);
  expect(shiftOf(before, after, (held?.key ?? null) as never, top, 400)).toBe(rowHeights.document);
  // A row below the view moves nothing.
  expect(shiftOf(before, [...before, fresh], null, 0, 200)).toBe(0);
});

it('UI-12 the cursor of a row that went stands on the one that took its place', () => {
  const before = rowsOf(index(), plain);
  const documents = before.flatMap((row) => (row.type === 'document' ? [row] : []));
  const [first, second, third] = documents;
  if (!first || !second || !third) throw new Error('the case has three documents');
  const without = (key: string) => before.filter((row) => row.key !== key);
  expect(rowInPlaceOf(before, without(second.key), second.key)).toBe(third.key);
  const last = documents.at(-1);
  expect(last && rowInPlaceOf(before, without(last.key), last.key)).toBe(documents.at(-2)?.key);
});
