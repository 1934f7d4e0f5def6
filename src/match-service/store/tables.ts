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
