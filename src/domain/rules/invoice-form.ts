import type { InvoiceFields } from '../invoice.ts';
import type { Page } from '../tree/records.ts';
import type { InvoiceForm } from './expected.ts';

/**
 * How an invoice came, as far as can be told: a page that was drawn from a PDF or OFD, or whose fields stand in it as
 * text or XML, is the file itself; scanned sheets, pictures and scans inside a PDF show paper.
 */
export function formOf(
  pages: readonly Pick<Page, 'source' | 'original'>[],
  invoices: readonly InvoiceFields[],
): InvoiceForm {
  const hasText = invoices.some(({ source }) => ['xml', 'ofd', 'text'].includes(source));
  const isDrawn = pages.some(
    ({ source, original }) =>
      source !== null && original.mime === 'image/png' && /\.(pdf|ofd)$/i.test(source.name),
  );
  return hasText || isDrawn ? 'electronic' : 'paper';
}
