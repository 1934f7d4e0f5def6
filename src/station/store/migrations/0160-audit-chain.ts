import type { Migration } from './migration.ts';

/**
 * The hash of each audit entry and all before it. Entries from before the chain are chained as they are found, once.
 * Subjects are gathered first: asked for entry by entry, each would be looked for in all.
 */
export const auditChain: Migration = {
  number: 160,
  name: 'audit-chain',
  sql: `
CREATE TABLE audit_chain (
  audit_id INTEGER PRIMARY KEY REFERENCES audit (id),
  hash TEXT NOT NULL
) STRICT;

CREATE TEMP TABLE gathered_subjects (audit_id INTEGER PRIMARY KEY, subjects TEXT NOT NULL);
INSERT INTO gathered_subjects
  SELECT audit_id, json_group_array(subject)
  FROM (SELECT audit_id, subject FROM audit_subjects ORDER BY audit_id, subject) GROUP BY audit_id;
WITH RECURSIVE
  numbered AS MATERIALIZED (SELECT row_number() OVER (ORDER BY id) AS n, id FROM audit),
  link (n, id, hash) AS (
    SELECT 0, 0, printf('%.64d', 0)
    UNION ALL
    SELECT numbered.n, a.id,
      audit_hash(link.hash, a.id, a.at, a.operator, a.batch_id, a.act, a.detail, coalesce(s.subjects, '[]'))
    FROM link
    CROSS JOIN numbered ON numbered.n = link.n + 1
    CROSS JOIN audit a ON a.id = numbered.id
    LEFT JOIN gathered_subjects s ON s.audit_id = a.id
  )
INSERT INTO audit_chain SELECT id, hash FROM link WHERE n > 0;
DROP TABLE gathered_subjects;

CREATE TRIGGER audit_chain_keeps BEFORE UPDATE ON audit_chain BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
CREATE TRIGGER audit_chain_stays BEFORE DELETE ON audit_chain BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
`,
};
