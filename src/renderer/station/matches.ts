import type { BillStatus } from '../../contract/queue-shapes.ts';
import type { BillId, DocumentId } from '../../domain/ids.ts';
import type { ExpectedInvoice, MatchResult } from '../../domain/rules/expected.ts';
import type { GateFacts } from '../../domain/rules/gate.ts';
import { invoiceKeys } from '../../domain/rules/invoice-key.ts';
import { matchBill } from '../../domain/rules/match.ts';
import { countMatches } from '../../domain/rules/match-counts.ts';
import { schemeOf, usualCompare } from '../../domain/rules/scheme.ts';
import { scannedDocuments } from '../../domain/rules/submission.ts';
import type { BillContents } from '../../domain/tree/order.ts';
import type { Bill } from '../../domain/tree/records.ts';
import { contentsOf } from '../../domain/tree/views.ts';
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

interface Known {
  readonly bill: Bill | undefined;
  readonly status: BillStatus | undefined;
  readonly expected: readonly ExpectedInvoice[];
  readonly facts: GateFacts;
  readonly match: BillMatch;
}

const known = new WeakMap<BillContents, Known>();

/** Made once a state of the bill and of what is known of it elsewhere. */
export function billMatch(batch: OpenBatch, billId: BillId): BillMatch {
  const contents = contentsOf(batch.tree, billId);
  const [bill, status] = [batch.tree.bills.get(billId), batch.statuses.get(billId)];
  const { expected, facts } = batch;
  const before = known.get(contents);
  const isCurrent =
    before?.bill === bill &&
    before?.status === status &&
    before?.expected === expected &&
    before?.facts === facts;
  if (before && isCurrent) return before.match;
  const match = compare(batch, billId);
  known.set(contents, { bill, status, expected, facts, match });
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
  const { schemes, submitted } = batch.facts;
  const results = matchBill(expected, scannedDocuments(batch.tree, billId), {
    rules: schemeOf(schemes, bill?.number ?? null) ?? usualCompare,
    heldBy: new Map(
      submitted
        .filter((one) => one.billId !== billId)
        .map(({ key, billNumber }) => [key, { billNumber, form: null, invoice: null }]),
    ),
    expectedBy: expectedElsewhere(batch, bill?.number ?? null),
  });
  return counted('station', null, results);
}

function counted(
  from: BillMatch['from'],
  revision: number | null,
  results: readonly MatchResult[],
): BillMatch {
  const counts = countMatches(results);
  return {
    from,
    revision,
    results,
    expected: counts.expected,
    matched: counts.verdicts.matched,
  };
}

const grouped = new WeakMap<readonly ExpectedInvoice[], ReadonlyMap<string, readonly ExpectedInvoice[]>>();
function expectedByNumber(batch: OpenBatch): ReadonlyMap<string, readonly ExpectedInvoice[]> {
  const groups = grouped.get(batch.expected) ?? Map.groupBy(batch.expected, (invoice) => invoice.billNumber);
  grouped.set(batch.expected, groups);
  return groups;
}

const numbersByKey = new WeakMap<readonly ExpectedInvoice[], ReadonlyMap<string, readonly string[]>>();

/** Invoices expected under the other numbers of the batch: a sheet in the wrong bill is told before it is sent. */
function expectedElsewhere(batch: OpenBatch, billNumber: string | null): (key: string) => string | null {
  const numbers = numbersByKey.get(batch.expected) ?? keyedNumbers(batch.expected);
  numbersByKey.set(batch.expected, numbers);
  return (key) => numbers.get(key)?.find((number) => number !== billNumber) ?? null;
}

function keyedNumbers(expected: readonly ExpectedInvoice[]): ReadonlyMap<string, readonly string[]> {
  const numbers = new Map<string, string[]>();
  for (const invoice of expected) {
    for (const key of invoiceKeys(invoice)) {
      const known = numbers.get(key);
      if (known === undefined) numbers.set(key, [invoice.billNumber]);
      else known.push(invoice.billNumber);
    }
  }
  return numbers;
}
