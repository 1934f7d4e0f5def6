import type { Database } from 'better-sqlite3';
import type { EpochMs } from '../../domain/units.ts';
import type { Job, NewJob } from '../ports.ts';

export interface JobRows {
  /** A job of the same kind that waits untried for the same page is not doubled: it will see the page as it then is. */
  queue(job: NewJob): void;
  nextDue(now: EpochMs): number | null;
  claim(id: number): Job;
  fail(id: number, detail: string, retryAt: EpochMs | null): void;
  finish(id: number): void;
  requeueRunning(): number;
  reviveDead(): number;
  dead(): number;
  queued(): number;
}

interface JobRow {
  readonly id: number;
  readonly kind: Job['kind'];
  readonly batch_id: Job['batchId'];
  readonly page_id: Job['pageId'];
  readonly attempts: number;
}

export const jobSql = {
  nextDue: `SELECT id FROM jobs WHERE state = 'queued' AND due_at <= ? ORDER BY id LIMIT 1`,
  queue: `INSERT INTO jobs (kind, batch_id, page_id, state, attempts, due_at)
    SELECT @kind, @batchId, @pageId, 'queued', 0, 0
    WHERE NOT EXISTS (SELECT 1 FROM jobs
      WHERE page_id = @pageId AND kind = @kind AND state = 'queued' AND attempts = 0)`,
  dead: `SELECT count(*) FROM jobs WHERE state = 'dead'`,
  queued: `SELECT count(*) FROM jobs WHERE state = 'queued'`,
  requeueRunning: `UPDATE jobs SET state = 'queued', due_at = 0 WHERE state = 'running'`,
  reviveDead: `UPDATE jobs SET state = 'queued', attempts = 0, due_at = 0, detail = NULL WHERE state = 'dead'`,
} as const;

/** Work owed to pages. A row only ever changes its state: done and dead ones stay. */
export function openJobRows(db: Database): JobRows {
  const queue = db.prepare<[NewJob]>(jobSql.queue);
  const nextDue = db.prepare<[number], number>(jobSql.nextDue).pluck();
  const claim = db.prepare<[number], JobRow>(
    `UPDATE jobs SET state = 'running', attempts = attempts + 1 WHERE id = ? AND state = 'queued'
     RETURNING id, kind, batch_id, page_id, attempts`,
  );
  const fail = db.prepare<[string, number, string, number]>(
    'UPDATE jobs SET state = ?, due_at = ?, detail = ? WHERE id = ?',
  );
  const finish = db.prepare<[number]>(`UPDATE jobs SET state = 'done', detail = NULL WHERE id = ?`);
  const requeueRunning = db.prepare<[]>(jobSql.requeueRunning);
  const reviveDead = db.prepare<[]>(jobSql.reviveDead);
  const dead = db.prepare<[], number>(jobSql.dead).pluck();
  const queued = db.prepare<[], number>(jobSql.queued).pluck();

  return {
    queue(job) {
      queue.run(job);
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
        attempts: row.attempts,
      };
    },
    fail(id, detail, retryAt) {
      const { changes } = fail.run(retryAt === null ? 'dead' : 'queued', retryAt ?? 0, detail, id);
      if (changes !== 1) throw new Error(`no job ${id}`);
    },
    finish(id) {
      if (finish.run(id).changes !== 1) throw new Error(`no job ${id}`);
    },
    requeueRunning() {
      return requeueRunning.run().changes;
    },
    reviveDead() {
      return reviveDead.run().changes;
    },
    dead() {
      return dead.get() ?? 0;
    },
    queued() {
      return queued.get() ?? 0;
    },
  };
}
