import type { DocumentId, ExpectedInvoiceId } from '../ids.ts';
import type { LocalDate, MinorUnits } from '../units.ts';

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
}

export type MatchVerdict = 'matched' | 'missing' | 'extra' | 'ambiguous' | 'duplicate' | 'mismatch';

/** One field put side by side; values as text for showing, amounts as `12345.67`. */
export interface FieldEvidence {
  readonly field: 'number' | 'code' | 'date' | 'amount';
  readonly expected: string | null;
  readonly scanned: string | null;
  readonly agrees: boolean;
}

/** Expected against scanned (匹配结果). `expectedId` is null for extra, `documentId` null for missing. */
export interface MatchResult {
  readonly verdict: MatchVerdict;
  readonly expectedId: ExpectedInvoiceId | null;
  readonly documentId: DocumentId | null;
  readonly number: string;
  readonly amountMinor: MinorUnits | null;
  readonly currency: string;
  readonly evidence: readonly FieldEvidence[];
}
