import type { BillLine } from '../../contract/bill-list.ts';
import type { BillState, Manifest } from '../../contract/wire.ts';
import { lineFacts } from '../../domain/rules/bill-line.ts';
import type { Tables } from '../store/tables.ts';

/** A bill as the lists show it. */
export function lineOf(stationId: string, manifest: Manifest, state: BillState): BillLine {
  return {
    stationId,
    billUuid: state.billUuid,
    billNumber: manifest.billNumber,
    batch: manifest.batch ?? null,
    operator: manifest.operator,
    revision: state.latestRevision,
    receivedAt: state.receipt.receivedAt,
    state: lineStateOf(state),
    ...lineFacts(state.results),
    reason: state.returned?.reason ?? state.handOver?.reason ?? null,
    reference: state.handOver?.reference ?? null,
    connector: state.handOver?.connector ?? '',
  };
}

export function rowOf(line: BillLine): Tables['bill_line'] {
  return {
    station_id: line.stationId,
    bill_uuid: line.billUuid,
    bill_number: line.billNumber,
    batch: line.batch ?? '',
    operator: line.operator,
    received_at: line.receivedAt,
    state: line.state,
    line: JSON.stringify(line),
  };
}

function lineStateOf({ returned, handOver, outcome }: BillState): BillLine['state'] {
  if (returned !== null) return 'returned';
  return handOver === null || handOver.state === 'waiting' ? outcome : handOver.state;
}
