import type { Database } from 'better-sqlite3';
import type { QueueLine } from '../../contract/queue-shapes.ts';
import type { BatchId, BillId } from '../../domain/ids.ts';
import { sentStanding } from '../../domain/rules/bill-standing.ts';
import type { EpochMs, Sha256 } from '../../domain/units.ts';
import type { OutboxEntry } from '../ports/store.ts';
import { jsonOrNull, parsedOrNull } from './tree-columns.ts';
import { type WayRow, wayOf } from './way-columns.ts';

export interface OutboxRows {
  /**
   * Adds the revision, or saves how far it has come; what was submitted can no longer change, and throws. A revision that
   * was being mended, or was discarded, gives way to the one submitted in its place, and is kept beside.
   */
  save(entry: OutboxEntry): void;
  /** A revision that gave way; null where none had this digest. */
  superseded(billId: BillId, digest: Sha256): OutboxEntry | null;
  /** The service had `accepted` after all: it takes its place again from the one that was to replace it, which becomes `next`. */
  rebase(accepted: OutboxEntry, next: OutboxEntry): void;
  nextDue(now: EpochMs): OutboxEntry | null;
  all(): readonly OutboxEntry[];
  latestOfBatch(batchId: BatchId): readonly OutboxEntry[];
  latestOf(billId: BillId): OutboxEntry | null;
  revisionsOf(billId: BillId): readonly OutboxEntry[];
  /** What waits, is on its way, or is parked. */
  unsent(): readonly OutboxEntry[];
  /** Accepted revisions whose results did not come yet, and those of other stations that are not in the ERP yet. */
  owedResults(): readonly OutboxEntry[];
  /** Where the audit trail stood at the newest submission; null where none said. */
  auditEntryTold(): number | null;
  countOf(stage: 'queued' | 'sending'): number;
  /** What of these bills is not through yet goes before what was put first until now, or in its turn again. */
  setUrgency(billIds: readonly BillId[], urgency: QueueLine['urgency']): void;
}

interface OutboxRow extends WayRow {
  readonly results: string | null;
  readonly station_seq: number;
  readonly manifest: string;
  readonly digest: string;
  readonly receipt: string | null;
}

/** Beside the entry: what the queue is read and counted by. */
interface SavedRow extends OutboxRow {
  readonly pages: number;
  readonly standing: string;
  readonly received_at: number | null;
}

export const outboxSql = {
  nextDue: `SELECT * FROM outbox WHERE stage = 'queued' AND (next_try_at IS NULL OR next_try_at <= ?)
    ORDER BY priority DESC, station_seq LIMIT 1`,
  all: 'SELECT * FROM outbox ORDER BY station_seq',
  latestOfBatch: `SELECT * FROM outbox o WHERE batch_id = ?
    AND revision = (SELECT max(revision) FROM outbox WHERE bill_id = o.bill_id) ORDER BY station_seq`,
  latestOf: 'SELECT * FROM outbox WHERE bill_id = ? ORDER BY revision DESC LIMIT 1',
  revisionsOf: 'SELECT * FROM outbox WHERE bill_id = ? ORDER BY revision',
  unsent: `SELECT * FROM outbox WHERE stage IN ('queued', 'sending', 'parked') ORDER BY station_seq`,
  owedResults: `SELECT * FROM outbox WHERE stage = 'accepted' AND results IS NULL ORDER BY station_seq`,
  carried: `SELECT * FROM outbox WHERE origin IS NOT NULL AND stage IN ('accepted', 'matched', 'unmatched')
    AND coalesce(hand_over ->> '$.state', '') <> 'submitted' ORDER BY station_seq`,
  auditEntryTold: `SELECT manifest ->> '$.audit.entry' FROM outbox WHERE origin IS NULL ORDER BY station_seq DESC LIMIT 1`,
  givenWay: `SELECT * FROM outbox WHERE bill_id = @bill_id AND revision <= @revision AND digest <> @digest
    AND held ->> '$.type' IN ('mending', 'discarded')`,
  superseded: 'SELECT entry FROM superseded_revisions WHERE bill_id = ? AND digest = ?',
  countOf: `SELECT count(*) FROM outbox WHERE stage = ? AND stage IN ('queued', 'sending', 'parked')`,
} as const;

