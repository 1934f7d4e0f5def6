import type { Database } from 'better-sqlite3';
import { operatorKey, type Role } from '../../domain/rules/operators.ts';
import type { OperatorRecord } from '../ports/operators.ts';

export interface OperatorRows {
  /** In the order of their names' keys, those that are no longer active too. */
  all(): readonly OperatorRecord[];
  save(record: OperatorRecord): void;
}

interface Row {
  id: string;
  name: string;
  name_key: string;
  role: Role;
  pin_hash: string;
  pin_salt: string;
  pin_n: number;
  pin_r: number;
  pin_p: number;
  is_active: number;
  failures: number;
  failed_at: number;
  created_at: number;
  changed_at: number;
}

export function openOperatorRows(db: Database): OperatorRows {
  const select = db.prepare<[], Row>('SELECT * FROM operators ORDER BY name_key');
  const upsert = db.prepare<[Row]>(
    `INSERT INTO operators VALUES (@id, @name, @name_key, @role, @pin_hash, @pin_salt, @pin_n, @pin_r, @pin_p,
       @is_active, @failures, @failed_at, @created_at, @changed_at)
     ON CONFLICT (id) DO UPDATE SET name = excluded.name, name_key = excluded.name_key, role = excluded.role,
       pin_hash = excluded.pin_hash, pin_salt = excluded.pin_salt, pin_n = excluded.pin_n, pin_r = excluded.pin_r,
       pin_p = excluded.pin_p, is_active = excluded.is_active, failures = excluded.failures,
       failed_at = excluded.failed_at, changed_at = excluded.changed_at`,
  );
  return {
    all: () => select.all().map(recordOf),
    save(record) {
      const { id, name, role, pin, failures } = record;
      upsert.run({
        id,
        name,
        name_key: operatorKey(name),
        role,
        pin_hash: pin.hash,
        pin_salt: pin.salt,
        pin_n: pin.n,
        pin_r: pin.r,
        pin_p: pin.p,
        is_active: record.isActive ? 1 : 0,
        failures: failures.count,
        failed_at: failures.at,
        created_at: record.createdAt,
        changed_at: record.changedAt,
      });
    },
  };
}

function recordOf(row: Row): OperatorRecord {
  return {
    id: row.id,
    name: row.name,
    role: row.role,
    pin: { hash: row.pin_hash, salt: row.pin_salt, n: row.pin_n, r: row.pin_r, p: row.pin_p },
    isActive: row.is_active === 1,
    failures: { count: row.failures, at: row.failed_at },
    createdAt: row.created_at,
    changedAt: row.changed_at,
  };
}
