import type { ListPage, ListRequest } from '../../contract/bill-list.ts';
import type { CheckedBill, CheckReply, DecisionContent } from '../../contract/check.ts';
import type { CommandParsed } from '../../contract/commands.ts';
import type { ErpWayTold } from '../../contract/erp-way.ts';
import type { StationError } from '../../contract/errors.ts';
import type { SchemeBookReply } from '../../contract/scheme-book.ts';
import type { BillReturn, ErpTest, HandOverState } from '../../contract/wire.ts';
import type { BillId } from '../../domain/ids.ts';
import type { Result } from '../../domain/result.ts';
import type { SchemeBook } from '../../domain/rules/scheme.ts';
import type { EpochMs, Sha256 } from '../../domain/units.ts';
import type { OutboxEntry } from './store.ts';

/** How each bill stands at the ERP after the service was told to submit it, or why it could not be told. */
export type ErpAnswers = ReadonlyMap<BillId, Result<HandOverState | null, StationError>>;

/** What persons do at the service; a refusal, or a service out of reach, is an error. */
export interface Desk {
  check(bill: CheckedBill): Promise<Result<CheckReply, StationError>>;
  /** Taken once, also where the answer was lost on the way and it is sent again. */
  decide(
    bill: CheckedBill,
    word: { readonly operator: string; readonly verdict: string; readonly decision: DecisionContent },
  ): Promise<Result<{ readonly decisionId: string; readonly check: CheckReply }, StationError>>;
  undo(
    bill: CheckedBill,
    decisionId: string,
    word: { readonly operator: string; readonly verdict: string },
  ): Promise<Result<CheckReply, StationError>>;
  sendBack(bill: CheckedBill, word: Omit<BillReturn, 'at'>): Promise<Result<null, StationError>>;
  /** What the service keeps under this hash for the bill; not checked against the hash yet. */
  picture(
    bill: CheckedBill,
    sha256: Sha256,
  ): Promise<Result<{ readonly bytes: Uint8Array<ArrayBuffer>; readonly mime: string }, StationError>>;
  /** The address of the ERP's own page of how it matches, with a key in it, made anew each time. */
  matchPage(bill: CheckedBill): Promise<Result<string, StationError>>;
  list(request: ListRequest): Promise<Result<ListPage, StationError>>;
  schemes(): Promise<Result<SchemeBookReply, StationError>>;
  /** `revision`: what the book was made from; when it is another by now nothing is written. */
  saveSchemes(word: {
    readonly revision: number;
    readonly operator: string;
    readonly book: SchemeBook;
  }): Promise<Result<SchemeBookReply, StationError>>;
}

/** What the service says of the pictures it was sent. */
export interface ServicePictures {
  /** The service's time at its last answer, asked for now; null: out of reach. */
  heardAt(): Promise<EpochMs | null>;
  /** Whether the service has this very revision as its latest, not sent back, with every picture of it. */
  has(entry: OutboxEntry): Promise<'yes' | 'no' | 'out of reach'>;
  /** A picture as it was sent; null where the service does not have it, or cannot be asked. */
  picture(sha256: Sha256): Promise<Uint8Array | null>;
}

/** Where bills go from this station (对接 ERP): set up, tested, told. */
export interface ErpWay {
  read(): Promise<ErpWayTold>;
  save(input: CommandParsed<'erp.save'>): Promise<Result<Record<string, never>, StationError>>;
  test(): Promise<Result<ErpTest, StationError>>;
}

/** The way to a token of this station's own. */
export interface EnrolPort {
  /** Where IT says that the bills go; null: nobody said. */
  givenAddress(): string | null;
  /** Gives the name the station has at the service. */
  enrol(address: string, code: string): Promise<Result<string, StationError>>;
}
