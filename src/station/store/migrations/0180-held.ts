import type { Migration } from './migration.ts';

/**
 * What a person decided of a revision that is not through: it is being mended, was taken to another station, or was
 * discarded. `origin`: the station a bill came from by a file; NULL: this one. Revisions that were mended before the service
 * had them are kept as they were, since a reply that was lost may have been a receipt for one.
 */
export const held: Migration = {
  number: 180,
  name: 'held',
  sql: `
ALTER TABLE outbox ADD COLUMN held TEXT;
ALTER TABLE outbox ADD COLUMN origin TEXT;
CREATE INDEX outbox_of_others ON outbox (station_seq) WHERE origin IS NOT NULL;
CREATE TABLE superseded_revisions (
  bill_id TEXT NOT NULL,
  digest TEXT NOT NULL,
  entry TEXT NOT NULL,
  PRIMARY KEY (bill_id, digest)
) STRICT;
`,
};
