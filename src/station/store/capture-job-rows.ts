import type { Database } from 'better-sqlite3';
import { scanProfile } from '../../contract/profile-shapes.ts';
import type { CaptureJob } from '../../contract/queries.ts';
import type { BatchId } from '../../domain/ids.ts';
import { jsonOrNull, parsedOrNull } from './tree-columns.ts';

export interface CaptureJobRows {
  save(job: CaptureJob): void;
  of(id: CaptureJob['id']): CaptureJob | null;
  ofBatch(batchId: BatchId): readonly CaptureJob[];
  running(): readonly CaptureJob[];
}

interface CaptureJobRow {
  readonly id: CaptureJob['id'];
  readonly batch_id: BatchId;
  readonly kind: CaptureJob['kind'];
  readonly state: CaptureJob['state'];
  readonly started_at: number;
  readonly sheets_fed: number;
  readonly sides_taken: number;
  readonly sides_blank: number;
  readonly sides_unread: number;
  readonly fault: string | null;
  readonly files_total: number;
  readonly files_done: number;
  readonly failures: string;
  readonly sides_deleted: number;
  readonly device_id: string | null;
  readonly profile: string | null;
  readonly continues: CaptureJob['id'] | null;
  readonly refed_sheets: number;
  readonly counted_sheets: number | null;
  readonly count_accepted_by: string | null;
  readonly device_sheets: number | null;
  readonly notes: string;
  readonly replacement: string | null;
}

export const captureJobSql = {
  of: 'SELECT * FROM capture_jobs WHERE id = ?',
  ofBatch: 'SELECT * FROM capture_jobs WHERE batch_id = ? ORDER BY started_at, id',
  running: `SELECT * FROM capture_jobs WHERE state = 'running' ORDER BY id`,
} as const;

export function openCaptureJobRows(db: Database): CaptureJobRows {
  const save = db.prepare<[CaptureJobRow]>(
    `INSERT INTO capture_jobs (id, batch_id, kind, state, started_at, sheets_fed, sides_taken, sides_blank,
       sides_unread, fault, files_total, files_done, failures, sides_deleted, device_id, profile, continues,
       refed_sheets, counted_sheets, count_accepted_by, device_sheets, notes, replacement)
     VALUES (@id, @batch_id, @kind, @state, @started_at, @sheets_fed, @sides_taken, @sides_blank,
       @sides_unread, @fault, @files_total, @files_done, @failures, @sides_deleted, @device_id, @profile, @continues,
       @refed_sheets, @counted_sheets, @count_accepted_by, @device_sheets, @notes,
       @replacement)
     ON CONFLICT (id) DO UPDATE SET state = excluded.state, sheets_fed = excluded.sheets_fed,
       sides_taken = excluded.sides_taken, sides_blank = excluded.sides_blank, sides_unread = excluded.sides_unread,
       fault = excluded.fault, files_total = excluded.files_total, files_done = excluded.files_done,
       failures = excluded.failures, sides_deleted = excluded.sides_deleted,
       counted_sheets = excluded.counted_sheets, count_accepted_by = excluded.count_accepted_by,
       device_sheets = excluded.device_sheets, notes = excluded.notes,
       replacement = excluded.replacement`,
  );
  const of = db.prepare<[string], CaptureJobRow>(captureJobSql.of);
  const ofBatch = db.prepare<[string], CaptureJobRow>(captureJobSql.ofBatch);
  const running = db.prepare<[], CaptureJobRow>(captureJobSql.running);

  return {
    save(job) {
      save.run(rowOf(job));
    },
    of(id) {
      const row = of.get(id);
      return row ? captureJobOf(row) : null;
    },
    ofBatch(batchId) {
      return ofBatch.all(batchId).map(captureJobOf);
    },
    running() {
      return running.all().map(captureJobOf);
    },
  };
}

function rowOf(job: CaptureJob): CaptureJobRow {
  return {
    id: job.id,
    batch_id: job.batchId,
    kind: job.kind,
    state: job.state,
    started_at: job.startedAt,
    sheets_fed: job.sheetsFed,
    sides_taken: job.sidesTaken,
    sides_blank: job.sidesBlank,
    sides_unread: job.sidesUnread,
    fault: jsonOrNull(job.fault),
    files_total: job.filesTotal,
    files_done: job.filesDone,
    failures: JSON.stringify(job.failures),
    sides_deleted: job.sidesDeleted,
    device_id: job.deviceId,
    profile: jsonOrNull(job.profile),
    continues: job.continues,
    refed_sheets: job.refedSheets,
    counted_sheets: job.countedSheets,
    count_accepted_by: job.countAcceptedBy,
    device_sheets: job.deviceSheets,
    notes: JSON.stringify(job.notes),
    replacement: jsonOrNull(job.replacement),
  };
}

function captureJobOf(row: CaptureJobRow): CaptureJob {
  return {
    id: row.id,
    batchId: row.batch_id,
    kind: row.kind,
    state: row.state,
    startedAt: row.started_at,
    sheetsFed: row.sheets_fed,
    sidesTaken: row.sides_taken,
    sidesBlank: row.sides_blank,
    sidesUnread: row.sides_unread,
    fault: parsedOrNull(row.fault),
    filesTotal: row.files_total,
    filesDone: row.files_done,
    failures: JSON.parse(row.failures),
    sidesDeleted: row.sides_deleted,
    deviceId: row.device_id,
    // One of an older program lacks what came later: that has its usual value.
    profile: row.profile === null ? null : scanProfile.parse(JSON.parse(row.profile)),
    continues: row.continues,
    refedSheets: row.refed_sheets,
    countedSheets: row.counted_sheets,
    countAcceptedBy: row.count_accepted_by,
    deviceSheets: row.device_sheets,
    notes: JSON.parse(row.notes),
    replacement: parsedOrNull(row.replacement),
  };
}
