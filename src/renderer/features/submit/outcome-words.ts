import type { BillStatus } from '../../../contract/queue-shapes.ts';
import { erpStepOf, type SentStanding, sentStanding } from '../../../domain/rules/bill-standing.ts';
import type { Text } from '../../../i18n/text.ts';
import type { MessageKey } from '../../../i18n/zh-CN.ts';

/** The three outcomes of a submission (情形一、二、三), and what has no outcome yet. */
export const outcomes = ['pending', 'automatic', 'manual', 'failed', 'matched'] as const;
export type Outcome = (typeof outcomes)[number];

const byStanding: Readonly<Record<SentStanding, Outcome>> = {
  queued: 'pending',
  uploading: 'pending',
  accepted: 'pending',
  matching: 'pending',
  parked: 'pending',
  mending: 'pending',
  exported: 'pending',
  discarded: 'pending',
  submitting: 'automatic',
  submitted: 'automatic',
  submitFailed: 'automatic',
  matched: 'matched',
  matchFailed: 'failed',
  returned: 'failed',
};

/** `matched`: all matched, and there is no ERP to hand it to. */
export function outcomeOf(status: BillStatus): Outcome {
  const outcome = byStanding[sentStanding(status)];
  return outcome === 'matched' && status.handOver?.state === 'waiting' ? 'manual' : outcome;
}

interface ErpWords {
  readonly tone: 'quiet' | 'warn' | 'bad';
  readonly reason: string | null;
  readonly todo: string;
}

/** How it stands at the ERP and what to do; null where nobody has to do anything. */
export function erpWords({ handOver, stage }: BillStatus, text: Text): ErpWords | null {
  if (handOver === null || handOver.state === 'submitted') return null;
  const reason = handOver.reason === null ? null : text('erp.reason', { reason: handOver.reason });
  const step = erpStepOf(handOver, stage);
  if (handOver.state === 'submit-failed') {
    const key: MessageKey =
      step === 'submit-looked-up' ? 'erp.unknown.explain' : 'standing.submitFailed.explain';
    return { tone: 'bad', reason, todo: text(key) };
  }
  // Its button says that it waits; under way at the first try there is nothing to tell, after it why it is not there yet.
  return handOver.state === 'waiting' || reason === null
    ? null
    : { tone: 'quiet', reason, todo: text('standing.submitting.explain') };
}
