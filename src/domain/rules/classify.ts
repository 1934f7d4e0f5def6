import type { InvoiceFields } from '../invoice.ts';
import type { DocumentKind } from '../reading.ts';

/**
 * What the codes of one page speak for. `coverTexts` are the texts that fit the cover rule (`fits`). An invoice on the
 * page wins over a cover code (a bill number printed on an invoice); two different cover codes name no bill.
 */
export function classify(found: {
  readonly coverTexts: readonly string[];
  readonly invoices: readonly InvoiceFields[];
}): { readonly kind: DocumentKind; readonly billNumber: string | null } {
  if (found.invoices.length > 0) return { kind: 'invoice', billNumber: null };
  const [number, ...others] = new Set(found.coverTexts);
  if (number === undefined || others.length > 0) return { kind: 'attachment', billNumber: null };
  return { kind: 'cover', billNumber: number };
}
