import type { BatchId, BillId } from '../../domain/ids.ts';
import type { OutboxEntry } from '../ports/store.ts';
import { parsedOrNull } from './tree-columns.ts';

/** Columns of the outbox that say whose revision it is and how far it has come. */
export interface WayRow {
  readonly bill_id: BillId;
  readonly batch_id: BatchId;
  readonly number: string;
  readonly revision: number;
  readonly stage: OutboxEntry['stage'];
  readonly attempts: number;
  readonly next_try_at: number | null;
  readonly error: string | null;
  readonly held: string | null;
  readonly origin: string | null;
  readonly bytes_total: number;
  readonly bytes_sent: number;
  readonly hand_over: string | null;
  readonly returned: string | null;
  readonly updated_at: number;
}

export function wayOf(row: WayRow) {
  return {
    billId: row.bill_id,
    batchId: row.batch_id,
    number: row.number,
    revision: row.revision,
    stage: row.stage,
    attempts: row.attempts,
    nextTryAt: row.next_try_at,
    error: parsedOrNull(row.error),
    held: parsedOrNull(row.held),
    origin: row.origin,
    bytesTotal: row.bytes_total,
    bytesSent: row.bytes_sent,
    handOver: parsedOrNull(row.hand_over),
    returned: parsedOrNull(row.returned),
    updatedAt: row.updated_at,
  } satisfies Partial<OutboxEntry>;
}
