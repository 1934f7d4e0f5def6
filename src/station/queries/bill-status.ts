import type { BillStatus } from '../../contract/queue-shapes.ts';
import type { OutboxEntry } from '../ports/store.ts';

/** The part of an outbox row that is shown. */
export function billStatusOf(entry: OutboxEntry): BillStatus {
  const { stationSeq: _seq, manifest: _manifest, digest: _digest, receipt: _receipt, ...status } = entry;
  return status;
}
