/** Where a submitted bill stands, in the words of the operator. */
export const sentStandings = [
  'queued',
  'uploading',
  'accepted',
  'matching',
  'matched',
  'matchFailed',
  'submitting',
  'submitted',
  'submitFailed',
  'parked',
  'mending',
  'exported',
  'discarded',
  'returned',
] as const;
export type SentStanding = (typeof sentStandings)[number];

/** From the first sheet on: the first two are of open bills. */
export const billStandings = ['draft', 'ready', ...sentStandings] as const;
export type BillStanding = (typeof billStandings)[number];

/**
 * What a person decided of a revision that the service does not have: until it is taken back or submitted anew, it is not
 * sent. `exported`: another station has it by a file and sends it; `from`: how it stood before.
 */
export type Held =
  | { readonly type: 'mending'; readonly by: string; readonly at: number }
  | {
      readonly type: 'exported';
      readonly by: string;
      readonly at: number;
      readonly file: string;
      readonly from: 'queued' | 'parked';
    }
  | { readonly type: 'discarded'; readonly by: string; readonly at: number; readonly reason: string };

/** What is known of a submitted revision: its way to the service, what came of it there, and at the ERP. */
export interface SentFacts {
  readonly stage: 'queued' | 'sending' | 'accepted' | 'matched' | 'unmatched' | 'parked';
  /** Only of a parked one. */
  readonly held: Pick<Held, 'type'> | null;
  /** Null until the service has said anything of it. */
  readonly results: readonly unknown[] | null;
  /** Sent back for re-scan. */
  readonly returned: object | null;
  readonly handOver: { readonly state: 'waiting' | 'submitting' | 'submitted' | 'submit-failed' } | null;
}

/**
 * Where a submitted revision stands. What the ERP said of it goes before its match: a bill that is there is not
 * fetched back by invoices that are expected otherwise since.
 */
export function sentStanding({ stage, held, results, handOver, returned }: SentFacts): SentStanding {
  if (stage === 'parked') return held?.type ?? stage;
  if (stage === 'queued') return stage;
  if (stage === 'sending') return 'uploading';
  if (returned !== null) return 'returned';
  if (handOver !== null && handOver.state !== 'waiting') return erpStandings[handOver.state];
  // Known to the service, but the ERP has not said yet what it expects under this number.
  if (stage === 'accepted') return results === null ? 'accepted' : 'matching';
  return stage === 'matched' ? 'matched' : 'matchFailed';
}

const erpStandings = {
  submitting: 'submitting',
  submitted: 'submitted',
  'submit-failed': 'submitFailed',
} as const;

/** Where a bill stands: an open one by what is wrong with it, a submitted one by what is known of its latest revision. */
export function billStanding(
  bill: { readonly state: 'open' | 'submitted'; readonly problems: number },
  sent: SentFacts | null,
): BillStanding {
  if (bill.state === 'open') return bill.problems > 0 ? 'draft' : 'ready';
  return sent === null ? 'queued' : sentStanding(sent);
}

/** What a person may do about the hand-over to the ERP. */
export type ErpStep =
  /** Submit it; or, after a refusal, once more. */
  | 'submit'
  /** Only after it was looked up there: the ERP may have it. */
  | 'submit-looked-up'
  | 'none';

export function erpStepOf(
  handOver: { readonly state: string; readonly fate: string } | null,
  stage: SentFacts['stage'],
): ErpStep {
  if (handOver === null || stage === 'queued' || stage === 'sending' || stage === 'parked') return 'none';
  if (handOver.state === 'waiting') return 'submit';
  if (handOver.state !== 'submit-failed') return 'none';
  return handOver.fate === 'unknown' ? 'submit-looked-up' : 'submit';
}

/** Whether the ERP shows in a page of its own how a bill matches: only Kingdee does, of what it may have. */
export function erpPageOf(
  handOver: { readonly state: string; readonly reference: string | null; readonly connector: string } | null,
): 'there' | 'not-there-yet' | 'none' {
  if (handOver?.connector !== 'kingdee') return 'none';
  // One of unknown fate, and one that was refused, are what a person wants to look up.
  const mayHaveIt =
    handOver.reference !== null || handOver.state === 'submitted' || handOver.state === 'submit-failed';
  return mayHaveIt ? 'there' : 'not-there-yet';
}
