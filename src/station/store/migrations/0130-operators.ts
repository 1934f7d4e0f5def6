import type { Migration } from './migration.ts';

/**
 * Who may sign in. `name_key` is what makes a name unique; the cost of the PIN's hash stands with it, so that it can be
 * raised. Never deleted: the audit names them.
 */
export const operators: Migration = {
  number: 130,
  name: 'operators',
  sql: `
CREATE TABLE operators (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL UNIQUE,
  role TEXT NOT NULL CHECK (role IN ('operator', 'checker', 'admin')),
  pin_hash TEXT NOT NULL,
  pin_salt TEXT NOT NULL,
  pin_n INTEGER NOT NULL,
  pin_r INTEGER NOT NULL,
  pin_p INTEGER NOT NULL,
  is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
  failures INTEGER NOT NULL,
  failed_at INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`,
};
