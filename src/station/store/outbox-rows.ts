import type { Database } from 'better-sqlite3';
import type { BatchId, BillId } from '../../domain/ids.ts';
import type { EpochMs } from '../../domain/units.ts';
import type { OutboxEntry } from '../ports.ts';
import { jsonOrNull, parsedOrNull } from './tree-columns.ts';

export interface OutboxRows {
  /** Adds the revision, or saves how far it has come; what was submitted can no longer change, and throws. */
  save(entry: OutboxEntry): void;
  nextDue(now: EpochMs): OutboxEntry | null;
  all(): readonly OutboxEntry[];
  latestOfBatch(batchId: BatchId): readonly OutboxEntry[];
  latestOf(billId: BillId): OutboxEntry | null;
  countOf(stage: 'queued' | 'sending' | 'parked'): number;
}

interface OutboxRow {
  readonly bill_id: BillId;
  readonly revision: number;
  readonly batch_id: BatchId;
  readonly number: string;
  readonly stage: OutboxEntry['stage'];
  readonly attempts: number;
  readonly next_try_at: number | null;
  readonly error: string | null;
  readonly bytes_total: number;
  readonly bytes_sent: number;
  readonly results: string | null;
  readonly updated_at: number;
  readonly station_seq: number;
  readonly manifest: string;
  readonly digest: string;
  readonly receipt: string | null;
}

export const outboxSql = {
  nextDue: `SELECT * FROM outbox WHERE stage = 'queued' AND (next_try_at IS NULL OR next_try_at <= ?)
    ORDER BY station_seq LIMIT 1`,
  all: 'SELECT * FROM outbox ORDER BY station_seq',
  latestOfBatch: `SELECT * FROM outbox o WHERE batch_id = ?
    AND revision = (SELECT max(revision) FROM outbox WHERE bill_id = o.bill_id) ORDER BY station_seq`,
  latestOf: 'SELECT * FROM outbox WHERE bill_id = ? ORDER BY revision DESC LIMIT 1',
  countOf: `SELECT count(*) FROM outbox WHERE stage = ? AND stage IN ('queued', 'sending', 'parked')`,
} as const;

export function openOutboxRows(db: Database): OutboxRows {
  const save = db.prepare<[OutboxRow]>(
    `INSERT INTO outbox (bill_id, revision, batch_id, number, stage, attempts, next_try_at, error, bytes_total,
       bytes_sent, results, updated_at, station_seq, manifest, digest, receipt)
     VALUES (@bill_id, @revision, @batch_id, @number, @stage, @attempts, @next_try_at, @error, @bytes_total,
       @bytes_sent, @results, @updated_at, @station_seq, @manifest, @digest, @receipt)
     ON CONFLICT (bill_id, revision) DO UPDATE SET stage = excluded.stage, attempts = excluded.attempts,
       next_try_at = excluded.next_try_at, error = excluded.error, bytes_total = excluded.bytes_total,
       bytes_sent = excluded.bytes_sent, results = excluded.results, updated_at = excluded.updated_at,
       receipt = excluded.receipt
     WHERE digest = excluded.digest`,
  );
  const nextDue = db.prepare<[number], OutboxRow>(outboxSql.nextDue);
  const all = db.prepare<[], OutboxRow>(outboxSql.all);
  const latestOfBatch = db.prepare<[string], OutboxRow>(outboxSql.latestOfBatch);
  const latestOf = db.prepare<[string], OutboxRow>(outboxSql.latestOf);
  const countOf = db.prepare<[string], number>(outboxSql.countOf).pluck();

  return {
    save(entry) {
      if (save.run(rowOf(entry)).changes !== 1) {
        throw new Error(
          `revision ${entry.revision} of ${entry.billId} is already submitted with other content`,
        );
      }
    },
    nextDue(now) {
      const row = nextDue.get(now);
      return row ? entryOf(row) : null;
    },
    all() {
      return all.all().map(entryOf);
    },
    latestOfBatch(batchId) {
      return latestOfBatch.all(batchId).map(entryOf);
    },
    latestOf(billId) {
      const row = latestOf.get(billId);
      return row ? entryOf(row) : null;
    },
    countOf(stage) {
      return countOf.get(stage) ?? 0;
    },
  };
}

function rowOf(entry: OutboxEntry): OutboxRow {
  return {
    bill_id: entry.billId,
    revision: entry.revision,
    batch_id: entry.batchId,
    number: entry.number,
    stage: entry.stage,
    attempts: entry.attempts,
    next_try_at: entry.nextTryAt,
    error: jsonOrNull(entry.error),
    bytes_total: entry.bytesTotal,
    bytes_sent: entry.bytesSent,
    results: jsonOrNull(entry.results),
    updated_at: entry.updatedAt,
    station_seq: entry.stationSeq,
    manifest: JSON.stringify(entry.manifest),
    digest: entry.digest,
    receipt: jsonOrNull(entry.receipt),
  };
}

function entryOf(row: OutboxRow): OutboxEntry {
  return {
    billId: row.bill_id,
    batchId: row.batch_id,
    number: row.number,
    revision: row.revision,
    stage: row.stage,
    attempts: row.attempts,
    nextTryAt: row.next_try_at,
    error: parsedOrNull(row.error),
    bytesTotal: row.bytes_total,
    bytesSent: row.bytes_sent,
    results: parsedOrNull(row.results),
    updatedAt: row.updated_at,
    stationSeq: row.station_seq,
    manifest: JSON.parse(row.manifest),
    digest: row.digest,
    receipt: parsedOrNull(row.receipt),
  };
}
