import type { BillState, Manifest } from '../../contract/wire.ts';
import type { DocumentId } from '../../domain/ids.ts';
import type { ExpectedInvoice, MatchResult } from '../../domain/rules/expected.ts';
import { invoiceKey, plainNumber } from '../../domain/rules/invoice-key.ts';
import { matchBill } from '../../domain/rules/match.ts';

type ManifestDocument = Manifest['documents'][number];

/**
 * Expected against scanned for one bill. `expected` is null while the ERP has not named the bill number: then the bill
 * is accepted as it is and matched when it does. `ownedElsewhere`: keys of invoices another bill held before this one.
 */
export function judge(
  expected: readonly ExpectedInvoice[] | null,
  documents: readonly ManifestDocument[],
  ownedElsewhere: ReadonlySet<string>,
): Pick<BillState, 'outcome' | 'results'> {
  const scanned = documents.map(({ documentUuid, invoices }) => ({
    documentId: idOf(documentUuid),
    invoices,
  }));
  const doubled = new Set(
    scanned.flatMap(({ documentId, invoices }) =>
      invoices
        .filter((invoice) => ownedElsewhere.has(invoiceKey(invoice) ?? ''))
        .map(({ number }) => nameOf(documentId, number)),
    ),
  );
  const results = matchBill(expected ?? [], scanned).map((result): MatchResult => {
    const isDoubled = result.documentId !== null && doubled.has(nameOf(result.documentId, result.number));
    return isDoubled ? { ...result, verdict: 'duplicate' } : result;
  });
  if (expected === null) return { outcome: 'accepted', results };
  return {
    outcome: results.every(({ verdict }) => verdict === 'matched') ? 'matched' : 'unmatched',
    results,
  };
}

/** Keys of the invoices a bill holds; an invoice without a key cannot be told from others and is not among them. */
export function invoiceKeysOf(documents: readonly ManifestDocument[]): ReadonlySet<string> {
  return new Set(documents.flatMap(({ invoices }) => invoices.map(invoiceKey)).filter((key) => key !== null));
}

function nameOf(documentId: DocumentId, number: string): string {
  return `${documentId} ${plainNumber(number)}`;
}

function idOf(documentUuid: string): DocumentId {
  return `document:${documentUuid}`;
}
