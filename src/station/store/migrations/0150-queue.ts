import type { Migration } from './migration.ts';

/**
 * How a bill stands at the ERP, which goes first, and where each latest revision stands in one word, so that the queue is
 * read in pages by an index. What the service told of the ERP until now was not kept: the cursor goes back to the
 * beginning, and everything is told once more.
 */
export const queue: Migration = {
  number: 150,
  name: 'queue',
  sql: `
ALTER TABLE outbox ADD COLUMN hand_over TEXT;
ALTER TABLE outbox ADD COLUMN priority INTEGER NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD COLUMN pages INTEGER NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD COLUMN standing TEXT;

UPDATE outbox SET pages = (SELECT count(*) FROM json_each(outbox.manifest, '$.documents') document,
  json_each(document.value, '$.pages'));
UPDATE outbox SET standing = CASE stage
    WHEN 'sending' THEN 'uploading'
    WHEN 'unmatched' THEN 'matchFailed'
    WHEN 'accepted' THEN iif(results IS NULL, 'accepted', 'matching')
    ELSE stage END
  WHERE revision = (SELECT max(revision) FROM outbox later WHERE later.bill_id = outbox.bill_id);

DROP INDEX outbox_queued;
CREATE INDEX outbox_queued ON outbox (priority DESC, station_seq, next_try_at) WHERE stage = 'queued';
CREATE INDEX outbox_lines ON outbox (station_seq) WHERE standing IS NOT NULL;
CREATE INDEX outbox_standings ON outbox (standing, station_seq) WHERE standing IS NOT NULL;
CREATE INDEX outbox_owed_results ON outbox (station_seq) WHERE stage = 'accepted' AND results IS NULL;

DELETE FROM settings WHERE key = 'sync.cursor';
`,
};
