import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { migrate } from '../../../src/station/store/migrate.ts';
import { migrations } from '../../../src/station/store/migrations/all.ts';
import { type AuditVerdict, verifyAudit } from '../../../src/station/store/verify-audit.ts';
import { audit, batch, commit, outboxEntry } from './sample.ts';
import { opened, temporaryFolder } from './temporary.ts';

const triggers = [
  'audit_keeps',
  'audit_stays',
  'audit_subjects_keep',
  'audit_subjects_stay',
  'audit_chain_keeps',
  'audit_chain_stays',
];

/** A trail of five entries, and somebody with the file in his hands who knows SQL. */
function trail() {
  const path = join(temporaryFolder(), 'station.sqlite');
  const store = opened(path);
  store.insertBatch(batch, audit('opened', [batch.id]));
  for (const act of ['scan', 'page.rotate', 'page.delete', 'undo']) {
    store.appendAudit(audit(act, ['page:2', 'page:1', 'page:2']));
  }
  return {
    store,
    verdict(): AuditVerdict {
      const verdict = verifyAudit(path);
      if (!verdict.ok) throw new Error(JSON.stringify(verdict.error));
      return verdict.value;
    },
    tamper(sql: string) {
      const db = new Database(path);
      for (const trigger of triggers) db.exec(`DROP TRIGGER ${trigger}`);
      db.pragma('foreign_keys = OFF');
      db.exec(sql);
      db.close();
    },
  };
}

describe('the audit trail', () => {
  it('AUDIT-1 is whole as it was written, also while the station has it open', () => {
    const { store, verdict } = trail();
    const { entries, head, broken } = verdict();
    expect([entries, head?.entry, broken]).toEqual([5, 5, null]);
    expect(store.auditHead()).toEqual({ entry: 5, hash: head?.hash, before: null });
  });

  it.each([
    ['an act that is another', `UPDATE audit SET act = 'scan' WHERE id = 4`, 4, 'changed'],
    ['another operator', `UPDATE audit SET operator = 'wang' WHERE id = 2`, 2, 'changed'],
    ['another instant', 'UPDATE audit SET at = at + 1 WHERE id = 5', 5, 'changed'],
    [
      'a subject taken out',
      `DELETE FROM audit_subjects WHERE audit_id = 3 AND subject = 'page:1'`,
      3,
      'changed',
    ],
    ['a subject put in', `INSERT INTO audit_subjects VALUES ('page:9', 1)`, 1, 'changed'],
    ['an entry taken out', 'DELETE FROM audit WHERE id = 3', 3, 'gone'],
    [
      'an entry and its hash taken out',
      'DELETE FROM audit WHERE id = 3; DELETE FROM audit_chain WHERE audit_id = 3',
      4,
      'changed',
    ],
    [
      'an entry slipped in',
      `INSERT INTO audit (at, operator, act, detail) VALUES (1, 'lin', 'scan', '{}')`,
      6,
      'unchained',
    ],
  ] as const)('AUDIT-2 tells the first entry that is not as it was: %s', (_what, sql, entry, why) => {
    const { verdict, tamper } = trail();
    tamper(sql);
    expect(verdict().broken).toEqual({ entry, why });
  });

  it('AUDIT-3 no code of ours changes a hash or takes it away', () => {
    const path = join(temporaryFolder(), 'station.sqlite');
    const store = opened(path);
    store.insertBatch(batch, audit('opened', [batch.id]));
    const db = new Database(path);
    expect(() => db.exec(`UPDATE audit_chain SET hash = ''`)).toThrow('append-only');
    expect(() => db.exec('DELETE FROM audit_chain')).toThrow('append-only');
    db.close();
  });

  it('AUDIT-4 a trail from before the chain is chained once, as it is found', () => {
    const path = join(temporaryFolder(), 'station.sqlite');
    const db = new Database(path);
    migrate(
      db,
      migrations.filter(({ number }) => number < 160),
    );
    const insert = db.prepare(
      `INSERT INTO audit (at, operator, batch_id, act, detail) VALUES (?, 'lin', NULL, 'scan', '{}')`,
    );
    const subject = db.prepare('INSERT INTO audit_subjects VALUES (?, ?)');
    for (let n = 1; n <= 3000; n += 1) {
      insert.run(n);
      if (n % 3 > 0) subject.run(`page:${n}`, n);
      if (n % 3 > 1) subject.run('bill:1', n);
    }
    db.close();
    opened(path).appendAudit(audit('opened'));
    expect(verifyAudit(path)).toMatchObject({ ok: true, value: { entries: 3001, broken: null } });
  });

  it('AUDIT-5 a submission tells the head, and what the trail says of the entry told before', () => {
    const { store, verdict, tamper } = trail();
    const first = store.auditHead();
    if (!first) throw new Error('no head');
    const entry = outboxEntry(1);
    store.commit(
      commit(1, {
        outbox: [{ ...entry, manifest: { ...entry.manifest, audit: first } }],
        audit: [audit('submitted')],
      }),
    );
    expect(store.auditHead()).toEqual({
      entry: 6,
      hash: verdict().head?.hash,
      before: { entry: 5, hash: first.hash },
    });
    tamper('DELETE FROM audit WHERE id > 4; DELETE FROM audit_chain WHERE audit_id > 4');
    expect(verdict().broken).toBeNull();
    expect(store.auditHead()).toMatchObject({ entry: 4, before: { entry: 5, hash: null } });
  });
});
