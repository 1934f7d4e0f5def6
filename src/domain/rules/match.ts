import { noPaperNotes, pairsOf, setAsideNotes } from './decisions.ts';
import type { ExpectedInvoice, MatchNote, MatchResult } from './expected.ts';
import { invoiceKeys } from './invoice-key.ts';
import { type Candidates, groupByNumber } from './match-by-number.ts';
import { supportFor } from './match-evidence.ts';
import { type MatchContext, resultOf, secondScan, usualContext } from './match-result.ts';
import { type Scan, type ScannedDocument, scansOf } from './match-scan.ts';

/**
 * Compares what the ERP expects under one bill number with what was scanned. Results stand in expected order, then what
 * is left of the scans in scan order; each expected invoice and each scan stands in exactly one.
 *
 * One key means one invoice: it matches, or mismatches where date or amount differ; a second scan of it is a duplicate,
 * and so is a second expectation. Where a legacy code is unread, or the kind has no key, number, amount and date together
 * decide, and what may be more than one is ambiguous. Who is found for whom does not hang on the order of either side;
 * of several that are the same the first counts.
 */
export function matchBill(
  expected: readonly ExpectedInvoice[],
  scanned: readonly ScannedDocument[],
  context: MatchContext = usualContext,
): readonly MatchResult[] {
  const scans = scanned.flatMap(scansOf);
  const told: Told = { ofExpected: new Map(), ofScan: new Map() };
  const decisions = context.decisions ?? [];
  for (const { invoice, scan, note } of pairsOf(decisions, expected, scans)) {
    told.ofExpected.set(invoice, resultOf('matched', invoice, scan, [note], context));
    told.ofScan.set(scan, null);
  }
  matchByKey(expected, scans, told, context);
  const openExpected = expected.filter((invoice) => !told.ofExpected.has(invoice));
  const openScans = scans.filter((scan) => !told.ofScan.has(scan));
  for (const candidates of groupByNumber(openExpected, openScans, context.rules))
    settle(candidates, told, context);
  return [
    ...expected.map((invoice) => {
      const result = told.ofExpected.get(invoice) ?? resultOf('missing', invoice, null, [], context);
      return result.documentId === null ? noted(result, noPaperNotes(decisions, invoice.id)) : result;
    }),
    ...scans.flatMap((scan) => {
      const result = told.ofScan.has(scan)
        ? told.ofScan.get(scan)
        : resultOf('extra', null, scan, [], context);
      return result ? noted(result, setAsideNotes(decisions, scan)) : [];
    }),
  ];
}

/** A verdict stays what it is: what a person made of it stands beside it. */
function noted(result: MatchResult, notes: readonly MatchNote[]): MatchResult {
  return notes.length === 0 ? result : { ...result, notes: [...result.notes, ...notes] };
}

interface Told {
  readonly ofExpected: Map<ExpectedInvoice, MatchResult>;
  /** Null: told together with what was expected. */
  readonly ofScan: Map<Scan, MatchResult | null>;
}

function matchByKey(
  expected: readonly ExpectedInvoice[],
  scans: readonly Scan[],
  told: Told,
  context: MatchContext,
): void {
  const expectedByKey = new Map<string, ExpectedInvoice>();
  for (const invoice of expected) {
    if (told.ofExpected.has(invoice)) continue;
    const keys = invoiceKeys(invoice);
    const first = firstOf(keys, expectedByKey);
    if (first !== undefined) {
      const note: MatchNote = { type: 'ExpectedTwice', expectedId: first.id };
      told.ofExpected.set(invoice, resultOf('duplicate', invoice, null, [note], context));
      continue;
    }
    for (const key of keys) expectedByKey.set(key, invoice);
  }
  const scanByKey = new Map<string, Scan>();
  // What a person paired came first, wherever it lies: another sheet of it is a second one.
  for (const scan of told.ofScan.keys()) for (const key of scan.keys) scanByKey.set(key, scan);
  for (const scan of scans) {
    if (told.ofScan.has(scan)) continue;
    const first = firstOf(scan.keys, scanByKey);
    if (first !== undefined) {
      told.ofScan.set(scan, secondScan(scan, first, context));
      continue;
    }
    const invoice = firstOf(scan.keys, expectedByKey);
    if (invoice !== undefined && !told.ofExpected.has(invoice)) {
      const isContrary = supportFor(invoice, scan.invoice, context.rules) === 'contrary';
      pair(isContrary ? 'mismatch' : 'matched', invoice, scan, told, context);
    }
    // By a further key of the invoice it is expected under, a later scan is the same one.
    const keys = invoice === undefined ? scan.keys : [...scan.keys, ...invoiceKeys(invoice)];
    for (const key of keys) if (!scanByKey.has(key)) scanByKey.set(key, scan);
  }
}

function settle({ expected, scans, edges, by }: Candidates, told: Told, context: MatchContext): void {
  const [invoice] = expected;
  const [scan] = scans;
  if (invoice !== undefined && scan !== undefined && expected.length === 1 && scans.length === 1) {
    const support = supportFor(invoice, scan.invoice, context.rules);
    // A number alone, with neither amount nor date to go by, is no proof.
    const verdict = by === 'support' ? 'matched' : support === 'contrary' ? 'mismatch' : 'ambiguous';
    pair(verdict, invoice, scan, told, context);
    return;
  }
  for (const one of expected) {
    const notes = edges
      .filter(([candidate]) => candidate === one)
      .map(
        ([
          ,
          {
            documentId,
            invoice: { number },
          },
        ]): MatchNote => {
          return { type: 'MayBeScanned', documentId, number };
        },
      );
    told.ofExpected.set(one, resultOf('ambiguous', one, null, notes, context));
  }
  for (const one of scans) {
    const notes = edges
      .filter(([, candidate]) => candidate === one)
      .map(([{ id: expectedId, number, code }]): MatchNote => {
        return { type: 'MayBeExpected', expectedId, number, code };
      });
    told.ofScan.set(one, resultOf('ambiguous', null, one, notes, context));
  }
}

function pair(
  verdict: 'matched' | 'mismatch' | 'ambiguous',
  invoice: ExpectedInvoice,
  scan: Scan,
  told: Told,
  context: MatchContext,
): void {
  told.ofExpected.set(invoice, resultOf(verdict, invoice, scan, [], context));
  told.ofScan.set(scan, null);
}

function firstOf<T>(keys: readonly string[], byKey: ReadonlyMap<string, T>): T | undefined {
  return keys.map((key) => byKey.get(key)).find((value) => value !== undefined);
}
