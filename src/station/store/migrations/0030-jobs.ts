import type { Migration } from './migration.ts';

/** Jobs stay as rows when done or dead. Capture jobs are not referred to by pages: a page rebuilt from its sidecar may stand without one. */
export const jobs: Migration = {
  number: 30,
  name: 'jobs',
  sql: `
CREATE TABLE jobs (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL CHECK (kind IN ('page.read', 'page.render')),
  batch_id TEXT NOT NULL REFERENCES batches (id),
  page_id TEXT NOT NULL REFERENCES pages (id) ON DELETE CASCADE,
  state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'done', 'dead')),
  attempts INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  detail TEXT
) STRICT;
CREATE INDEX jobs_queued ON jobs (id, due_at) WHERE state = 'queued';
CREATE INDEX jobs_running ON jobs (id) WHERE state = 'running';
CREATE INDEX jobs_dead ON jobs (id) WHERE state = 'dead';
CREATE INDEX jobs_of_page ON jobs (page_id);

CREATE TABLE capture_jobs (
  id TEXT PRIMARY KEY,
  batch_id TEXT NOT NULL REFERENCES batches (id),
  kind TEXT NOT NULL CHECK (kind IN ('scan', 'import')),
  state TEXT NOT NULL CHECK (state IN ('running', 'done', 'fault', 'cancelled')),
  started_at INTEGER NOT NULL,
  sheets_fed INTEGER NOT NULL,
  sides_taken INTEGER NOT NULL,
  sides_blank INTEGER NOT NULL,
  sides_unread INTEGER NOT NULL,
  fault TEXT,
  files_total INTEGER NOT NULL,
  files_done INTEGER NOT NULL,
  failures TEXT NOT NULL
) STRICT;
CREATE INDEX capture_jobs_of_batch ON capture_jobs (batch_id, started_at);
CREATE INDEX capture_jobs_running ON capture_jobs (id) WHERE state = 'running';
`,
};
