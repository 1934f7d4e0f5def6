import type { BillLine, ListFilter, ListPage, ListRequest } from '../../contract/bill-list.ts';
import { lineFacts } from '../../domain/rules/bill-line.ts';
import type { OutboxEntry } from '../ports/store.ts';

/**
 * The lists as far as this station knows them, while the service is out of reach: bills it sent itself and has a receipt
 * for, as they stood when it last heard of them. Filtered and sorted as the service does it.
 */
export function keptLines(entries: readonly OutboxEntry[], request: ListRequest): ListPage {
  const { filter, sort, order, limit, after } = request;
  const latest = new Map(entries.map((entry) => [entry.billId, entry]));
  for (const entry of entries)
    if (entry.revision > (latest.get(entry.billId)?.revision ?? 0)) latest.set(entry.billId, entry);
  const turn = order === 'asc' ? 1 : -1;
  const found = [...latest.values()]
    .flatMap(lineOf)
    .filter((line) => isFound(line, filter))
    .sort((a, b) => turn * (compare(a[sort], b[sort]) || compare(a.billUuid, b.billUuid)));
  const from = Number(after ?? 0) || 0;
  const lines = found.slice(from, from + limit);
  const next = from + lines.length < found.length ? String(from + lines.length) : null;
  return { lines, next, total: found.length };
}

function lineOf({ manifest, receipt, stage, results, returned, handOver }: OutboxEntry): readonly BillLine[] {
  if (receipt === null || stage === 'queued' || stage === 'sending' || stage === 'parked') return [];
  return [
    {
      stationId: receipt.stationId,
      billUuid: receipt.billUuid,
      billNumber: manifest.billNumber,
      batch: manifest.batch ?? null,
      operator: manifest.operator,
      revision: manifest.revision,
      receivedAt: receipt.receivedAt,
      state:
        returned !== null
          ? 'returned'
          : handOver === null || handOver.state === 'waiting'
            ? stage
            : handOver.state,
      ...lineFacts(results ?? []),
      reason: returned?.reason ?? handOver?.reason ?? null,
      reference: handOver?.reference ?? null,
      // One kept by an older program does not say.
      connector: handOver?.connector ?? '',
    },
  ];
}

function isFound(line: BillLine, filter: ListFilter): boolean {
  const holds = (text: string, wanted: string) => text.toLowerCase().includes(wanted.trim().toLowerCase());
  return (
    (filter.state.length === 0 || filter.state.includes(line.state)) &&
    (filter.station === '' || filter.station === line.stationId) &&
    holds(line.billNumber, filter.number) &&
    holds(line.batch ?? '', filter.batch) &&
    holds(line.operator, filter.operator) &&
    (filter.from === null || line.receivedAt >= filter.from) &&
    (filter.to === null || line.receivedAt < filter.to)
  );
}

function compare(a: string | number, b: string | number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
