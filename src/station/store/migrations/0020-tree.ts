import type { Migration } from './migration.ts';

/**
 * Ranks have no unique index: a dense re-ranking passes through doubles within its transaction, and SQLite checks
 * uniqueness row by row. `bill_count`, `open_bill_count` and `page_count` are kept by each commit, so that the list of
 * batches does not count a million pages.
 */
export const tree: Migration = {
  number: 20,
  name: 'tree',
  sql: `
CREATE TABLE batches (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  opened_at INTEGER NOT NULL,
  opened_by TEXT NOT NULL,
  revision INTEGER NOT NULL,
  bill_count INTEGER NOT NULL CHECK (bill_count >= 0),
  open_bill_count INTEGER NOT NULL CHECK (open_bill_count >= 0),
  page_count INTEGER NOT NULL CHECK (page_count >= 0)
) STRICT;
CREATE INDEX batches_opened ON batches (opened_at);

CREATE TABLE bills (
  id TEXT PRIMARY KEY,
  batch_id TEXT NOT NULL REFERENCES batches (id),
  rank INTEGER NOT NULL,
  number TEXT,
  number_by TEXT NOT NULL CHECK (number_by IN ('auto', 'manual')),
  state TEXT NOT NULL CHECK (state IN ('open', 'submitted'))
) STRICT;
CREATE INDEX bills_of_batch ON bills (batch_id, rank);

CREATE TABLE documents (
  id TEXT PRIMARY KEY,
  bill_id TEXT NOT NULL REFERENCES bills (id),
  rank INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('cover', 'invoice', 'attachment')),
  kind_by TEXT NOT NULL CHECK (kind_by IN ('auto', 'manual')),
  category TEXT,
  placed_by TEXT NOT NULL CHECK (placed_by IN ('auto', 'manual'))
) STRICT;
CREATE INDEX documents_of_bill ON documents (bill_id, rank);

CREATE TABLE pages (
  id TEXT PRIMARY KEY,
  document_id TEXT NOT NULL REFERENCES documents (id),
  rank INTEGER NOT NULL,
  capture_job_id TEXT NOT NULL,
  feed INTEGER NOT NULL,
  sheet INTEGER NOT NULL,
  side TEXT NOT NULL CHECK (side IN ('front', 'back')),
  source_name TEXT,
  source_page_number INTEGER,
  original_sha256 TEXT NOT NULL CHECK (length(original_sha256) = 64),
  original_mime TEXT NOT NULL,
  original_bytes INTEGER NOT NULL,
  original_width INTEGER NOT NULL,
  original_height INTEGER NOT NULL,
  dpi REAL NOT NULL,
  dpi_by TEXT NOT NULL CHECK (dpi_by IN ('device', 'file', 'assumed')),
  mark TEXT NOT NULL CHECK (mark IN ('content', 'blank', 'separator')),
  mark_by TEXT NOT NULL CHECK (mark_by IN ('auto', 'manual')),
  is_deleted INTEGER NOT NULL CHECK (is_deleted IN (0, 1)),
  recipe TEXT,
  rendition TEXT,
  reading TEXT,
  rendition_sha256 TEXT GENERATED ALWAYS AS (rendition ->> '$.image.sha256') VIRTUAL,
  thumbnail_sha256 TEXT GENERATED ALWAYS AS (rendition ->> '$.thumbnail.sha256') VIRTUAL,
  CHECK ((source_name IS NULL) = (source_page_number IS NULL))
) STRICT;
CREATE INDEX pages_of_document ON pages (document_id, rank);

CREATE TABLE history_steps (
  batch_id TEXT NOT NULL REFERENCES batches (id),
  seq INTEGER NOT NULL,
  label TEXT NOT NULL,
  diff TEXT NOT NULL,
  is_undone INTEGER NOT NULL CHECK (is_undone IN (0, 1)),
  PRIMARY KEY (batch_id, seq)
) STRICT;
`,
};
