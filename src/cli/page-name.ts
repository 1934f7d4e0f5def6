import { basename, extname } from 'node:path';

/** `invoice.pdf` page 3 becomes `invoice.pdf-003.jpg`: the whole name is kept, so that a.pdf and a.png do not meet. */
export function nameOfPage(file: string, page: number, extension: string): string {
  return `${basename(file, extname(file))}${extname(file)}-${String(page).padStart(3, '0')}${extension}`;
}
