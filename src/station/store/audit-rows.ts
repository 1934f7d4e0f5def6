import type { Database } from 'better-sqlite3';
import type { AuditEntry } from '../../contract/history-shapes.ts';
import type { Sha256 } from '../../domain/units.ts';
import type { ActSign, AuditRow } from '../ports/store.ts';
import { auditHash, chainStart } from './audit-hash.ts';

export interface AuditRows {
  append(row: AuditRow): void;
  of(subject: string): readonly AuditEntry[];
  lastStep(subject: string): ActSign | null;
  lastDeletion(subject: string): ActSign | null;
  /** The newest entry with the hash of it and all before it; null before the first. */
  head(): { readonly entry: number; readonly hash: Sha256 } | null;
  /** Null where the entry is gone. */
  hashOf(entry: number): Sha256 | null;
}

export const auditSql = {
  head: `SELECT audit_id AS entry, hash FROM audit_chain
    WHERE audit_id = (SELECT max(audit_id) FROM audit_chain)`,
  of: `SELECT a.at, a.operator, a.act, a.detail FROM audit_subjects s JOIN audit a ON a.id = s.audit_id
    WHERE s.subject = ? ORDER BY s.audit_id`,
  lastStep: `SELECT a.at, a.operator FROM audit_subjects s JOIN audit a ON a.id = s.audit_id
    WHERE s.subject = ? AND a.act NOT IN ('undo', 'redo') ORDER BY s.audit_id DESC LIMIT 1`,
  lastDeletion: `SELECT a.at, a.operator FROM audit_subjects s JOIN audit a ON a.id = s.audit_id
    WHERE s.subject = ? AND (a.act IN ('page.delete', 'document.replace')
      OR a.act = 'undo' AND a.detail ->> '$.label' IN ('page.restore', 'document.replace')
      OR a.act = 'redo' AND a.detail ->> '$.label' IN ('page.delete', 'document.replace')) ORDER BY s.audit_id DESC LIMIT 1`,
} as const;

/** Who did what to which record, in the order of the commits. */
export function openAuditRows(db: Database): AuditRows {
  const insert = db.prepare('INSERT INTO audit (at, operator, batch_id, act, detail) VALUES (?, ?, ?, ?, ?)');
  const insertSubjects = db.prepare<[number, string]>(
    'INSERT INTO audit_subjects (subject, audit_id) SELECT value, ? FROM json_each(?)',
  );
  const select = db.prepare<[string], AuditEntry>(auditSql.of);
  const selectStep = db.prepare<[string], ActSign>(auditSql.lastStep);
  const selectDeletion = db.prepare<[string], ActSign>(auditSql.lastDeletion);

  const insertLink = db.prepare<[number, string]>('INSERT INTO audit_chain (audit_id, hash) VALUES (?, ?)');
  const selectHead = db.prepare<[], { entry: number; hash: Sha256 }>(auditSql.head);
  const selectHash = db.prepare<[number], Sha256>('SELECT hash FROM audit_chain WHERE audit_id = ?').pluck();

  return {
    append(row) {
      const previous = selectHead.get()?.hash ?? chainStart;
      const id = Number(insert.run(row.at, row.operator, row.batchId, row.act, row.detail).lastInsertRowid);
      const subjects = [...new Set(row.subjects)].toSorted();
      insertSubjects.run(id, JSON.stringify(subjects));
      insertLink.run(id, auditHash(previous, { ...row, id, subjects }));
    },
    head: () => selectHead.get() ?? null,
    hashOf: (entry) => selectHash.get(entry) ?? null,
    of(subject) {
      return select.all(subject);
    },
    lastStep: (subject) => selectStep.get(subject) ?? null,
    lastDeletion: (subject) => selectDeletion.get(subject) ?? null,
  };
}
