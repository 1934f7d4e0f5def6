import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { guardedField, readCsv, unguardedField, writeCsv } from '../../src/domain/csv.ts';
import {
  type Category,
  categoryLimits,
  categoryName,
  checkCategories,
  codeKey,
  mergeCategories,
} from '../../src/domain/rules/categories.ts';
import { readCategoryFile, writeCategoryFile } from '../../src/domain/rules/category-file.ts';

const contract: Category = { code: 'HT', names: { zh: '合同', en: 'Contract' }, isActive: true };
const ticket: Category = { code: 'CP', names: { zh: '车票', en: '' }, isActive: false };
const category = (part: Partial<Category>): Category => ({ ...contract, ...part });

const letters = [...'abXY019._-合同车票é'];
const anyCode = fc
  .tuple(fc.constantFrom(...'aB7合'), fc.string({ unit: fc.constantFrom(...letters), maxLength: 49 }))
  .map(([first, rest]) => first + rest);
const anyName = fc
  .oneof(
    fc.string({ unit: 'grapheme', maxLength: 12 }),
    fc.string({ unit: fc.constantFrom(...`=+-@'"，,;＝合 x`), maxLength: 40 }),
  )
  .map((name) => name.trim())
  .filter((name) => !/[\p{C}\p{Zl}\p{Zp}]/u.test(name) && name.length <= categoryLimits.nameLength);
const anyList = fc.uniqueArray(
  fc
    .record({ code: anyCode, names: fc.record({ zh: anyName, en: anyName }), isActive: fc.boolean() })
    .filter(({ names }) => names.zh + names.en !== ''),
  { selector: ({ code }) => codeKey(code), minLength: 1, maxLength: 20 },
);

describe('a list of categories', () => {
  it('CAT-1 a code is one word, no two are alike, and one name at least is there', () => {
    const reasons = (...list: Category[]) => {
      const checked = checkCategories(list);
      return checked.ok ? [] : checked.error.map(({ index, field, reason }) => `${index} ${field} ${reason}`);
    };
    expect(reasons(contract, ticket)).toEqual([]);
    expect(reasons(category({ code: ' ' }))).toEqual(['0 code CodeEmpty']);
    expect(reasons(category({ code: 'H T' }))).toEqual(['0 code CodeCharacters']);
    expect(reasons(category({ code: '=1+1' }))).toEqual(['0 code CodeCharacters']);
    expect(reasons(category({ code: '../x' }))).toEqual(['0 code CodeCharacters']);
    expect(reasons(category({ code: 'x'.repeat(51) }))).toEqual(['0 code CodeTooLong']);
    expect(reasons(contract, ticket, category({ code: ' ht ' }))).toEqual(['2 code CodeTaken']);
    expect(reasons(category({ names: { zh: ' ', en: '' } }))).toEqual(['0 zh NameMissing']);
    expect(reasons(category({ names: { zh: '', en: 'x'.repeat(41) } }))).toEqual(['0 en NameTooLong']);
    expect(reasons(category({ names: { zh: '合\u202e同', en: '' } }))).toEqual(['0 zh NameCharacters']);
    const many = Array.from({ length: 201 }, (_, at) => category({ code: `C${at}` }));
    expect(reasons(...many)).toEqual(['200 code TooMany']);
    expect(reasons(...many.slice(1))).toEqual([]);
  });

  it('CAT-2 blanks around code and names are not kept', () => {
    const loose = { code: ' HT ', names: { zh: '合同 ', en: ' Contract' }, isActive: true };
    expect(checkCategories([loose])).toEqual({ ok: true, value: [contract] });
  });

  it('CAT-3 a name is told in the language, else in the other; what no list knows is told as it is', () => {
    expect(categoryName([contract, ticket], 'HT', 'zh')).toBe('合同');
    expect(categoryName([contract, ticket], 'HT', 'en')).toBe('Contract');
    expect(categoryName([contract, ticket], 'CP', 'en')).toBe('车票');
    expect(categoryName([contract, ticket], '手写的分类', 'en')).toBe('手写的分类');
  });

  it('CAT-4 what comes from a file goes first in its order; the others stay behind it, none is lost', () => {
    const came = [category({ code: 'cp', names: { zh: '火车票', en: '' } }), category({ code: 'FJ' })];
    expect(mergeCategories([contract, ticket], came)).toEqual({
      categories: [{ ...came[0], code: 'CP' }, came[1], contract],
      added: 1,
      changed: 1,
      kept: 1,
    });
    fc.assert(
      fc.property(anyList, anyList, (known, incoming) => {
        const merged = mergeCategories(known, incoming);
        expect(checkCategories(merged.categories).ok).toBe(true);
        const codes = new Set(merged.categories.map(({ code }) => codeKey(code)));
        for (const { code } of [...known, ...incoming]) expect(codes).toContain(codeKey(code));
        expect(merged.categories.length).toBe(known.length + merged.added);
        expect(mergeCategories(merged.categories, merged.categories)).toMatchObject({
          added: 0,
          changed: 0,
          kept: 0,
        });
      }),
    );
  });
});

