import type { Database } from 'better-sqlite3';
import type { AuditEntry } from '../../contract/queries.ts';
import type { AuditRow } from '../ports.ts';

export interface AuditRows {
  append(row: AuditRow): void;
  of(subject: string): readonly AuditEntry[];
}

export const auditSql = {
  of: `SELECT a.at, a.operator, a.act, a.detail FROM audit_subjects s JOIN audit a ON a.id = s.audit_id
    WHERE s.subject = ? ORDER BY s.audit_id`,
} as const;

/** Who did what to which record, in the order of the commits. */
export function openAuditRows(db: Database): AuditRows {
  const insert = db.prepare('INSERT INTO audit (at, operator, batch_id, act, detail) VALUES (?, ?, ?, ?, ?)');
  const insertSubjects = db.prepare<[number | bigint, string]>(
    'INSERT INTO audit_subjects (subject, audit_id) SELECT DISTINCT value, ? FROM json_each(?)',
  );
  const select = db.prepare<[string], AuditEntry>(auditSql.of);

  return {
    append(row) {
      const { lastInsertRowid } = insert.run(row.at, row.operator, row.batchId, row.act, row.detail);
      insertSubjects.run(lastInsertRowid, JSON.stringify(row.subjects));
    },
    of(subject) {
      return select.all(subject);
    },
  };
}
