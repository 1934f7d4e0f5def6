import type { InvoiceFields } from '../invoice.ts';
import type { Page } from '../tree/records.ts';

/** The invoices of a page: as a person left them, else as they were read. */
export function invoicesOf(page: Pick<Page, 'typed' | 'reading'>): readonly InvoiceFields[] {
  return page.typed ?? page.reading?.invoices ?? [];
}
