import type { DocumentId } from '../ids.ts';
import type { InvoiceFields } from '../invoice.ts';
import type { ExpectedInvoice, MatchResult, MatchVerdict } from './expected.ts';
import { invoiceKey, plainNumber } from './invoice-key.ts';
import { contradicts, evidenceOf, hasSupport } from './match-evidence.ts';

/** Invoices read on one document of the bill, as `submittedPages` gives them. */
export interface ScannedDocument {
  readonly documentId: DocumentId;
  readonly invoices: readonly InvoiceFields[];
}

/**
 * Compares what the ERP expects under one bill number with what was scanned. Results stand in expected order, then
 * what is left of the scans in scan order.
 *
 * One key means one invoice: it matches, or mismatches where date or amount differ; a second scan of it is a
 * duplicate. Where a legacy code is unread, or the kind has no key, number, amount and date together decide, and two
 * candidates are ambiguous.
 */
export function matchBill(
  expected: readonly ExpectedInvoice[],
  scanned: readonly ScannedDocument[],
): readonly MatchResult[] {
  const scans = scanned.flatMap(scansOf);
  const ofExpected = new Map<ExpectedInvoice, readonly MatchResult[]>();
  const leftOver = new Map<Scan, MatchResult>();

  matchByKey(expected, scans, ofExpected, leftOver);
  matchByNumber(expected, scans, ofExpected, leftOver);

  return [
    ...expected.flatMap((invoice) => ofExpected.get(invoice) ?? [resultOf('missing', invoice, null)]),
    ...scans.flatMap((scan) => leftOver.get(scan) ?? []),
  ];
}

interface Scan {
  readonly documentId: DocumentId;
  readonly invoice: InvoiceFields;
  readonly key: string | null;
  isSettled: boolean;
}

type ByExpected = Map<ExpectedInvoice, readonly MatchResult[]>;
type LeftOver = Map<Scan, MatchResult>;

/** The same key twice on one document is one invoice from two sources: the first counts, the others fill what it lacks. */
function scansOf({ documentId, invoices }: ScannedDocument): readonly Scan[] {
  const scans: Scan[] = [];
  const positions = new Map<string, number>();
  for (const invoice of invoices) {
    const key = invoiceKey(invoice);
    const position = key === null ? undefined : positions.get(key);
    const known = position === undefined ? undefined : scans[position];
    if (position !== undefined && known !== undefined) {
      scans[position] = { ...known, invoice: filledFrom(known.invoice, invoice) };
      continue;
    }
    if (key !== null) positions.set(key, scans.length);
    scans.push({ documentId, invoice, key, isSettled: false });
  }
  return scans;
}

function filledFrom(first: InvoiceFields, other: InvoiceFields): InvoiceFields {
  const amount = first.amountMinor === null ? other : first;
  return {
    ...first,
    date: first.date ?? other.date,
    amountMinor: amount.amountMinor,
    amountBasis: amount.amountBasis,
    totalMinor: first.totalMinor ?? other.totalMinor,
  };
}

function matchByKey(
  expected: readonly ExpectedInvoice[],
  scans: readonly Scan[],
  ofExpected: ByExpected,
  leftOver: LeftOver,
): void {
  const expectedByKey = new Map<string, ExpectedInvoice[]>();
  for (const invoice of expected) {
    const key = invoiceKey(invoice);
    if (key !== null) expectedByKey.set(key, [...(expectedByKey.get(key) ?? []), invoice]);
  }
  const keysSeen = new Set<string>();
  for (const scan of scans) {
    if (scan.key === null) continue;
    const candidates = expectedByKey.get(scan.key) ?? [];
    const free = candidates.find((invoice) => !ofExpected.has(invoice));
    if (free !== undefined) {
      const verdict = contradicts(free, scan.invoice) ? 'mismatch' : 'matched';
      ofExpected.set(free, [resultOf(verdict, free, scan)]);
      scan.isSettled = true;
    } else if (keysSeen.has(scan.key)) {
      leftOver.set(scan, resultOf('duplicate', candidates[0] ?? null, scan));
      scan.isSettled = true;
    }
    keysSeen.add(scan.key);
  }
}

function matchByNumber(
  expected: readonly ExpectedInvoice[],
  scans: readonly Scan[],
  ofExpected: ByExpected,
  leftOver: LeftOver,
): void {
  const open = new Set(expected.filter((invoice) => !ofExpected.has(invoice)));
  const pending = scans.filter((scan) => !scan.isSettled);
  const candidatesOf = new Map(pending.map((scan) => [scan, candidatesFor(scan, open)]));

  for (const scan of pending) {
    const candidates = candidatesOf.get(scan) ?? [];
    const [only] = candidates;
    if (only === undefined) {
      leftOver.set(scan, resultOf('extra', null, scan));
      continue;
    }
    const rivals = pending.filter((other) =>
      candidatesOf.get(other)?.some((invoice) => candidates.includes(invoice)),
    );
    if (candidates.length === 1 && rivals.length === 1) {
      ofExpected.set(only, [resultOf(verdictByNumber(only, scan), only, scan)]);
      continue;
    }
    const unnamed = candidates.filter((invoice) => !ofExpected.has(invoice));
    for (const invoice of unnamed) ofExpected.set(invoice, [resultOf('ambiguous', invoice, scan)]);
    if (unnamed.length === 0) leftOver.set(scan, resultOf('ambiguous', only, scan));
  }
}

/** Of the expected invoices with this number, those that amount and date speak for; if they speak for none, all. */
function candidatesFor(scan: Scan, open: ReadonlySet<ExpectedInvoice>): readonly ExpectedInvoice[] {
  const sameNumber = [...open].filter((invoice) => isSameNumber(invoice, scan.invoice));
  const supported = sameNumber.filter(
    (invoice) => !contradicts(invoice, scan.invoice) && hasSupport(invoice, scan.invoice),
  );
  return supported.length > 0 ? supported : sameNumber;
}

function isSameNumber(expected: ExpectedInvoice, scanned: InvoiceFields): boolean {
  if (plainNumber(expected.number) !== plainNumber(scanned.number)) return false;
  if (expected.code === null || scanned.code === null) return true;
  return plainNumber(expected.code) === plainNumber(scanned.code);
}

/** A number alone, with neither amount nor date to go by, is no proof. */
function verdictByNumber(expected: ExpectedInvoice, scan: Scan): MatchVerdict {
  if (contradicts(expected, scan.invoice)) return 'mismatch';
  return hasSupport(expected, scan.invoice) ? 'matched' : 'ambiguous';
}

function resultOf(verdict: MatchVerdict, expected: ExpectedInvoice | null, scan: Scan | null): MatchResult {
  return {
    verdict,
    expectedId: expected?.id ?? null,
    documentId: scan?.documentId ?? null,
    number: expected?.number ?? scan?.invoice.number ?? '',
    amountMinor:
      expected === null
        ? (scan?.invoice.totalMinor ?? scan?.invoice.amountMinor ?? null)
        : (expected.totalMinor ?? expected.netMinor),
    currency: expected?.currency ?? scan?.invoice.currency ?? '',
    evidence: expected === null || scan === null ? [] : evidenceOf(expected, scan.invoice),
  };
}
