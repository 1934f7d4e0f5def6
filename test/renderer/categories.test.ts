import { afterEach, describe, expect, it } from 'vitest';
import type { Category } from '../../src/domain/rules/categories.ts';
import { writeCategoryFile } from '../../src/domain/rules/category-file.ts';
import {
  categoriesOf,
  draftOf,
  faultsOf,
  isChanged,
  withChange,
  withFile,
  withMove,
  withNewRow,
  withoutRow,
} from '../../src/renderer/features/settings/category-draft.ts';
import { categoriesOfFile } from '../../src/renderer/features/settings/category-files.ts';
import { categoryChoices } from '../../src/renderer/features/tree/category-choices.ts';
import { categoriesNow } from '../../src/renderer/station/categories.ts';
import { type OpenCase, openCase } from './case.ts';
import { caseSides } from './fixture-case.ts';

let open: OpenCase | null = null;
afterEach(() => {
  open?.close();
  open = null;
});

const contract: Category = { code: 'HT', names: { zh: '合同', en: 'Contract' }, isActive: true };
const ticket: Category = { code: 'CP', names: { zh: '车票', en: '' }, isActive: true };
const old: Category = { code: 'OLD', names: { zh: '旧分类', en: 'Old' }, isActive: false };

describe('changing the list in the settings', () => {
  it('CAT-30 rows move, are added and taken out; what is saved cannot be taken out', () => {
    const draft = draftOf([contract, ticket]);
    expect(isChanged(draft)).toBe(false);
    const codes = (changed: typeof draft) => categoriesOf(changed).map(({ code }) => code);
    expect(codes(withMove(draft, 1, -1))).toEqual(['CP', 'HT']);
    expect(codes(withMove(draft, 0, 1))).toEqual(['CP', 'HT']);
    expect(withMove(draft, 0, -1)).toBe(draft);
    expect(withMove(draft, 1, 1)).toBe(draft);
    const added = withNewRow(draft);
    expect(codes(added)).toEqual(['HT', 'CP', '']);
    expect(isChanged(added)).toBe(true);
    expect(codes(withoutRow(added, 2))).toEqual(['HT', 'CP']);
    expect(codes(withoutRow(added, 0))).toEqual(['HT', 'CP', '']);
    const off = withChange(draft, 0, { ...contract, isActive: false });
    expect(categoriesOf(off)[0]?.isActive).toBe(false);
    expect(isChanged(off)).toBe(true);
  });

  it('CAT-31 what is wrong is told at its row; a fresh row is not blamed for being empty until it is saved', () => {
    const added = withNewRow(draftOf([contract]));
    expect(faultsOf(added, false).size).toBe(0);
    expect(
      faultsOf(added, true)
        .get(1)
        ?.map(({ reason }) => reason),
    ).toEqual(['CodeEmpty', 'NameMissing']);
    const twice = withChange(added, 1, { ...ticket, code: 'ht' });
    expect(faultsOf(twice, false).get(1)).toEqual([{ index: 1, field: 'code', reason: 'CodeTaken' }]);
    expect(faultsOf(twice, false).get(0)).toBeUndefined();
  });

  it('CAT-32 a file comes over the draft and waits there to be saved; empty rows give way', async () => {
    const draft = withNewRow(draftOf([contract]));
    const file = new Blob([writeCategoryFile([ticket, { ...contract, isActive: false }], 'csv')]);
    const read = await categoriesOfFile(file);
    if (!read.ok) throw new Error(JSON.stringify(read.error));
    const { draft: next, merged } = withFile(draft, read.value);
    expect(merged).toMatchObject({ added: 1, changed: 1, kept: 0 });
    expect(categoriesOf(next)).toEqual([ticket, { ...contract, isActive: false }]);
    expect(next.rows.map(({ isNew }) => isNew)).toEqual([true, false]);
    expect(next.known).toEqual([contract]);
  });

  it('CAT-33 a file in another encoding, or far too large, is refused in words', async () => {
    // "code,zh\nHT,合同" as a spreadsheet of a Chinese system saves it.
    const gbk = new Uint8Array([...Buffer.from('code,zh\nHT,'), 0xba, 0xcf, 0xcd, 0xac]);
    expect(await categoriesOfFile(new Blob([gbk]))).toMatchObject({
      ok: false,
      error: [{ reason: 'NotUtf8', place: 'file' }],
    });
    expect(await categoriesOfFile(new Blob(['x'.repeat(1_000_001)]))).toMatchObject({
      ok: false,
      error: [{ reason: 'FileTooLarge' }],
    });
  });
});

describe('choosing a category', () => {
  const choices = (typed: string, used: readonly string[] = []) =>
    categoryChoices([contract, ticket, old], new Set(used), typed, 'en').map(
      ({ digit, name, isUnlisted }) => `${digit ?? '-'} ${name}${isUnlisted ? ' (unlisted)' : ''}`,
    );

  it('CAT-34 the active ones are offered in the order of the list, by figure or by what is typed of code or names', () => {
    expect(choices('')).toEqual(['1 Contract', '2 车票']);
    expect(choices('合')).toEqual(['- Contract']);
    expect(choices('cp')).toEqual(['- 车票']);
    expect(choices('old')).toEqual([]);
    const many = Array.from({ length: 12 }, (_, at) => ({ ...contract, code: `C${at}` }));
    const digits = categoryChoices(many, new Set(), '', 'zh').map(({ digit }) => digit);
    expect(digits).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, null, null, null]);
  });

  it('CAT-35 free text of before can be chosen again where the batch uses it; an inactive category cannot', () => {
    expect(choices('', ['HT', 'OLD', '手写'])).toEqual(['1 Contract', '2 车票', '3 手写 (unlisted)']);
  });
});

it('CAT-36 the window follows the list, and finds attachments by the names of their category', async () => {
  open = await openCase(caseSides);
  await open.settle();
  const { station, workbench, fixture } = open;
  const view = open
    .context()
    .index.bills[0]?.documents.find(({ document }) => document.kind === 'attachment');
  if (!view) throw new Error('the case has an attachment');
  await station.client.run('tree.edit', {
    batchId: fixture.batchId,
    edit: {
      type: 'document.reclassify',
      documentIds: [view.document.id],
      kind: 'attachment',
      category: 'HT',
    },
  });
  const found = () => {
    const rows = open?.context().rows ?? [];
    return rows.flatMap((row) => (row.type === 'document' ? [row.key] : []));
  };
  workbench.ui.set({ search: '合同' });
  await open.settle();
  expect(found()).not.toContain(view.document.id);
  fixture.emit({ type: 'categories.changed', list: { by: 'service', categories: [contract] } });
  await open.settle();
  expect(categoriesNow(station.state.get())).toEqual({ by: 'service', categories: [contract] });
  expect(found()).toEqual([view.document.id]);
});
