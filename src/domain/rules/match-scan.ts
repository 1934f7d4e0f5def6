import type { DocumentId } from '../ids.ts';
import type { InvoiceFields } from '../invoice.ts';
import type { InvoiceForm, SourceConflict } from './expected.ts';
import { invoiceKeys, plainNumber } from './invoice-key.ts';
import { fieldConflicts, isSameInvoice, numberConflicts } from './source-conflicts.ts';

/** Invoices read on one document of the bill, as `scannedDocuments` gives them. */
export interface ScannedDocument {
  readonly documentId: DocumentId;
  /** Null where it is not known how the document came. */
  readonly form: InvoiceForm | null;
  readonly invoices: readonly InvoiceFields[];
}

/** One invoice on one document, by whatever sources it was read. */
export interface Scan {
  readonly documentId: DocumentId;
  readonly form: InvoiceForm | null;
  readonly invoice: InvoiceFields;
  readonly keys: readonly string[];
  readonly conflicts: readonly SourceConflict[];
}

/** One invoice from two sources on one document is one scan: the first counts, the others fill what it lacks. */
export function scansOf({ documentId, form, invoices }: ScannedDocument): readonly Scan[] {
  const readings: [InvoiceFields, ...InvoiceFields[]][] = [];
  const byKey = new Map<string, number>();
  const byNumber = new Map<string, number[]>();
  for (const invoice of invoices) {
    const keys = invoiceKeys(invoice);
    const number = plainNumber(invoice.number);
    const sameNumber = byNumber.get(number) ?? [];
    const at =
      keys.map((key) => byKey.get(key)).find((position) => position !== undefined) ??
      // Of every reading there: one without its code must not draw two receipts of one number together.
      sameNumber.find((position) => readings[position]?.every((one) => isSameInvoice(one, invoice))) ??
      readings.length;
    const known = readings[at];
    if (known === undefined) {
      readings.push([invoice]);
      byNumber.set(number, [...sameNumber, at]);
    } else known.push(invoice);
    for (const key of keys) byKey.set(key, at);
  }
  const apart = numberConflicts(invoices);
  return readings.map((all) => ({
    documentId,
    form,
    invoice: all.slice(1).reduce<InvoiceFields>(filledFrom, all[0]),
    keys: [...new Set(all.flatMap(invoiceKeys))],
    conflicts: [...fieldConflicts(all), ...(all[0].source === 'manual' ? [] : apart)],
  }));
}

function filledFrom(first: InvoiceFields, other: InvoiceFields): InvoiceFields {
  const amount = first.amountMinor === null ? other : first;
  return {
    ...first,
    code: first.code ?? other.code,
    date: first.date ?? other.date,
    amountMinor: amount.amountMinor,
    amountBasis: amount.amountBasis,
    totalMinor: first.totalMinor ?? other.totalMinor,
    checkCode: first.checkCode ?? other.checkCode,
    sellerName: first.sellerName ?? other.sellerName,
  };
}
