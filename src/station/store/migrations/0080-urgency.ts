import type { Migration } from './migration.ts';

/**
 * Jobs gain their urgency (0: an operator waits, 1: a capture, 2: a re-run) and may be taken back. Pages whose reading
 * was given up before pages could say so say it now.
 */
export const urgency: Migration = {
  number: 80,
  name: 'urgency',
  sql: `
CREATE TABLE urgent_jobs (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL CHECK (kind IN ('page.read', 'page.render')),
  batch_id TEXT NOT NULL REFERENCES batches (id),
  page_id TEXT NOT NULL REFERENCES pages (id) ON DELETE CASCADE,
  urgency INTEGER NOT NULL CHECK (urgency IN (0, 1, 2)),
  state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'done', 'dead', 'cancelled')),
  attempts INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  detail TEXT
) STRICT;
INSERT INTO urgent_jobs (id, kind, batch_id, page_id, urgency, state, attempts, due_at, detail)
  SELECT id, kind, batch_id, page_id, CASE kind WHEN 'page.render' THEN 0 ELSE 1 END, state, attempts, due_at, detail
  FROM jobs;
DROP TABLE jobs;
ALTER TABLE urgent_jobs RENAME TO jobs;
CREATE INDEX jobs_queued ON jobs (urgency, id, due_at) WHERE state = 'queued';
CREATE INDEX jobs_running ON jobs (id) WHERE state = 'running';
CREATE INDEX jobs_dead ON jobs (id) WHERE state = 'dead';
CREATE INDEX jobs_of_page ON jobs (page_id);

UPDATE pages SET parked = (SELECT coalesce(max(detail), '') FROM jobs WHERE page_id = pages.id AND state = 'dead')
  WHERE parked IS NULL AND reading IS NULL AND id IN (SELECT page_id FROM jobs WHERE state = 'dead');
`,
};
