import type { Manifest } from '../../contract/wire.ts';
import { pagesToPdf } from '../pages-to-pdf.ts';

type Document = Manifest['documents'][number];

export interface DocumentFile {
  readonly bytes: Uint8Array;
  readonly suffix: 'jpg' | 'pdf';
}

/**
 * The one file a document goes out as: there is no field that ties files together, so several pages become one PDF. A
 * single page in JPEG stays as it is. Reads one page at a time.
 */
export async function documentFile(
  { pages }: Document,
  readBlob: (sha256: string) => Promise<Uint8Array>,
): Promise<DocumentFile> {
  const [first] = pages;
  if (first !== undefined && pages.length === 1 && first.mime === 'image/jpeg') {
    return { bytes: await readBlob(first.sha256), suffix: 'jpg' };
  }
  return { bytes: await pagesToPdf(pages, readBlob), suffix: 'pdf' };
}
