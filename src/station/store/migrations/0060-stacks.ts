import type { Migration } from './migration.ts';

/** What a scan was made with and counted against, and what the device said of each side. No query looks into these columns. */
export const stacks: Migration = {
  number: 60,
  name: 'stacks',
  sql: `
ALTER TABLE capture_jobs ADD COLUMN sides_deleted INTEGER NOT NULL DEFAULT 0;
ALTER TABLE capture_jobs ADD COLUMN device_id TEXT;
ALTER TABLE capture_jobs ADD COLUMN profile TEXT;
ALTER TABLE capture_jobs ADD COLUMN continues TEXT REFERENCES capture_jobs (id);
ALTER TABLE capture_jobs ADD COLUMN refed_sheets INTEGER NOT NULL DEFAULT 0;
ALTER TABLE capture_jobs ADD COLUMN counted_sheets INTEGER CHECK (counted_sheets > 0);
ALTER TABLE capture_jobs ADD COLUMN count_accepted_by TEXT;
ALTER TABLE capture_jobs ADD COLUMN device_sheets INTEGER;
ALTER TABLE capture_jobs ADD COLUMN notes TEXT NOT NULL DEFAULT '[]';

ALTER TABLE pages ADD COLUMN device_says TEXT;
`,
};
