import type { BillState, Manifest } from '../../contract/wire.ts';
import { isSettled } from '../../domain/rules/decisions.ts';
import type { ExpectedInvoice } from '../../domain/rules/expected.ts';
import { invoiceKeys } from '../../domain/rules/invoice-key.ts';
import { matchBill } from '../../domain/rules/match.ts';
import type { MatchContext } from '../../domain/rules/match-result.ts';

type ManifestDocument = Manifest['documents'][number];

/**
 * Expected against scanned for one bill. `expected` is null while the ERP has not named the bill number: then the bill
 * is accepted as it is and matched when it does.
 */
export function judge(
  expected: readonly ExpectedInvoice[] | null,
  documents: readonly ManifestDocument[],
  context: MatchContext,
): Pick<BillState, 'outcome' | 'results'> {
  const scanned = documents.map(({ documentUuid, form = null, invoices }) => ({
    documentId: `document:${documentUuid}` as const,
    form,
    invoices,
  }));
  const results = [...matchBill(expected ?? [], scanned, context)];
  if (expected === null) return { outcome: 'accepted', results };
  return {
    outcome: results.every(isSettled) ? 'matched' : 'unmatched',
    results,
  };
}

/** Keys of the invoices a bill holds; an invoice without a key cannot be told from others and has none among them. */
export function invoiceKeysOf(documents: readonly ManifestDocument[]): ReadonlySet<string> {
  return new Set(documents.flatMap(({ invoices }) => invoices.flatMap(invoiceKeys)));
}
