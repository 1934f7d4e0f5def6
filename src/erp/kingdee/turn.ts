import type { EpochMs } from '../../domain/units.ts';
import type { HandOver, HandOverOutcome } from '../../match-service/erp/erp-port.ts';
import type { KingdeeApi } from './api.ts';
import type { KingdeeConfig } from './config.ts';
import type { KingdeeJournal } from './journal.ts';
import type { SignInFailure } from './session.ts';

/** Everything one bill's turn at the API needs. */
export interface Turn {
  readonly config: KingdeeConfig;
  readonly api: KingdeeApi;
  readonly handOver: HandOver;
  readonly journal: KingdeeJournal;
  readonly now: () => EpochMs;
  readonly newId: () => string;
  readonly signal: AbortSignal;
}

/** A turn that may write. */
export interface WriteTurn extends Turn {
  /** As the interfaces want it: the plain code. */
  readonly billType: string;
}

/** Nothing was written: the call that would have written was never made. */
export function tryLater({ detail, retryAfterMs }: SignInFailure): HandOverOutcome {
  return { type: 'try-later', reason: detail, afterMs: retryAfterMs };
}

/** What the server knows a bill by. */
export function referenceOf({ config, handOver }: Pick<Turn, 'config' | 'handOver'>): string {
  return `${config.resource}/${handOver.manifest.billNumber}`;
}
