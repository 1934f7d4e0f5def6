import { err, type Result } from '../../../domain/result.ts';
import type { Category } from '../../../domain/rules/categories.ts';
import {
  type CategoryFileFault,
  type CategoryFormat,
  categoryFileBytes,
  readCategoryFile,
  writeCategoryFile,
} from '../../../domain/rules/category-file.ts';

/** The system's chooser for one list of categories; null when it is put away. */
export function chooseCategoryFile(): Promise<File | null> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = '.csv,.json';
    input.hidden = true;
    // In the document, so that it cannot be collected while the chooser is open.
    document.body.append(input);
    const choose = (file: File | null) => {
      input.remove();
      resolve(file);
    };
    input.onchange = () => choose(input.files?.[0] ?? null);
    input.oncancel = () => choose(null);
    input.click();
  });
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

/** Hands the list over as a file; where it goes the browser or the system asks. */
export function offerCategoryFile(categories: readonly Category[], format: CategoryFormat): void {
  const url = URL.createObjectURL(new Blob([writeCategoryFile(categories, format)], { type: types[format] }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `platen-categories.${format}`;
  link.click();
  // The download has begun by then; at once would be too early for some browsers.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

function refused(reason: 'FileTooLarge' | 'NotUtf8'): Result<never, readonly CategoryFileFault[]> {
  return err([{ reason, place: 'file', at: 0, value: '' }]);
}
