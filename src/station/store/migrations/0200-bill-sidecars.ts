import type { Migration } from './migration.ts';

/**
 * Bills whose sidecar does not say yet what the store says. `change` counts, so that one that changes while its sidecar is
 * written stays owed. Bills of before have none yet.
 */
export const billSidecars: Migration = {
  number: 200,
  name: 'bill-sidecars',
  sql: `
CREATE TABLE bill_sidecars_owed (
  bill_id TEXT PRIMARY KEY,
  change INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO bill_sidecars_owed (bill_id, change)
  SELECT id, 0 FROM bills UNION SELECT bill_id, 0 FROM outbox;
`,
};
