import type { Migration } from './migration.ts';

/** An outbox row holds its whole manifest and stands by itself: what is owed to the service does not hang on the tree. */
export const outbox: Migration = {
  number: 40,
  name: 'outbox',
  sql: `
CREATE TABLE outbox (
  bill_id TEXT NOT NULL,
  revision INTEGER NOT NULL,
  batch_id TEXT NOT NULL,
  number TEXT NOT NULL,
  stage TEXT NOT NULL CHECK (stage IN ('queued', 'sending', 'accepted', 'matched', 'unmatched', 'parked')),
  attempts INTEGER NOT NULL,
  next_try_at INTEGER,
  error TEXT,
  bytes_total INTEGER NOT NULL,
  bytes_sent INTEGER NOT NULL,
  results TEXT,
  updated_at INTEGER NOT NULL,
  station_seq INTEGER NOT NULL UNIQUE,
  manifest TEXT NOT NULL,
  digest TEXT NOT NULL CHECK (length(digest) = 64),
  receipt TEXT,
  PRIMARY KEY (bill_id, revision)
) STRICT;
CREATE INDEX outbox_queued ON outbox (station_seq, next_try_at) WHERE stage = 'queued';
CREATE INDEX outbox_of_batch ON outbox (batch_id, bill_id, revision);
CREATE INDEX outbox_stages ON outbox (stage) WHERE stage IN ('queued', 'sending', 'parked');

CREATE TABLE expected_invoices (
  bill_number TEXT NOT NULL,
  position INTEGER NOT NULL,
  id TEXT NOT NULL,
  type TEXT NOT NULL,
  code TEXT,
  number TEXT NOT NULL,
  date TEXT,
  net_minor INTEGER,
  total_minor INTEGER,
  currency TEXT NOT NULL,
  seller_name TEXT,
  PRIMARY KEY (bill_number, position)
) STRICT, WITHOUT ROWID;
`,
};
