import { err, type Result } from '../../../domain/result.ts';
import type { Category } from '../../../domain/rules/categories.ts';
import {
  type CategoryFileFault,
  type CategoryFormat,
  categoryFileBytes,
  readCategoryFile,
  writeCategoryFile,
} from '../../../domain/rules/category-file.ts';
import { offerFile, pickFile } from '../../components/files.ts';

export function chooseCategoryFile(): Promise<File | null> {
  return pickFile('.csv,.json');
}

export async function categoriesOfFile(
  file: Blob,
): Promise<Result<readonly Category[], readonly CategoryFileFault[]>> {
  if (file.size > categoryFileBytes) return refused('FileTooLarge');
  try {
    return readCategoryFile(new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer()));
  } catch (cause) {
    // A spreadsheet saves in the code page of the system unless it is told otherwise.
    if (cause instanceof TypeError) return refused('NotUtf8');
    throw cause;
  }
}

const types: Readonly<Record<CategoryFormat, string>> = {
  csv: 'text/csv;charset=utf-8',
  json: 'application/json',
};

export function offerCategoryFile(categories: readonly Category[], format: CategoryFormat): void {
  offerFile(`platen-categories.${format}`, types[format], writeCategoryFile(categories, format));
}

function refused(reason: 'FileTooLarge' | 'NotUtf8'): Result<never, readonly CategoryFileFault[]> {
  return err([{ reason, place: 'file', at: 0, value: '' }]);
}
