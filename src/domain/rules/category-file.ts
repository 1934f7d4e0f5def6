import { type CsvRecord, guardedField, readCsv, unguardedField, writeCsv } from '../csv.ts';
import { err, ok, type Result } from '../result.ts';
import { type Category, type CategoryReason, checkCategories } from './categories.ts';

/* Categories as a file: a table that a spreadsheet opens, or JSON. */

export type CategoryFormat = 'csv' | 'json';

export const fileReasons = [
  'NotUtf8',
  'FileTooLarge',
  'FileWithoutCategories',
  'QuoteOpen',
  'QuoteStray',
  'ColumnMissing',
  'ColumnUnknown',
  'ColumnTwice',
  'FieldCount',
  'ActiveUnknown',
  'JsonBroken',
  'JsonShape',
] as const;

/** What is wrong with a file, where, and the words it is about. */
export interface CategoryFileFault {
  readonly reason: (typeof fileReasons)[number] | CategoryReason;
  readonly place: 'line' | 'entry' | 'file';
  /** Line or entry, from 1; 0 for the whole file. */
  readonly at: number;
  readonly value: string;
}

type Read = Result<readonly Category[], readonly CategoryFileFault[]>;
type Column = 'code' | 'zh' | 'en' | 'active';

export const categoryFileBytes = 1_000_000;

const columns: readonly Column[] = ['code', 'zh', 'en', 'active'];
const columnNames: Readonly<Record<string, Column>> = {
  code: 'code',
  编码: 'code',
  zh: 'zh',
  name_zh: 'zh',
  中文名称: 'zh',
  en: 'en',
  name_en: 'en',
  英文名称: 'en',
  active: 'active',
  启用: 'active',
};
const yes = new Set(['yes', 'true', '1', 'y', '是', '']);
const no = new Set(['no', 'false', '0', 'n', '否']);

/** Reads a file's text; JSON is known by how it begins. Nothing is taken from a file of which anything is wrong. */
export function readCategoryFile(text: string): Read {
  if (text.length > categoryFileBytes) return fail('FileTooLarge', 'file', 0, '');
  const bare = text.replace(/^\uFEFF/, '');
  return /^\s*[[{]/.test(bare) ? readJson(bare) : readTable(bare);
}

/** Opens in a spreadsheet as it is: byte order mark, every field quoted, nothing that runs as a formula. */
export function writeCategoryFile(list: readonly Category[], format: CategoryFormat): string {
  if (format === 'json') return `${JSON.stringify(list, null, 2)}\n`;
  const rows = list.map(({ code, names, isActive }) =>
    [code, names.zh, names.en, isActive ? 'yes' : 'no'].map(guardedField),
  );
  return `\uFEFF${writeCsv([['code', 'name_zh', 'name_en', 'active'], ...rows])}`;
}

function readTable(text: string): Read {
  const read = readCsv(text);
  if (!read.ok) return fail(read.error.reason, 'line', read.error.line, '');
  const [header, ...records] = read.value;
  if (!header || records.length === 0) return fail('FileWithoutCategories', 'file', 0, '');
  const placed = columnsOf(header);
  if (!placed.ok) return placed;
  const faults: CategoryFileFault[] = [];
  const list = records.map(({ line, fields }): Category => {
    const field = (column: Column) => unguardedField(fields[placed.value.indexOf(column)] ?? '');
    const active = field('active').trim().toLowerCase();
    if (fields.length !== header.fields.length)
      faults.push(fault('FieldCount', 'line', line, String(fields.length)));
    else if (!yes.has(active) && !no.has(active)) faults.push(fault('ActiveUnknown', 'line', line, active));
    return { code: field('code'), names: { zh: field('zh'), en: field('en') }, isActive: !no.has(active) };
  });
  return faults.length > 0 ? err(faults) : checked(list, 'line', (index) => records[index]?.line ?? 0);
}

function columnsOf({ line, fields }: CsvRecord): Result<readonly Column[], readonly CategoryFileFault[]> {
  const placed: Column[] = [];
  for (const name of fields) {
    const key = name.trim().toLowerCase();
    const column = Object.hasOwn(columnNames, key) ? columnNames[key] : undefined;
    if (!column) return fail('ColumnUnknown', 'line', line, name.trim());
    if (placed.includes(column)) return fail('ColumnTwice', 'line', line, name.trim());
    placed.push(column);
  }
  // Which names and whether it is active may be left out; without a code there is no category.
  if (!placed.includes('code')) return fail('ColumnMissing', 'line', line, 'code');
  if (!columns.some((one) => (one === 'zh' || one === 'en') && placed.includes(one)))
    return fail('ColumnMissing', 'line', line, 'name_zh');
  return ok(placed);
}

function readJson(text: string): Read {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    const position = /position (\d+)/.exec(cause.message)?.[1];
    if (position === undefined) return fail('JsonBroken', 'file', 0, cause.message);
    return fail('JsonBroken', 'line', text.slice(0, Number(position)).split('\n').length, cause.message);
  }
  if (!Array.isArray(value)) return fail('JsonShape', 'file', 0, '[…]');
  if (value.length === 0) return fail('FileWithoutCategories', 'file', 0, '');
  const faults: CategoryFileFault[] = [];
  const list: Category[] = [];
  for (const [index, entry] of value.entries()) {
    const read = categoryOf(entry);
    if (read.ok) list.push(read.value);
    else faults.push(fault('JsonShape', 'entry', index + 1, read.error));
  }
  return faults.length > 0 ? err(faults) : checked(list, 'entry', (index) => index + 1);
}

/** The category, or the name of the part that is not as it should be. */
function categoryOf(entry: unknown): Result<Category, string> {
  if (!isRecord(entry)) return err('{…}');
  const { code, names, isActive = true, ...others } = entry;
  if (typeof code !== 'string') return err('code');
  if (!isRecord(names)) return err('names');
  if (typeof isActive !== 'boolean') return err('isActive');
  const { zh = '', en = '', ...otherNames } = names;
  if (typeof zh !== 'string') return err('names.zh');
  if (typeof en !== 'string') return err('names.en');
  const unknown = Object.keys({ ...others, ...otherNames })[0];
  return unknown === undefined ? ok({ code, names: { zh, en }, isActive }) : err(unknown);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function checked(list: readonly Category[], place: 'line' | 'entry', at: (index: number) => number): Read {
  const good = checkCategories(list);
  if (good.ok) return good;
  return err(
    good.error.map(({ index, field, reason }) => {
      const category = list[index];
      const value = category ? (field === 'code' ? category.code : category.names[field]) : '';
      return fault(reason, place, at(index), value);
    }),
  );
}

function fault(
  reason: CategoryFileFault['reason'],
  place: CategoryFileFault['place'],
  at: number,
  value: string,
): CategoryFileFault {
  return { reason, place, at, value: value.slice(0, 60) };
}

function fail(...parts: Parameters<typeof fault>): Result<never, readonly CategoryFileFault[]> {
  return err([fault(...parts)]);
}
