import type { Decision } from './decisions.ts';
import type { ExpectedInvoice, HeldInvoice, MatchNote, MatchResult, MatchVerdict } from './expected.ts';
import { comparedOf, evidenceOf } from './match-evidence.ts';
import type { Scan } from './match-scan.ts';
import { type CompareRules, usualCompare } from './scheme.ts';

/** What of the world beyond the bill bears on its match. By key; a station knows less of it than the service. */
export interface MatchContext {
  readonly rules: CompareRules;
  /** Invoices that a bill before this one holds. */
  readonly heldBy: ReadonlyMap<string, HeldInvoice>;
  /** The number of another bill under which an invoice is expected; null where there is none. */
  readonly expectedBy: (key: string) => string | null;
  /** What persons decided of the bill by hand. */
  readonly decisions?: readonly Decision[];
}

export const usualContext: MatchContext = {
  rules: usualCompare,
  heldBy: new Map(),
  expectedBy: () => null,
};

/** A result with all that is to be said of it. What another bill holds is a duplicate whatever else it would be. */
export function resultOf(
  verdict: MatchVerdict,
  expected: ExpectedInvoice | null,
  scan: Scan | null,
  notes: readonly MatchNote[],
  context: MatchContext,
): MatchResult {
  const held = scan === null ? null : firstFound(scan, (key) => context.heldBy.get(key) ?? null);
  const elsewhere = scan === null || verdict !== 'extra' ? null : firstFound(scan, context.expectedBy);
  const told: MatchNote[] = [...notes];
  if (held !== null && scan !== null) {
    const { billNumber, form: otherForm } = held;
    told.push({ type: 'HeldByBill', billNumber, form: scan.form, otherForm });
  }
  if (elsewhere !== null) told.push({ type: 'ExpectedByBill', billNumber: elsewhere });
  for (const conflict of scan?.conflicts ?? []) told.push({ type: 'SourcesDiffer', ...conflict });
  const against = expected ?? (held?.invoice ? comparedOf(held.invoice) : null);
  return {
    verdict: held === null ? verdict : 'duplicate',
    expectedId: expected?.id ?? null,
    documentId: scan?.documentId ?? null,
    number: expected?.number ?? scan?.invoice.number ?? '',
    amountMinor:
      expected === null
        ? (scan?.invoice.totalMinor ?? scan?.invoice.amountMinor ?? null)
        : (expected.totalMinor ?? expected.netMinor),
    currency: expected?.currency ?? scan?.invoice.currency ?? '',
    evidence: against === null || scan === null ? [] : evidenceOf(against, scan.invoice, context.rules),
    notes: told,
  };
}

/** A further scan of an invoice: its evidence is against the scan that came first. */
export function secondScan(scan: Scan, first: Scan, context: MatchContext): MatchResult {
  const note: MatchNote = {
    type: 'ScannedBefore',
    documentId: first.documentId,
    form: scan.form,
    otherForm: first.form,
  };
  const evidence = evidenceOf(comparedOf(first.invoice), scan.invoice, context.rules);
  return { ...resultOf('duplicate', null, scan, [note], context), evidence };
}

function firstFound<T>({ keys }: Scan, find: (key: string) => T | null): T | null {
  for (const key of keys) {
    const value = find(key);
    if (value !== null) return value;
  }
  return null;
}