export function openOutboxRows(db: Database): OutboxRows {
  const save = db.prepare<[SavedRow]>(
    `INSERT INTO outbox (bill_id, revision, batch_id, number, stage, attempts, next_try_at, error, bytes_total,
       bytes_sent, results, updated_at, station_seq, manifest, digest, receipt, hand_over, pages, standing,
       returned, held, origin, received_at)
     VALUES (@bill_id, @revision, @batch_id, @number, @stage, @attempts, @next_try_at, @error, @bytes_total,
       @bytes_sent, @results, @updated_at, @station_seq, @manifest, @digest, @receipt, @hand_over, @pages,
       iif(EXISTS (SELECT 1 FROM outbox later WHERE later.bill_id = @bill_id AND later.revision > @revision),
         NULL, @standing), @returned, @held, @origin, @received_at)
     ON CONFLICT (bill_id, revision) DO UPDATE SET stage = excluded.stage, attempts = excluded.attempts,
       next_try_at = excluded.next_try_at, error = excluded.error, bytes_total = excluded.bytes_total,
       bytes_sent = excluded.bytes_sent, results = excluded.results, updated_at = excluded.updated_at,
       receipt = excluded.receipt, hand_over = excluded.hand_over, standing = excluded.standing,
       returned = excluded.returned, held = excluded.held, received_at = excluded.received_at
     WHERE digest = excluded.digest`,
  );
  // Only the latest revision of a bill stands anywhere.
  const overtake = db.prepare<[string, number]>(
    'UPDATE outbox SET standing = NULL WHERE bill_id = ? AND revision < ? AND standing IS NOT NULL',
  );
  const putFirst = db.prepare<[string]>(
    `UPDATE outbox SET priority = 1 + (SELECT coalesce(max(priority), 0) FROM outbox WHERE stage = 'queued')
     WHERE stage IN ('queued', 'sending', 'parked') AND bill_id IN (SELECT value FROM json_each(?))`,
  );
  const putBack = db.prepare<[string]>(
    `UPDATE outbox SET priority = 0
     WHERE stage IN ('queued', 'sending', 'parked') AND bill_id IN (SELECT value FROM json_each(?))`,
  );
  const givenWay = db.prepare<[Pick<OutboxRow, 'bill_id' | 'revision' | 'digest'>], OutboxRow>(
    outboxSql.givenWay,
  );
  const remove = db.prepare<[string, string]>('DELETE FROM outbox WHERE bill_id = ? AND digest = ?');
  const removeRevision = db.prepare<[string, number]>(
    'DELETE FROM outbox WHERE bill_id = ? AND revision = ?',
  );
  const supersede = db.prepare<[string, string, string]>(
    'INSERT OR REPLACE INTO superseded_revisions (bill_id, digest, entry) VALUES (?, ?, ?)',
  );
  const superseded = db.prepare<[string, string], string>(outboxSql.superseded).pluck();
  const restore = db.prepare<[string, string]>(
    'DELETE FROM superseded_revisions WHERE bill_id = ? AND digest = ?',
  );
  const nextDue = db.prepare<[number], OutboxRow>(outboxSql.nextDue);
  const all = db.prepare<[], OutboxRow>(outboxSql.all);
  const latestOfBatch = db.prepare<[string], OutboxRow>(outboxSql.latestOfBatch);
  const latestOf = db.prepare<[string], OutboxRow>(outboxSql.latestOf);
  const revisionsOf = db.prepare<[string], OutboxRow>(outboxSql.revisionsOf);
  const unsent = db.prepare<[], OutboxRow>(outboxSql.unsent);
  const owedResults = db.prepare<[], OutboxRow>(outboxSql.owedResults);
  const carried = db.prepare<[], OutboxRow>(outboxSql.carried);
  const auditEntryTold = db.prepare<[], number | null>(outboxSql.auditEntryTold).pluck();
  const countOf = db.prepare<[string], number>(outboxSql.countOf).pluck();

  function saveEntry(entry: OutboxEntry): void {
    const row = rowOf(entry);
    for (const old of givenWay.all(row)) {
      supersede.run(old.bill_id, old.digest, JSON.stringify(entryOf(old)));
      remove.run(old.bill_id, old.digest);
    }
    if (save.run(row).changes !== 1) {
      throw new Error(
        `revision ${entry.revision} of ${entry.billId} is already submitted with other content`,
      );
    }
    if (entry.revision > 1) overtake.run(entry.billId, entry.revision);
  }

  return {
    save: saveEntry,
    superseded(billId, digest) {
      const entry = superseded.get(billId, digest);
      return entry === undefined ? null : (JSON.parse(entry) as OutboxEntry);
    },
    rebase(accepted, next) {
      removeRevision.run(next.billId, accepted.revision);
      restore.run(accepted.billId, accepted.digest);
      saveEntry(accepted);
      saveEntry(next);
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
    revisionsOf: (billId) => revisionsOf.all(billId).map(entryOf),
    unsent: () => unsent.all().map(entryOf),
    owedResults: () => [...owedResults.all(), ...carried.all()].map(entryOf),
    setUrgency(billIds, urgency) {
      (urgency === 'first' ? putFirst : putBack).run(JSON.stringify(billIds));
    },
    auditEntryTold: () => auditEntryTold.get() ?? null,
    countOf(stage) {
      return countOf.get(stage) ?? 0;
    },
  };
}

function rowOf(entry: OutboxEntry): SavedRow {
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
    hand_over: jsonOrNull(entry.handOver),
    pages: entry.manifest.documents.reduce((sum, document) => sum + document.pages.length, 0),
    standing: sentStanding(entry),
    returned: jsonOrNull(entry.returned),
    held: jsonOrNull(entry.held),
    origin: entry.origin,
    received_at: entry.receipt?.receivedAt ?? null,
  };
}

function entryOf(row: OutboxRow): OutboxEntry {
  return {
    ...wayOf(row),
    results: resultsOf(row),
    stationSeq: row.station_seq,
    manifest: JSON.parse(row.manifest),
    digest: row.digest,
    receipt: parsedOrNull(row.receipt),
  };
}

/** Results stored before results had notes have none. */
function resultsOf(row: OutboxRow): OutboxEntry['results'] {
  const results: OutboxEntry['results'] = parsedOrNull(row.results);
  return results?.map((result) => ({ ...result, notes: result.notes ?? [] })) ?? null;
}
