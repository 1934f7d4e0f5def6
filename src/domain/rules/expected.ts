import type { DocumentId, ExpectedInvoiceId } from '../ids.ts';
import type { InvoiceFields, InvoiceSource } from '../invoice.ts';
import type { EpochMs, LocalDate, MinorUnits } from '../units.ts';

/** One invoice the ERP expects under a bill number (提单人信息). */
export interface ExpectedInvoice {
  readonly id: ExpectedInvoiceId;
  readonly billNumber: string;
  readonly type: string;
  readonly code: string | null;
  readonly number: string;
  readonly date: LocalDate | null;
  readonly netMinor: MinorUnits | null;
  readonly totalMinor: MinorUnits | null;
  readonly currency: string;
  readonly sellerName: string | null;
  /** The 8 digits beside the 20 of a digitalised invoice on paper. */
  readonly paperNumber?: string | null | undefined;
  readonly checkCode?: string | null | undefined;
}

export type MatchVerdict = 'matched' | 'missing' | 'extra' | 'ambiguous' | 'duplicate' | 'mismatch';

export const evidenceFields = ['number', 'code', 'date', 'amount', 'checkCode'] as const;
export type EvidenceField = (typeof evidenceFields)[number];

/**
 * One field put side by side; values as text for showing, amounts as `12345.67`. Amounts may differ and agree: then they
 * are no further apart than the scheme lets them be.
 */
export interface FieldEvidence {
  readonly field: EvidenceField;
  readonly expected: string | null;
  readonly scanned: string | null;
  readonly agrees: boolean;
}

/** How an invoice came: as paper, or as the file that it is. */
export type InvoiceForm = 'paper' | 'electronic';

/** One field of one page that two sources give differently: a sign that it was tampered with, or misread. */
export interface SourceConflict {
  readonly field: EvidenceField;
  readonly source: InvoiceSource;
  readonly value: string;
  readonly otherSource: InvoiceSource;
  readonly otherValue: string;
}

/** Who decided by hand, when and why. */
export interface DecisionSign {
  readonly decisionId: string;
  readonly by: string;
  readonly at: EpochMs;
  readonly reason: string | null;
}

/** What a verdict goes by beyond the fields, and what else a person should know. */
export type MatchNote =
  /** A scan of this bill that came first is the same invoice. */
  | {
      readonly type: 'ScannedBefore';
      readonly documentId: DocumentId;
      readonly form: InvoiceForm | null;
      readonly otherForm: InvoiceForm | null;
    }
  /** The bill names the same invoice twice; this is the first. */
  | { readonly type: 'ExpectedTwice'; readonly expectedId: ExpectedInvoiceId }
  /** A bill that came before this one holds the invoice. */
  | {
      readonly type: 'HeldByBill';
      readonly billNumber: string;
      readonly form: InvoiceForm | null;
      readonly otherForm: InvoiceForm | null;
    }
  /** Nobody expects it here, but under another number. */
  | { readonly type: 'ExpectedByBill'; readonly billNumber: string }
  /** On an ambiguous scan: one of those it may be. */
  | {
      readonly type: 'MayBeExpected';
      readonly expectedId: ExpectedInvoiceId;
      readonly number: string;
      readonly code: string | null;
    }
  /** On an ambiguous expected invoice: one of the scans that may be it. */
  | { readonly type: 'MayBeScanned'; readonly documentId: DocumentId; readonly number: string }
  | ({ readonly type: 'SourcesDiffer' } & SourceConflict)
  /** A person paired the two (人工核签). */
  | ({ readonly type: 'Confirmed' } & DecisionSign)
  /** A person says that there is no paper for this expected invoice. */
  | ({ readonly type: 'NoPaper' } & DecisionSign)
  /** A person says that this scan is not to count. */
  | ({ readonly type: 'SetAside' } & DecisionSign)
  /** A person had decided here; the invoice is another one since. */
  | ({ readonly type: 'DecisionDropped' } & DecisionSign);

/**
 * Expected against scanned (匹配结果). Each expected invoice and each scanned one stands in exactly one result, together
 * where they are paired: `expectedId` is null where a scan stands alone, `documentId` where an expected invoice does.
 */
export interface MatchResult {
  readonly verdict: MatchVerdict;
  readonly expectedId: ExpectedInvoiceId | null;
  readonly documentId: DocumentId | null;
  readonly number: string;
  readonly amountMinor: MinorUnits | null;
  readonly currency: string;
  readonly evidence: readonly FieldEvidence[];
  readonly notes: readonly MatchNote[];
}

/** An invoice another bill holds, as far as it is known here. */
export interface HeldInvoice {
  readonly billNumber: string;
  readonly form: InvoiceForm | null;
  readonly invoice: InvoiceFields | null;
}
