import type { CaptureJob } from '../../contract/queries.ts';
import { type BillStanding, sentStanding } from '../../domain/rules/bill-standing.ts';
import type { MessageParams } from '../../i18n/text.ts';
import type { MessageKey } from '../../i18n/zh-CN.ts';
import type { Attention, AttentionReason } from '../station/attention.ts';
import { attentionOf } from '../station/attention.ts';
import type { OpenBatch } from '../station/projection.ts';
import type { BillView } from '../station/tree-index.ts';

/** What a bill needs next, in one chip. */
export interface Need {
  readonly tone: 'quiet' | 'busy' | 'warn' | 'bad' | 'done';
  readonly key: MessageKey;
  readonly params: MessageParams;
}

/**
 * Blocking reasons first, in the order an operator mends them. What the machine was merely not sure of at a page (its
 * turn, its lean, its resolution) is marked there and makes no ready bill unready.
 */
const reasonOrder = [
  'Returned',
  'NumberMissing',
  'BillEmpty',
  'CoverMissing',
  'NumberDoubled',
  'InvoiceSubmittedBefore',
  'InvoiceDoubled',
  'InvoiceUnread',
  'PageDamaged',
  'PageParked',
  'PageUnread',
  'QualityUnaccepted',
  'CountDiffers',
  'PaperPending',
  'mismatch',
  'SourcesDiffer',
  'ambiguous',
  'missing',
  'extra',
  'duplicate',
  'DoubleFeed',
  'LengthOdd',
] as const satisfies readonly AttentionReason[];

export function needOf(batch: OpenBatch, view: BillView): Need {
  const status = batch.statuses.get(view.bill.id);
  if (view.bill.state === 'submitted') {
    const standing = status ? sentStanding(status) : 'queued';
    return { tone: standingTones[standing], key: `standing.${standing}`, params: {} };
  }
  const job = captureInto(batch, view);
  if (job) return { tone: 'busy', key: job.kind === 'scan' ? 'need.scanning' : 'need.importing', params: {} };
  if (view.unread > 0) return { tone: 'busy', key: 'need.reading', params: {} };
  const mine = attentionByBill(batch).get(view.bill.id) ?? [];
  for (const reason of reasonOrder) {
    const count = mine.filter((attention) => attention.reason === reason).length;
    const first = mine.find((attention) => attention.reason === reason);
    if (first) return { tone: first.tone, key: `need.${reason}`, params: { count } };
  }
  return { tone: standingTones.ready, key: 'need.ready', params: {} };
}

export const standingTones = {
  draft: 'warn',
  ready: 'done',
  queued: 'busy',
  uploading: 'busy',
  accepted: 'busy',
  matching: 'busy',
  matched: 'done',
  matchFailed: 'warn',
  submitting: 'busy',
  submitted: 'done',
  submitFailed: 'bad',
  parked: 'bad',
  mending: 'warn',
  exported: 'quiet',
  discarded: 'quiet',
  returned: 'warn',
} as const satisfies Record<BillStanding, Need['tone']>;

/** The last bill takes the next sheet or page while a capture runs; null where none comes into this one. */
function captureInto(batch: OpenBatch, view: BillView): CaptureJob | null {
  if (view.position !== batch.tree.bills.size) return null;
  for (const job of batch.captureJobs.values()) if (job.state === 'running') return job;
  return null;
}

const byBill = new WeakMap<readonly Attention[], ReadonlyMap<string, readonly Attention[]>>();
function attentionByBill(batch: OpenBatch): ReadonlyMap<string, readonly Attention[]> {
  const all = attentionOf(batch);
  const grouped = byBill.get(all) ?? Map.groupBy(all, (attention) => attention.billId);
  byBill.set(all, grouped);
  return grouped;
}
