import type { Migration } from './migration.ts';

/**
 * What is kept how long. A picture belongs to every page that names it and is not cleared: the indexes count no others, so
 * they stay as small as what lies here. `received_at` is the receipt's, the service's time. `file_removals`: files of
 * cleared pages that are still to go, each with the page whose sidecar goes with it ('' for a derived picture).
 */
export const keeping: Migration = {
  number: 190,
  name: 'keeping',
  sql: `
ALTER TABLE pages ADD COLUMN cleared_at INTEGER;
ALTER TABLE pages ADD COLUMN damaged TEXT CHECK (damaged IN ('original', 'rendition'));
CREATE INDEX pages_by_original ON pages (original_sha256) WHERE cleared_at IS NULL;
CREATE INDEX pages_by_rendition ON pages (rendition_sha256) WHERE cleared_at IS NULL;
CREATE INDEX pages_by_thumbnail ON pages (thumbnail_sha256) WHERE cleared_at IS NULL;
CREATE INDEX pages_damaged ON pages (id) WHERE damaged IS NOT NULL;
CREATE INDEX bills_open ON bills (id) WHERE state = 'open';

ALTER TABLE outbox ADD COLUMN received_at INTEGER;
ALTER TABLE outbox ADD COLUMN cleared_at INTEGER;
UPDATE outbox SET received_at = receipt ->> '$.receivedAt' WHERE receipt IS NOT NULL;
CREATE INDEX outbox_kept ON outbox (received_at, bill_id)
  WHERE standing IS NOT NULL AND received_at IS NOT NULL AND cleared_at IS NULL;
CREATE INDEX outbox_unreceived ON outbox (bill_id) WHERE received_at IS NULL;

CREATE TABLE file_removals (
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  page_id TEXT NOT NULL,
  PRIMARY KEY (sha256, page_id)
) STRICT, WITHOUT ROWID;
`,
};
