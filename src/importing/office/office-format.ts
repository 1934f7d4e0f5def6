import { open } from 'node:fs/promises';
import type { ImportError } from '../../contract/errors.ts';
import type { ImportRequest } from '../../contract/workers.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { proveZip } from '../zip/prove-zip.ts';
import { zipError } from '../zip/zip-fault.ts';
import { type OleFile, openOle } from './ole.ts';

/** Packed ones are of Office 2007 and later, the others before that. */
export type PackedFormat = 'docx' | 'xlsx' | 'pptx';
export type OfficeFormat = PackedFormat | 'doc' | 'xls' | 'ppt';

export interface KnownOffice {
  readonly format: OfficeFormat;
  /** Wants a password, perhaps one every Excel knows: tried, and named if it fails. */
  readonly isLocked: boolean;
}

/**
 * What an Office file is by its content, once it is known to be within the limits. Whatever else bears such a name is
 * refused here: LibreOffice would take random bytes for a text and print them.
 */
export async function officeFormat(
  { path, name }: ImportRequest,
  sniffed: PackedFormat | 'ole',
): Promise<Result<KnownOffice, ImportError>> {
  return sniffed === 'ole' ? await oleFormat(path, name) : await packedFormat(path, name);
}

const partFolders: readonly (readonly [folder: string, format: PackedFormat])[] = [
  ['word/', 'docx'],
  ['xl/', 'xlsx'],
  ['ppt/', 'pptx'],
];

async function packedFormat(path: string, name: string): Promise<Result<KnownOffice, ImportError>> {
  const proven = await proveZip(path);
  if (!proven.ok) return err(zipError(name, proven.error));
  const names = proven.value;
  const [, format] = partFolders.find(([folder]) => names.some((one) => one.startsWith(folder))) ?? [];
  if (!format || !names.includes('[Content_Types].xml')) {
    return err({ type: 'FileUnsupported', name, sniffed: 'zip' });
  }
  return ok({ format, isLocked: false });
}

async function oleFormat(path: string, name: string): Promise<Result<KnownOffice, ImportError>> {
  const file = await open(path, 'r');
  try {
    const ole = await openOle(file);
    if (!ole) return err({ type: 'FileDamaged', name, detail: 'no directory' });
    // A packed file under a password: what is in it, and how much, nobody can see.
    if (ole.names.has('EncryptedPackage')) return err({ type: 'FileEncrypted', name });
    if (ole.names.has('WordDocument')) return ok({ format: 'doc', isLocked: await isWordLocked(ole) });
    for (const workbook of ['Workbook', 'Book']) {
      if (ole.names.has(workbook)) return ok({ format: 'xls', isLocked: await isExcelLocked(ole, workbook) });
    }
    if (ole.names.has('PowerPoint Document')) {
      return ok({ format: 'ppt', isLocked: ole.names.has('EncryptedSummary') });
    }
    return err({ type: 'FileUnsupported', name, sniffed: 'ole' });
  } finally {
    await file.close();
  }
}

/** `fEncrypted` among the flags at the start of the document. */
async function isWordLocked(ole: OleFile): Promise<boolean> {
  const start = await ole.start('WordDocument', 32);
  return start !== null && start.length >= 12 && (start.readUInt16LE(10) & 0x0100) !== 0;
}

const filePass = 0x2f;

/** A `FilePass` record stands among the first of the workbook. */
async function isExcelLocked(ole: OleFile, workbook: string): Promise<boolean> {
  const start = (await ole.start(workbook, 512)) ?? Buffer.alloc(0);
  for (let at = 0; at + 4 <= start.length; at += 4 + start.readUInt16LE(at + 2)) {
    if (start.readUInt16LE(at) === filePass) return true;
  }
  return false;
}
