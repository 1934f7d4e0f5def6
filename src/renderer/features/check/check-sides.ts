import type { CheckReply, CheckScan } from '../../../contract/check.ts';
import { decisionOf, isSettled } from '../../../domain/rules/decisions.ts';
import type { ExpectedInvoice, MatchResult } from '../../../domain/rules/expected.ts';
import { plainNumber } from '../../../domain/rules/invoice-key.ts';

/** One side of a check: an expected invoice or a scanned one, with what is said of it. */
export interface CheckLine {
  readonly key: string;
  readonly result: MatchResult | null;
  /** The decision by hand it stands on. */
  readonly decisionId: string | null;
  readonly isSettled: boolean;
  /** Another bill was submitted with it: nobody confirms it. */
  readonly isHeld: boolean;
}
export type ExpectedLine = CheckLine & { readonly invoice: ExpectedInvoice };
export type ScanLine = CheckLine & { readonly scan: CheckScan };

/** What is left to do first, each in the order of the bill. */
export function expectedLines({ expected, state }: CheckReply): readonly ExpectedLine[] {
  return leftFirst(
    expected.map((invoice) => {
      const result = state.results.find(({ expectedId }) => expectedId === invoice.id) ?? null;
      return { key: invoice.id, invoice, ...saidOf(result) };
    }),
  );
}

export function scanLines({ scans, state }: CheckReply): readonly ScanLine[] {
  return leftFirst(
    scans.map((scan) => {
      const { documentId, code, number } = scan.name;
      const result = resultOf(scan, scans, state.results);
      return { key: `${documentId} ${code} ${number}`, scan, ...saidOf(result) };
    }),
  );
}

/** How many expected invoices and scans nobody and nothing has settled. */
export function leftOf(lines: readonly CheckLine[]): number {
  return lines.filter((line) => !line.isSettled).length;
}

/** The scan an expected invoice is looked at beside: its own, one that may be it, or one of the same amount. */
export function likelyScan(line: ExpectedLine, scans: readonly ScanLine[]): ScanLine | null {
  const { result, invoice } = line;
  if (result?.documentId) {
    const own = scans.find((scan) => scan.result === result);
    if (own) return own;
  }
  const free = scans.filter((scan) => !scan.isSettled && !scan.isHeld);
  const candidates = new Set(
    result?.notes.flatMap((note) => (note.type === 'MayBeScanned' ? [note.documentId] : [])),
  );
  const amount = invoice.totalMinor ?? invoice.netMinor;
  return (
    free.find(({ scan }) => candidates.has(scan.name.documentId)) ??
    free.find(
      ({ scan }) => amount !== null && (scan.invoice.totalMinor ?? scan.invoice.amountMinor) === amount,
    ) ??
    free[0] ??
    null
  );
}

export function mayPair(expected: ExpectedLine | null, scan: ScanLine | null): boolean {
  return (
    expected !== null &&
    scan !== null &&
    !expected.isSettled &&
    !scan.isSettled &&
    !expected.isHeld &&
    !scan.isHeld
  );
}

function saidOf(result: MatchResult | null) {
  return {
    result,
    decisionId: result === null ? null : (decisionOf(result)?.decisionId ?? null),
    isSettled: result !== null && isSettled(result),
    isHeld: result?.notes.some(({ type }) => type === 'HeldByBill') ?? false,
  };
}

/** A document may hold several invoices: then the number tells which result is whose. */
function resultOf(
  { name }: CheckScan,
  scans: readonly CheckScan[],
  results: readonly MatchResult[],
): MatchResult | null {
  const here = results.filter(({ documentId }) => documentId === name.documentId);
  const isOnly = scans.filter((scan) => scan.name.documentId === name.documentId).length === 1;
  if (isOnly) return here[0] ?? null;
  const number = plainNumber(name.number);
  return (
    here.find((result) => plainNumber(result.number) === number) ??
    here.find(({ evidence }) => evidence.some((one) => one.field === 'number' && one.scanned === number)) ??
    null
  );
}

function leftFirst<L extends CheckLine>(lines: readonly L[]): readonly L[] {
  return lines.toSorted((a, b) => Number(a.isSettled) - Number(b.isSettled));
}
