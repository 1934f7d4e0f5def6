import type { Manifest } from '../../contract/wire.ts';
import type { MatchResult } from '../../domain/rules/expected.ts';
import type { Sha256 } from '../../domain/units.ts';

/**
 * The one door to an ERP. The queue calls `handOver` for a revision that is to be submitted, `ask` for one whose fate is
 * open. A connector never sends a write twice by itself: when the line breaks after the first byte of a write it
 * answers `unknown`, and the queue decides. It throws for bugs only; a throw is taken as `unknown`.
 */
export interface ErpPort {
  /** Name of the connector in logs, metrics and failures: `platen`, `kingdee`, `webhook`. */
  readonly name: string;
  /** Sends a revision. May run again for the same `id`, from another process too, after `try-later` or `absent`. */
  handOver(handOver: HandOver, signal: AbortSignal): Promise<HandOverOutcome>;
  /** Asks, without writing, what became of it. Called after `unknown`, and while `accepted` was not `final`. */
  ask(handOver: HandOver, signal: AbortSignal): Promise<AskOutcome>;
  /**
   * A person wants to know whether the ERP is there and takes us. Writes nothing; signs in anew, also where a refused
   * sign-in rests.
   */
  probe(signal: AbortSignal): Promise<ProbeOutcome>;
  /**
   * The ERP's own page that shows how a bill matches, as an address with a key in it that lets in whoever opens it: made
   * anew at each call, and to be kept and logged nowhere. Changes nothing of the bill.
   */
  matchPage(billNumber: string, signal: AbortSignal): Promise<MatchPageOutcome>;
}

export type MatchPageOutcome =
  | { readonly type: 'page'; readonly address: string }
  /** This ERP has no such page. */
  | { readonly type: 'no-page' }
  | { readonly type: 'no-secret' }
  /** It did not take who asks, in its own words. */
  | { readonly type: 'refused'; readonly detail: string }
  /** It took who asks, and gives no page for this bill: most likely it does not have it. In its own words. */
  | { readonly type: 'not-given'; readonly detail: string }
  | { readonly type: 'unreachable'; readonly detail: string };

export type ProbeOutcome =
  /** It answered, and took who asks. */
  | { readonly type: 'ready' }
  /** The key store holds nothing to sign in with. */
  | { readonly type: 'no-secret' }
  /** It answered, and did not take who asks, in its own words. */
  | { readonly type: 'refused'; readonly detail: string }
  /** No answer, or none of such an ERP. */
  | { readonly type: 'unreachable'; readonly detail: string }
  /** There is nothing that could be asked without sending a bill. */
  | { readonly type: 'not-askable' };

/** One bill revision on its way to the ERP, with everything a connector may send. */
export interface HandOver {
  /** The same for every attempt at this revision: the idempotency key. */
  readonly id: string;
  /** 1 for the first attempt. */
  readonly attempt: number;
  readonly stationId: string;
  readonly billUuid: string;
  readonly revision: number;
  readonly digest: Sha256;
  /** The canonical manifest: bill number, documents in their order, pages in theirs, invoices read. */
  readonly manifest: Manifest;
  readonly results: readonly MatchResult[];
  /** What the ERP said of the bill when it announced it; null when it never did. */
  readonly announced: AnnouncedBill | null;
  /** Code of its type: as the ERP announced it, else as its number says by the schemes' types; null: neither says. */
  readonly billType: string | null;
  /** What the ERP called it when it accepted it; null before. */
  readonly reference: string | null;
  /** Bytes of a page (`page.sha256`: the finished picture). Throws when the blob is gone or does not have its hash. */
  readBlob(sha256: Sha256): Promise<Uint8Array>;
  /** Whether the service is about to stop: between two writes a connector ends there with `try-later`. */
  isStopping(): boolean;
  /**
   * The connector's own lines about this hand-over, kept by the service and durable when `note` returns: what is about to
   * be sent, what came back. They outlive the process; no secrets in them.
   */
  readonly journal: HandOverJournal;
}

export interface AnnouncedBill {
  readonly billNumber: string;
  /** Code of the bill type; null when the ERP did not say. */
  readonly billType: string | null;
  /** The ERP's own unchanging id of the bill; null when it did not say. */
  readonly erpBillId: string | null;
}

export interface HandOverJournal {
  /** Last text noted under `step`; null when none was. */
  recall(step: string): Promise<string | null>;
  note(step: string, text: string): Promise<void>;
}

export type HandOverOutcome =
  /** The ERP has it. `final`: that was all; `ask`: it works on it, ask until it is through. */
  | { readonly type: 'accepted'; readonly reference: string | null; readonly then: 'final' | 'ask' }
  /** The ERP said no; stays so until somebody changes something. `reason` is shown to the operator. */
  | { readonly type: 'refused'; readonly reason: string }
  /** Nothing was written at the ERP (no connection, 429, 503, signed out); sending again is safe. */
  | { readonly type: 'try-later'; readonly reason: string; readonly afterMs: number | null }
  /** A write may have arrived. The queue asks before it sends again. */
  | { readonly type: 'unknown'; readonly reason: string };

export type AskOutcome =
  | { readonly type: 'accepted'; readonly reference: string | null; readonly then: 'final' | 'ask' }
  | { readonly type: 'refused'; readonly reason: string }
  /** The ERP has certainly not got it: the queue sends again. */
  | { readonly type: 'absent' }
  /** There was nobody to ask: asked again for as long as it takes, since an outage of a day decides nothing. */
  | { readonly type: 'out-of-reach'; readonly reason: string; readonly afterMs: number | null }
  /** Could not be told; asked again later, and at last shown to the operator as unknown. */
  | { readonly type: 'unknown'; readonly reason: string };
