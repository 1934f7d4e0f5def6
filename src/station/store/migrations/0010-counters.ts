import type { Migration } from './migration.ts';

/** `write` counts write transactions: after an I/O error it tells whether the last one is in the file. */
export const counters: Migration = {
  number: 10,
  name: 'counters',
  sql: `
CREATE TABLE counters (
  name TEXT PRIMARY KEY,
  value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO counters (name, value) VALUES ('write', 0), ('station_seq', 0);

CREATE TABLE settings (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`,
};
