import type { DocumentId, ExpectedInvoiceId } from '../ids.ts';
import type { InvoiceFields } from '../invoice.ts';
import type { DecisionSign, ExpectedInvoice, MatchNote, MatchResult } from './expected.ts';
import type { Scan } from './match-scan.ts';

/** What tells a scan from the others of its bill. */
export interface ScanName extends Pick<InvoiceFields, 'code' | 'number'> {
  readonly documentId: DocumentId;
}

/** What a person made of a bill that was not matched (人工核签); it holds while the invoices it is about stay as they were. */
export type Decision = {
  readonly sign: DecisionSign;
} & (
  | { readonly type: 'pair'; readonly expectedId: ExpectedInvoiceId; readonly scan: ScanName }
  | { readonly type: 'no-paper'; readonly expectedId: ExpectedInvoiceId }
  | { readonly type: 'set-aside'; readonly scan: ScanName }
);

/** Whether nothing is left to do about a result: it matches, or a person said why it need not. */
export function isSettled({ verdict, notes }: Pick<MatchResult, 'verdict' | 'notes'>): boolean {
  return verdict === 'matched' || notes.some(({ type }) => type === 'NoPaper' || type === 'SetAside');
}

/** The decision in force that a result stands on; null for none. */
export function decisionOf({ notes }: Pick<MatchResult, 'notes'>): (MatchNote & DecisionSign) | null {
  for (const note of notes)
    if (note.type === 'Confirmed' || note.type === 'NoPaper' || note.type === 'SetAside') return note;
  return null;
}

export function isNamed(scan: Scan, { documentId, code, number }: ScanName): boolean {
  return scan.documentId === documentId && scan.invoice.number === number && scan.invoice.code === code;
}

/** The pairs of a person, found among what is expected and scanned; one of which a side is gone is passed over. */
export function pairsOf(
  decisions: readonly Decision[],
  expected: readonly ExpectedInvoice[],
  scans: readonly Scan[],
): readonly { readonly invoice: ExpectedInvoice; readonly scan: Scan; readonly note: MatchNote }[] {
  return decisions.flatMap((decision) => {
    if (decision.type !== 'pair') return [];
    const invoice = expected.find(({ id }) => id === decision.expectedId);
    const scan = scans.find((one) => isNamed(one, decision.scan));
    const note: MatchNote = { type: 'Confirmed', ...decision.sign };
    return invoice === undefined || scan === undefined ? [] : [{ invoice, scan, note }];
  });
}

/** What a person said of an expected invoice that stands alone. */
export function noPaperNotes(
  decisions: readonly Decision[],
  expectedId: ExpectedInvoiceId,
): readonly MatchNote[] {
  return decisions.flatMap((decision) =>
    decision.type === 'no-paper' && decision.expectedId === expectedId
      ? [{ type: 'NoPaper' as const, ...decision.sign }]
      : [],
  );
}

/** What a person said of a scan that stands alone. */
export function setAsideNotes(decisions: readonly Decision[], scan: Scan): readonly MatchNote[] {
  return decisions.flatMap((decision) =>
    decision.type === 'set-aside' && isNamed(scan, decision.scan)
      ? [{ type: 'SetAside' as const, ...decision.sign }]
      : [],
  );
}
