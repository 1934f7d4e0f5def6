import type { Kysely, Transaction } from 'kysely';

/**
 * Columns are text and bigint only (JSON as text, instants as epoch milliseconds), so that the same queries run on
 * SQLite and PostgreSQL.
 */
export interface Tables {
  readonly service_fact: { readonly name: string; readonly value: string };
  /** Numbers that must be handed out in commit order: the row is locked until its transaction ends. */
  readonly counter: { readonly name: string; readonly value: number };
  /** Every revision ever accepted; rows are added, never changed. */
  readonly revision: {
    readonly station_id: string;
    readonly bill_uuid: string;
    readonly n: number;
    readonly bill_number: string;
    readonly digest: string;
    readonly manifest: string;
    readonly receipt: string;
    readonly received_at: number;
  };
  /** Latest revision of each bill and how it was matched. `state` is a wire `billState`. */
  readonly bill: {
    readonly station_id: string;
    readonly bill_uuid: string;
    readonly bill_number: string;
    readonly latest: number;
    readonly state: string;
  };
  /** Which bill's latest revision holds which invoice; the lowest `claim` came first and owns it. */
  readonly scanned_invoice: {
    readonly invoice_key: string;
    readonly station_id: string;
    readonly bill_uuid: string;
    readonly claim: number;
  };
  /** What the ERP expects, by bill number. `invoices` is a JSON array of expected invoices. */
  readonly expected_bill: { readonly bill_number: string; readonly invoices: string };
  /** What the ERP said of a bill besides its invoices. */
  readonly announced_bill: {
    readonly bill_number: string;
    readonly bill_type: string | null;
    readonly erp_bill_id: string | null;
  };
  /** The outbox to the ERP: one row a revision. `next_at`: when it is due; while somebody works on it, when his lease ends. */
  readonly hand_over: {
    readonly id: string;
    readonly station_id: string;
    readonly bill_uuid: string;
    readonly n: number;
    /** `accepted`: the ERP said that it has it and works on it; asked on, but nothing waits for it. */
    readonly state: 'waiting' | 'queued' | 'sending' | 'asking' | 'accepted' | 'submitted' | 'failed';
    readonly attempt: number;
    /** Asked in a row without an answer. */
    readonly asks: number;
    readonly next_at: number;
    /** Who works on it; '' for nobody. */
    readonly lease: string;
    readonly reason: string | null;
    readonly reference: string | null;
    /** Match results it goes with, JSON. */
    readonly results: string;
    readonly changed_at: number;
  };
  /** A connector's own lines about a hand-over. */
  readonly hand_over_note: { readonly hand_over_id: string; readonly step: string; readonly content: string };
  /** The keys of the invoices in `expected_bill`: which bill number expects an invoice. */
  readonly expected_key: { readonly invoice_key: string; readonly bill_number: string };
  /** What persons decided of bills that were not matched; rows end, and are never deleted. */
  readonly manual_check: {
    readonly station_id: string;
    readonly bill_uuid: string;
    readonly decision_id: string;
    /** The order they were made in, over all bills. */
    readonly made: number;
    readonly revision: number;
    /** A wire `decisionContent`, JSON. */
    readonly content: string;
    readonly invoice_number: string;
    /** What the invoices were like that it is about: another one there, and it no longer holds. */
    readonly about: string;
    readonly operator: string;
    readonly made_at: number;
    readonly state: 'in-force' | 'undone' | 'dropped';
    readonly ended_by: string | null;
    readonly ended_at: number | null;
    readonly ended_why: 'expected-changed' | 'scan-changed' | 'superseded' | null;
    /** The revision by which it was dropped. */
    readonly ended_revision: number | null;
  };
  /** Revisions that were sent back; `pages` is JSON. */
  readonly bill_return: {
    readonly station_id: string;
    readonly bill_uuid: string;
    readonly revision: number;
    readonly operator: string;
    readonly at: number;
    readonly reason: string;
    readonly pages: string;
  };
  /** `bill` as the lists show, filter and sort it. `line` is a wire `billLine`. */
  readonly bill_line: {
    readonly station_id: string;
    readonly bill_uuid: string;
    readonly bill_number: string;
    readonly batch: string;
    readonly operator: string;
    readonly received_at: number;
    readonly state: string;
    readonly line: string;
  };
  /** Where a station's audit trail stood at a submission; an entry told twice keeps the hash it was told with first. */
  readonly audit_head: {
    readonly station_id: string;
    readonly entry: number;
    readonly hash: string;
    readonly station_seq: number;
  };
  /** Submissions whose audit trail does not fit what the station told before. */
  readonly audit_break: {
    readonly station_id: string;
    readonly bill_uuid: string;
    readonly n: number;
    readonly found_at: number;
    readonly why: string;
  };
  /** Every book of schemes there ever was, the ERP's and the service's own; rows are added, never changed. */
  readonly scheme_edition: {
    readonly revision: number;
    readonly kept_by: 'service' | 'erp';
    /** '' where no person made it so. */
    readonly operator: string;
    readonly station_id: string;
    readonly kept_at: number;
    /** A `SchemeBook`, JSON. */
    readonly book: string;
  };
  /** The type a bill was last judged by: it keeps it when the type is retired, and what it names is not removed. */
  readonly typed_bill: {
    readonly station_id: string;
    readonly bill_uuid: string;
    readonly bill_type: string;
  };
  /** One-time codes, by their hash; `enrolment_id`: what one was used for. */
  readonly enrolment_code: {
    readonly code_hash: string;
    readonly name: string;
    readonly expires_at: number;
    readonly enrolment_id: string | null;
  };
  /** Stations with tokens of their own. Rows end, and are never deleted. Tokens are kept as their hashes. */
  readonly enrolment: {
    readonly id: string;
    readonly station_id: string;
    readonly name: string;
    readonly enrolled_at: number;
    readonly seen_at: number;
    /** How often the refresh token was rotated. */
    readonly generation: number;
    readonly refresh_hash: string;
    readonly access_hash: string;
    readonly access_until: number;
    /** First use of this generation's access token: the station has stored it. Null: its answer may have been lost. */
    readonly used_at: number | null;
    readonly ended_at: number | null;
    readonly ended_why: 'revoked' | 'replaced' | 'reuse' | null;
  };
  /** What was done about enrolments, in order; rows are added, never changed. */
  readonly enrolment_event: {
    readonly seq: number;
    readonly at: number;
    readonly act: 'code-made' | 'enrolled' | 'revoked' | 'replaced' | 'reuse';
    readonly name: string;
    readonly station_id: string | null;
    readonly asked_by: string | null;
  };
  /** Latest change of each subject; a newer one takes the older one's place. `station_id` is '' for every station. */
  readonly change: {
    readonly seq: number;
    readonly station_id: string;
    readonly subject: string;
    readonly content: string;
  };
}

export type Db = Kysely<Tables>;
export type Tx = Transaction<Tables>;
