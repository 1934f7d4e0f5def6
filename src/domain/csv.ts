import { err, ok, type Result } from './result.ts';

/* Comma-separated values as RFC 4180 has them; strict, so that a torn file is refused and not half read. */

export interface CsvRecord {
  /** Line of the text on which the record begins, from 1. */
  readonly line: number;
  readonly fields: readonly string[];
}

export interface CsvFault {
  readonly line: number;
  /** A quoted field that never ends, or a quote where none may stand. */
  readonly reason: 'QuoteOpen' | 'QuoteStray';
}

const plainField = /[^",\r\n]*/y;
const quotedField = /"((?:[^"]|"")*)"/y;
const lineEnd = /\r\n|\n|\r/y;

/** Records of the text, whatever ends its lines; a byte order mark and empty lines are passed over. */
export function readCsv(text: string): Result<readonly CsvRecord[], CsvFault> {
  const records: CsvRecord[] = [];
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  let line = 1;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found) at += found[0].length;
    return found;
  };
  while (at < text.length) {
    const begin = line;
    const fields: string[] = [];
    for (;;) {
      const isQuoted = text[at] === '"';
      const found = take(isQuoted ? quotedField : plainField);
      if (!found) return err({ line: begin, reason: 'QuoteOpen' });
      fields.push(isQuoted ? (found[1] ?? '').replaceAll('""', '"') : found[0]);
      line += found[0].match(/\r\n|\n|\r/g)?.length ?? 0;
      if (text[at] !== ',') break;
      at += 1;
    }
    const isAtEnd = at === text.length || take(lineEnd) !== null;
    if (!isAtEnd) return err({ line, reason: 'QuoteStray' });
    line += 1;
    if (fields.length > 1 || fields[0] !== '') records.push({ line: begin, fields });
  }
  return ok(records);
}

/** Every field quoted, lines ended as the RFC wants them. */
export function writeCsv(records: readonly (readonly string[])[]): string {
  return records
    .map((fields) => `${fields.map((field) => `"${field.replaceAll('"', '""')}"`).join(',')}\r\n`)
    .join('');
}

const formula = /^'*[=+\-@＝＋－＠\t\r]/;
const guarded = /^''*[=+\-@＝＋－＠\t\r]/;

/** A field that a spreadsheet would run as a formula gets an apostrophe in front; `unguarded` takes it off again. */
export function guardedField(field: string): string {
  return formula.test(field) ? `'${field}` : field;
}

export function unguardedField(field: string): string {
  return guarded.test(field) ? field.slice(1) : field;
}