describe('categories as a file', () => {
  it('CAT-10 what is written is read again as it was, as a table and as JSON', () => {
    fc.assert(
      fc.property(anyList, fc.constantFrom('csv' as const, 'json' as const), (list, format) => {
        const text = writeCategoryFile(list, format);
        expect(readCategoryFile(text)).toEqual({ ok: true, value: list });
        expect(readCategoryFile(text.replace(/^\uFEFF/, ''))).toEqual({ ok: true, value: list });
      }),
    );
  });

  it('CAT-11 any table is read as it was written, whatever ends its lines', () => {
    const field = fc.string({ unit: fc.constantFrom(...'a,"\n\r 合;'), maxLength: 8 });
    const record = fc.array(field, { minLength: 2, maxLength: 4 });
    fc.assert(
      fc.property(fc.array(record, { maxLength: 6 }), (records) => {
        const read = readCsv(writeCsv(records));
        expect(read.ok && read.value.map(({ fields }) => fields)).toEqual(records);
      }),
    );
    for (const end of ['\n', '\r\n', '\r'])
      expect(readCsv(`a,b${end}${end}"c${end}d",e`)).toEqual({
        ok: true,
        value: [
          { line: 1, fields: ['a', 'b'] },
          { line: 3, fields: [`c${end}d`, 'e'] },
        ],
      });
  });

  it('CAT-12 no field of a written table runs as a formula', () => {
    fc.assert(
      fc.property(anyName, (name) => {
        const guarded = guardedField(name);
        expect(guarded).not.toMatch(/^[=+\-@＝＋－＠\t\r]/);
        expect(unguardedField(guarded)).toBe(name);
      }),
    );
    const names = { zh: '=HYPERLINK("http://a.example")', en: '@x' };
    const text = writeCategoryFile([category({ names })], 'csv');
    expect(text).toBe(
      '\uFEFF"code","name_zh","name_en","active"\r\n"HT","\'=HYPERLINK(""http://a.example"")","\'@x","yes"\r\n',
    );
  });

  it('CAT-13 a table as people make them is read: Chinese headings, any order, columns left out', () => {
    expect(readCategoryFile('启用,中文名称,编码\n是,合同,HT\n否,车票,CP\n')).toEqual({
      ok: true,
      value: [category({ names: { zh: '合同', en: '' } }), ticket],
    });
    expect(readCategoryFile('[{"code":"HT","names":{"zh":"合同","en":"Contract"}}]')).toEqual({
      ok: true,
      value: [contract],
    });
  });

  it('CAT-14 a file of which anything is wrong is refused whole, with the line and the word', () => {
    const faults = (text: string) => {
      const read = readCategoryFile(text);
      return read.ok
        ? []
        : read.error.map(({ reason, place, at, value }) => `${place} ${at} ${reason} ${value}`);
    };
    expect(faults('')).toEqual(['file 0 FileWithoutCategories ']);
    expect(faults('code,zh\n')).toEqual(['file 0 FileWithoutCategories ']);
    expect(faults('zh,en\n合同,x')).toEqual(['line 1 ColumnMissing code']);
    expect(faults('code,active\nHT,yes')).toEqual(['line 1 ColumnMissing name_zh']);
    expect(faults('code,zh,colour\nHT,合同,red')).toEqual(['line 1 ColumnUnknown colour']);
    expect(faults('code,zh,constructor\nHT,合同,red')).toEqual(['line 1 ColumnUnknown constructor']);
    expect(faults('code,zh,中文名称\nHT,合同,x')).toEqual(['line 1 ColumnTwice 中文名称']);
    expect(faults('code,zh\nHT,合同\nCP')).toEqual(['line 3 FieldCount 1']);
    expect(faults('code,zh,active\nHT,合同,maybe')).toEqual(['line 2 ActiveUnknown maybe']);
    expect(faults('code,zh\n"HT,合同')).toEqual(['line 2 QuoteOpen ']);
    expect(faults('code,zh\nH"T,合同')).toEqual(['line 2 QuoteStray ']);
    expect(faults('code,zh\n"HT"x,合同')).toEqual(['line 2 QuoteStray ']);
    expect(faults('code,zh\nHT,合同\n\nht,合同\n,车票')).toEqual([
      'line 4 CodeTaken ht',
      'line 5 CodeEmpty ',
    ]);
    expect(faults('[\n{"code":"HT",\n}]')[0]).toMatch(/^line 3 JsonBroken /);
    expect(faults('{}')).toEqual(['file 0 JsonShape […]']);
    expect(faults('[{"code":"HT","names":{"zh":"合同"}},{"code":7}]')).toEqual(['entry 2 JsonShape code']);
    expect(faults('[{"code":"HT","names":{"zh":"合同"},"colour":1}]')).toEqual(['entry 1 JsonShape colour']);
    expect(faults('[{"code":"HT","names":{"zh":"合同","en":""}},{"code":"H T","names":{"zh":"x"}}]')).toEqual(
      ['entry 2 CodeCharacters H T'],
    );
    expect(faults(`code,zh\n${'x'.repeat(1_000_001)}`)).toEqual(['file 0 FileTooLarge ']);
  });
});
