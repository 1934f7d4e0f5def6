import type { SpooledImage } from '../../contract/workers.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { importPdf } from './import-pdf.ts';

/**
 * The sides of a stack that a scanner delivers as PDF, in order, each durable in the spool folder: a JPEG that fills its
 * page byte for byte, anything else drawn at its own resolution, without one at `dpi`. An error ends it: behind a page
 * that cannot be read the count of sides would be a guess. Throws only when the spool folder cannot be written.
 */
export async function* pagesOfScannedPdf(
  path: string,
  spoolFolder: string,
  dpi: number,
): AsyncGenerator<Result<{ readonly image: SpooledImage; readonly dpi: number }, string>> {
  for await (const step of importPdf({ type: 'import', path, name: 'scan.pdf', dpi, spoolFolder })) {
    if (step.type === 'failure') {
      const { error } = step;
      const page = 'pageNumber' in error ? `page ${error.pageNumber}, ` : '';
      yield err(`${page}${'detail' in error ? error.detail : error.type}`);
      return;
    }
    yield ok({ image: step.image, dpi: step.dpi });
  }
}
