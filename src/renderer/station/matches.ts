import type { BillId, DocumentId } from '../../domain/ids.ts';
import type { ExpectedInvoice, MatchResult } from '../../domain/rules/expected.ts';
import { matchBill } from '../../domain/rules/match.ts';
import { submittedPages } from '../../domain/rules/submission.ts';
import type { OpenBatch } from './projection.ts';

/** Expected against scanned of one bill, as far as known. */
export interface BillMatch {
  /** `service`: its word on a submitted revision; `station`: compared here, also offline; `unknown`: nothing to compare with. */
  readonly from: 'service' | 'station' | 'unknown';
  readonly revision: number | null;
  readonly results: readonly MatchResult[];
  readonly expected: number;
  readonly matched: number;
}

const known = new WeakMap<OpenBatch, Map<BillId, BillMatch>>();

/** Made once a bill and state of the batch. */
export function billMatch(batch: OpenBatch, billId: BillId): BillMatch {
  const ofBatch = known.get(batch) ?? new Map<BillId, BillMatch>();
  known.set(batch, ofBatch);
  const match = ofBatch.get(billId) ?? compare(batch, billId);
  ofBatch.set(billId, match);
  return match;
}

export function resultsOfDocument(
  batch: OpenBatch,
  billId: BillId,
  documentId: DocumentId,
): readonly MatchResult[] {
  return billMatch(batch, billId).results.filter((result) => result.documentId === documentId);
}

function compare(batch: OpenBatch, billId: BillId): BillMatch {
  const status = batch.statuses.get(billId);
  const bill = batch.tree.bills.get(billId);
  if (status?.results && bill?.state === 'submitted') {
    return counted('service', status.revision, status.results);
  }
  const expected = bill?.number ? (expectedByNumber(batch).get(bill.number) ?? []) : [];
  if (expected.length === 0) return { from: 'unknown', revision: null, results: [], expected: 0, matched: 0 };
  const scanned = submittedPages(batch.tree, billId).map(({ document, invoices }) => ({
    documentId: document.id,
    invoices,
  }));
  return counted('station', null, matchBill(expected, scanned));
}

function counted(
  from: BillMatch['from'],
  revision: number | null,
  results: readonly MatchResult[],
): BillMatch {
  return {
    from,
    revision,
    results,
    expected: new Set(results.flatMap((result) => result.expectedId ?? [])).size,
    matched: results.filter((result) => result.verdict === 'matched').length,
  };
}

const grouped = new WeakMap<readonly ExpectedInvoice[], ReadonlyMap<string, readonly ExpectedInvoice[]>>();
function expectedByNumber(batch: OpenBatch): ReadonlyMap<string, readonly ExpectedInvoice[]> {
  const groups = grouped.get(batch.expected) ?? Map.groupBy(batch.expected, (invoice) => invoice.billNumber);
  grouped.set(batch.expected, groups);
  return groups;
}
