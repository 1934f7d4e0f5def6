import type { Database } from 'better-sqlite3';
import type { BatchId } from '../../domain/ids.ts';
import type { EpochMs } from '../../domain/units.ts';
import type { Job, NewJob, Urgency } from '../ports/store.ts';

export interface JobRows {
  /**
   * A job of the same kind that waits untried for the same page, as urgent, is not doubled: it will see the page as it
   * then is. One that was given up is tried anew. Says whether there is more to do than before.
   */
  queue(job: NewJob): boolean;
  nextDue(now: EpochMs): number | null;
  claim(id: number): Job;
  fail(id: number, detail: string, retryAt: EpochMs | null): void;
  /** Also settles what was given up of the page before and is done by this: a reading makes the rendition too. */
  finish(id: number): void;
  cancelReruns(batchId: BatchId): number;
  rerunsLeft(): readonly { readonly batchId: BatchId; readonly pages: number }[];
  requeueRunning(): number;
  dead(): number;
  queued(): number;
  waitingReads(): number;
}

interface JobRow {
  readonly id: number;
  readonly kind: Job['kind'];
  readonly batch_id: Job['batchId'];
  readonly page_id: Job['pageId'];
  readonly urgency: number;
  readonly attempts: number;
}

interface JobTerms {
  readonly kind: string;
  readonly batchId: string;
  readonly pageId: string;
  readonly urgency: number;
}

/** The most urgent first, as the column orders them. */
const urgencies: readonly Urgency[] = ['operator', 'capture', 'rerun'];

export const jobSql = {
  nextDue: `SELECT id FROM jobs WHERE state = 'queued' AND due_at <= ?
      AND NOT EXISTS (SELECT 1 FROM jobs other WHERE other.page_id = jobs.page_id AND other.state = 'running')
    ORDER BY urgency, id LIMIT 1`,
  queue: `INSERT INTO jobs (kind, batch_id, page_id, urgency, state, attempts, due_at)
    SELECT @kind, @batchId, @pageId, @urgency, 'queued', 0, 0
    WHERE NOT EXISTS (SELECT 1 FROM jobs
      WHERE page_id = @pageId AND kind = @kind AND urgency <= @urgency AND state = 'queued' AND attempts = 0)`,
  revive: `UPDATE jobs SET state = 'queued', urgency = @urgency, attempts = 0, due_at = 0
    WHERE id = (SELECT id FROM jobs WHERE page_id = @pageId AND kind = @kind AND state = 'dead' LIMIT 1)`,
  settleDead: `UPDATE jobs SET state = 'done'
    WHERE state = 'dead' AND page_id = @pageId AND kind IN (@kind, 'page.render')`,
  // Of one whose page was given up before that stays so.
  cancelReruns: `UPDATE jobs SET state = iif(detail IS NOT NULL AND attempts = 0, 'dead', 'cancelled')
    WHERE state = 'queued' AND urgency = 2 AND batch_id = ?`,
  rerunsLeft: `SELECT batch_id AS batchId, count(*) AS pages FROM jobs
    WHERE state IN ('queued', 'running') AND urgency = 2 GROUP BY batch_id`,
  dead: `SELECT count(*) FROM jobs WHERE state = 'dead'`,
  queued: `SELECT count(*) FROM jobs WHERE state = 'queued'`,
  waitingReads: `SELECT count(*) FROM jobs WHERE state = 'queued' AND urgency = 1`,
  requeueRunning: `UPDATE jobs SET state = 'queued', due_at = 0 WHERE state = 'running'`,
} as const;

/** Work owed to pages. A row only ever changes its state: done and dead ones stay. */
export function openJobRows(db: Database): JobRows {
  const queue = db.prepare<[JobTerms]>(jobSql.queue);
  const revive = db.prepare<[JobTerms]>(jobSql.revive);
  const nextDue = db.prepare<[number], number>(jobSql.nextDue).pluck();
  const claim = db.prepare<[number], JobRow>(
    `UPDATE jobs SET state = 'running', attempts = attempts + 1 WHERE id = ? AND state = 'queued'
     RETURNING id, kind, batch_id, page_id, urgency, attempts`,
  );
  const fail = db.prepare<[string, number, string, number]>(
    'UPDATE jobs SET state = ?, due_at = ?, detail = ? WHERE id = ?',
  );
  const finish = db.prepare<[number], { kind: string; pageId: string }>(
    `UPDATE jobs SET state = 'done', detail = NULL WHERE id = ? RETURNING kind, page_id AS pageId`,
  );
  const settleDead = db.prepare<[{ kind: string; pageId: string }]>(jobSql.settleDead);
  const cancelReruns = db.prepare<[string]>(jobSql.cancelReruns);
  const rerunsLeft = db.prepare<[], { batchId: BatchId; pages: number }>(jobSql.rerunsLeft);
  const requeueRunning = db.prepare<[]>(jobSql.requeueRunning);
  const dead = db.prepare<[], number>(jobSql.dead).pluck();
  const queued = db.prepare<[], number>(jobSql.queued).pluck();
  const waitingReads = db.prepare<[], number>(jobSql.waitingReads).pluck();

  return {
    queue({ kind, batchId, pageId, urgency }) {
      const terms = { kind, batchId, pageId, urgency: urgencies.indexOf(urgency) };
      return revive.run(terms).changes > 0 || queue.run(terms).changes > 0;
    },
    nextDue(now) {
      return nextDue.get(now) ?? null;
    },
    claim(id) {
      const row = claim.get(id);
      if (!row) throw new Error(`job ${id} does not wait`);
      return {
        id: row.id,
        kind: row.kind,
        batchId: row.batch_id,
        pageId: row.page_id,
        urgency: urgencies[row.urgency] ?? 'capture',
        attempts: row.attempts,
      };
    },
    fail(id, detail, retryAt) {
      const { changes } = fail.run(retryAt === null ? 'dead' : 'queued', retryAt ?? 0, detail, id);
      if (changes !== 1) throw new Error(`no job ${id}`);
    },
    finish(id) {
      const finished = finish.get(id);
      if (!finished) throw new Error(`no job ${id}`);
      settleDead.run(finished);
    },
    cancelReruns(batchId) {
      return cancelReruns.run(batchId).changes;
    },
    rerunsLeft() {
      return rerunsLeft.all();
    },
    requeueRunning() {
      return requeueRunning.run().changes;
    },
    dead() {
      return dead.get() ?? 0;
    },
    queued() {
      return queued.get() ?? 0;
    },
    waitingReads() {
      return waitingReads.get() ?? 0;
    },
  };
}
