import type { QueueTotals } from '../../../contract/queue-shapes.ts';
import type { SentStanding } from '../../../domain/rules/bill-standing.ts';

/** What the queue can be narrowed to; what an operator takes for one thing is one choice. */
export const queueFilters = {
  all: [],
  sending: ['queued', 'uploading'],
  matching: ['accepted', 'matching'],
  matched: ['matched'],
  matchFailed: ['matchFailed'],
  submitting: ['submitting'],
  submitted: ['submitted'],
  submitFailed: ['submitFailed'],
  parked: ['parked'],
  mending: ['mending'],
  exported: ['exported'],
  discarded: ['discarded'],
  returned: ['returned'],
} as const satisfies Record<string, readonly SentStanding[]>;
export type QueueFilter = keyof typeof queueFilters;

export const queueFilterNames = Object.keys(queueFilters) as readonly QueueFilter[];

/** How many bills a choice shows. */
export function countIn(filter: QueueFilter, { counts }: Pick<QueueTotals, 'counts'>): number {
  const standings: readonly SentStanding[] = queueFilters[filter];
  const all = Object.entries(counts) as readonly [SentStanding, number][];
  return all.reduce(
    (sum, [standing, count]) => (standings.length === 0 || standings.includes(standing) ? sum + count : sum),
    0,
  );
}
