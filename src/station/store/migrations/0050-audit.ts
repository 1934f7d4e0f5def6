import type { Migration } from './migration.ts';

/** Who did what to which record. The triggers hold it append-only against any code of ours. */
export const audit: Migration = {
  number: 50,
  name: 'audit',
  sql: `
CREATE TABLE audit (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  operator TEXT NOT NULL,
  batch_id TEXT,
  act TEXT NOT NULL,
  detail TEXT NOT NULL
) STRICT;

CREATE TABLE audit_subjects (
  subject TEXT NOT NULL,
  audit_id INTEGER NOT NULL REFERENCES audit (id),
  PRIMARY KEY (subject, audit_id)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER audit_keeps BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
CREATE TRIGGER audit_stays BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
CREATE TRIGGER audit_subjects_keep BEFORE UPDATE ON audit_subjects BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
CREATE TRIGGER audit_subjects_stay BEFORE DELETE ON audit_subjects BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
`,
};
