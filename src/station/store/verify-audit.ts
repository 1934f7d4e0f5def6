import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';
import type { StationError } from '../../contract/errors.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { Sha256 } from '../../domain/units.ts';
import { type AuditLine, auditHash, chainStart } from './audit-hash.ts';
import { schemaObjection } from './migrate.ts';
import { migrations } from './migrations/all.ts';
import { diskCodeOf, stationErrorOfCode } from './store-error.ts';

export interface AuditVerdict {
  /** Entries that are as they were written. */
  readonly entries: number;
  readonly head: { readonly entry: number; readonly hash: Sha256 } | null;
  /** The first entry that is not, and what is wrong with it; null when all are. */
  readonly broken: { readonly entry: number; readonly why: 'changed' | 'gone' | 'unchained' } | null;
}

interface ChainRow {
  readonly id: number;
  readonly at: number | null;
  readonly operator: string;
  readonly batchId: string | null;
  readonly act: string;
  readonly detail: string;
  readonly hash: Sha256 | null;
}

/**
 * Makes the hash of every entry of a station's database anew and holds it against the one written then. Only reads, so
 * it can be asked while the station works. A trail cut at its end is whole in itself: that is seen by the service, to which
 * each submission tells the head.
 */
export function verifyAudit(path: string): Result<AuditVerdict, StationError> {
  if (!existsSync(path)) return err({ type: 'StoreFailed', code: 'ENOENT' });
  try {
    const db = new Database(path, { readonly: true, fileMustExist: true, timeout: 5000 });
    try {
      const objection = schemaObjection(db, migrations, path);
      if (objection) return err(objection);
      if (!isChained(db))
        return err({
          type: 'InvalidCommand',
          detail: 'the audit trail is not chained yet: start the station once',
        });
      // One transaction: entries that come meanwhile are for the next time.
      return ok(db.transaction(() => verdictOn(db))());
    } finally {
      db.close();
    }
  } catch (cause) {
    const code = diskCodeOf(cause);
    if (code === null) throw cause;
    return err(stationErrorOfCode(code, cause, path));
  }
}

/** A database that no station of this version has opened yet is of an older schema, and stays so here. */
function isChained(db: Database.Database): boolean {
  return db.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'audit_chain'`).get() !== undefined;
}

function verdictOn(db: Database.Database): AuditVerdict {
  const rows = db.prepare<[], ChainRow>(`
    SELECT coalesce(a.id, c.audit_id) AS id, a.at, a.operator, a.batch_id AS batchId, a.act, a.detail, c.hash
    FROM audit a FULL JOIN audit_chain c ON c.audit_id = a.id ORDER BY 1`);
  const subjects = subjectsInStep(db);
  let entries = 0;
  let head: AuditVerdict['head'] = null;
  try {
    for (const row of rows.iterate()) {
      const { id, at, hash } = row;
      const broken = (why: 'changed' | 'gone' | 'unchained') => ({
        entries,
        head,
        broken: { entry: id, why },
      });
      if (at === null) return broken('gone');
      if (hash === null) return broken('unchained');
      const line: AuditLine = { ...row, at, subjects: subjects.of(id) };
      if (auditHash(head?.hash ?? chainStart, line) !== hash) return broken('changed');
      entries += 1;
      head = { entry: id, hash };
    }
    return { entries, head, broken: null };
  } finally {
    subjects.end();
  }
}

/** Subjects of one entry after the other, ids rising, in one pass through all. */
function subjectsInStep(db: Database.Database) {
  const all = db
    .prepare<[], { audit_id: number; subject: string }>(
      'SELECT audit_id, subject FROM audit_subjects ORDER BY audit_id, subject',
    )
    .iterate();
  let next = all.next();
  return {
    of(id: number): readonly string[] {
      const subjects: string[] = [];
      for (; !next.done && next.value.audit_id <= id; next = all.next()) {
        if (next.value.audit_id === id) subjects.push(next.value.subject);
      }
      return subjects;
    },
    end: () => void all.return?.(),
  };
}
