import { schemeBook } from '../../../contract/matching-shapes.ts';
import { err, ok, type Result } from '../../../domain/result.ts';
import type { SchemeBook } from '../../../domain/rules/scheme.ts';
import { offerFile, pickFile } from '../../components/files.ts';

/* Schemes and bill types as a file: JSON, since each scheme has parts of its own that no table shows well. */

export interface SchemeFileFault {
  readonly reason: 'NotUtf8' | 'FileTooLarge' | 'FileEmpty' | 'JsonBroken' | 'JsonShape';
  /** Where in the file: a path such as `schemes.2.toleranceMinor`; '' for the whole. */
  readonly place: string;
}

const largestBytes = 5_000_000;

export function chooseSchemeFile(): Promise<File | null> {
  return pickFile('.json');
}

export function offerSchemeFile(book: SchemeBook): void {
  offerFile('platen-schemes.json', 'application/json', `${JSON.stringify(book, null, 2)}\n`);
}

/** Nothing is taken from a file of which anything is wrong. */
export async function schemesOfFile(file: Blob): Promise<Result<SchemeBook, SchemeFileFault>> {
  if (file.size > largestBytes) return err({ reason: 'FileTooLarge', place: '' });
  let value: unknown;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer());
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (cause) {
    if (cause instanceof SyntaxError) return err({ reason: 'JsonBroken', place: '' });
    if (cause instanceof TypeError) return err({ reason: 'NotUtf8', place: '' });
    throw cause;
  }
  const parsed = schemeBook.safeParse(value);
  if (!parsed.success)
    return err({ reason: 'JsonShape', place: parsed.error.issues[0]?.path.join('.') ?? '' });
  const { schemes, billTypes } = parsed.data;
  return schemes.length + billTypes.length === 0 ? err({ reason: 'FileEmpty', place: '' }) : ok(parsed.data);
}
