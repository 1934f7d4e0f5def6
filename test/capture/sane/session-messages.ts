import type { SaneLimits } from '../../../src/capture/sane/limits.ts';
import type { Reach, ScanEvent, ScanRequest } from '../../../src/contract/workers.ts';

/** What happens at the test device while it scans. */
export interface Script {
  /** Options set right before side `at` (from 0), in this order. */
  readonly steps: readonly { readonly at: number; readonly name: string; readonly value: string }[];
  /** Waited before each side. */
  readonly paceMs: number;
}

export interface SessionRequest {
  readonly sane: Reach['sane'];
  readonly limits: SaneLimits | null;
  /** Another name than libsane's own. */
  readonly library: string | null;
  readonly script: Script;
  readonly call:
    | { readonly type: 'list' }
    | { readonly type: 'capabilities'; readonly deviceId: string }
    | { readonly type: 'scan'; readonly request: ScanRequest };
}

export type SessionReply =
  | { readonly type: 'answer'; readonly value: unknown }
  | { readonly type: 'event'; readonly event: ScanEvent }
  | { readonly type: 'done' }
  | { readonly type: 'threw'; readonly detail: string };
