import type { Database } from 'better-sqlite3';
import type { QueryInput, QueryOutput } from '../../contract/queries.ts';
import type { QueueLine, QueueTotals } from '../../contract/queue-shapes.ts';
import type { BatchId, BillId } from '../../domain/ids.ts';
import type { SentStanding } from '../../domain/rules/bill-standing.ts';
import { type WayRow, wayOf } from './way-columns.ts';

/** The outbox as the queue shows it: the latest revision of each bill, in pages, without its manifest. */
export interface QueueRows {
  page(ask: QueryInput<'queue.page'>): QueryOutput<'queue.page'>;
  countOf(standing: SentStanding): number;
  unsentOfBatch(batchId: BatchId): readonly BillId[];
}

interface LineRow extends WayRow {
  readonly station_seq: number;
  readonly standing: SentStanding;
  readonly pages: number;
  readonly priority: number;
  readonly batch_name: string | null;
}

const columns = `o.bill_id, o.batch_id, o.number, o.revision, o.stage, o.attempts, o.next_try_at, o.error, o.held, o.origin,
  o.bytes_total, o.bytes_sent, o.hand_over, o.returned, o.updated_at, o.station_seq, o.standing, o.pages, o.priority,
  b.name AS batch_name FROM outbox o`;
const batchName = 'LEFT JOIN batches b ON b.id = o.batch_id';

export const queueSql = {
  all: `SELECT ${columns} ${batchName}
    WHERE o.standing IS NOT NULL AND o.station_seq < ? ORDER BY o.station_seq DESC LIMIT ?`,
  of: `SELECT ${columns} ${batchName}
    WHERE o.standing = ? AND o.station_seq < ? ORDER BY o.station_seq DESC LIMIT ?`,
  counts: 'SELECT standing, count(*) AS count FROM outbox WHERE standing IS NOT NULL GROUP BY standing',
  countOf: 'SELECT count(*) FROM outbox WHERE standing = ?',
  bytes: `SELECT coalesce(sum(bytes_total), 0) AS bytesTotal, coalesce(sum(bytes_sent), 0) AS bytesSent
    FROM outbox WHERE standing IN ('queued', 'uploading')`,
  unsentOfBatch: `SELECT bill_id FROM outbox WHERE batch_id = ? AND standing IN ('queued', 'uploading', 'parked')`,
} as const;

export function openQueueRows(db: Database): QueueRows {
  const all = db.prepare<[number, number], LineRow>(queueSql.all);
  const of = db.prepare<[string, number, number], LineRow>(queueSql.of);
  const counts = db.prepare<[], { standing: SentStanding; count: number }>(queueSql.counts);
  const countOf = db.prepare<[string], number>(queueSql.countOf).pluck();
  const bytes = db.prepare<[], Pick<QueueTotals, 'bytesTotal' | 'bytesSent'>>(queueSql.bytes);
  const unsentOfBatch = db.prepare<[string], BillId>(queueSql.unsentOfBatch).pluck();

  /** Each standing has its own order in the index: of several, each gives its first, and the first of those are taken. */
  function rowsOf({ standings, before, limit }: QueryInput<'queue.page'>): readonly LineRow[] {
    const from = before ?? Number.MAX_SAFE_INTEGER;
    if (standings.length === 0) return all.all(from, limit + 1);
    return [...new Set(standings)]
      .flatMap((standing) => of.all(standing, from, limit + 1))
      .toSorted((a, b) => b.station_seq - a.station_seq);
  }

  return {
    page(ask) {
      const rows = rowsOf(ask);
      return {
        lines: rows.slice(0, ask.limit).map(lineOf),
        hasMore: rows.length > ask.limit,
        totals: {
          counts: Object.fromEntries(counts.all().map(({ standing, count }) => [standing, count])),
          ...(bytes.get() ?? { bytesTotal: 0, bytesSent: 0 }),
        },
      };
    },
    countOf: (standing) => countOf.get(standing) ?? 0,
    unsentOfBatch: (batchId) => unsentOfBatch.all(batchId),
  };
}

function lineOf(row: LineRow): QueueLine {
  return {
    ...wayOf(row),
    standing: row.standing,
    batchName: row.batch_name ?? '',
    pages: row.pages,
    urgency: row.priority > 0 ? 'first' : 'usual',
    stationSeq: row.station_seq,
  };
}
