import type { Database, Statement } from 'better-sqlite3';
import type { Changes, FieldChange } from '../../domain/tree/diff.ts';

export type SqlValue = string | number | null;

/** For each field of a record the columns it is kept in. */
export type ColumnsByField<R> = {
  readonly [F in keyof R]: (value: R[F]) => Readonly<Record<string, SqlValue>>;
};

export interface RecordTable<R extends { readonly id: string }> {
  add(changes: Changes<R>): void;
  /** Writes the changed fields only. */
  update(changes: Changes<R>): void;
  remove(changes: Changes<R>): void;
}

/** Rows of a table, moved by the changes of a diff. A record that is not where the diff says it is throws. */
export function recordTable<R extends { readonly id: string }>(
  db: Database,
  table: string,
  columns: ColumnsByField<R>,
): RecordTable<R> {
  const statements = new Map<string, Statement<SqlValue[]>>();
  const removal = db.prepare<[string]>(`DELETE FROM ${table} WHERE id = ?`);

  function statement(sql: string): Statement<SqlValue[]> {
    const known = statements.get(sql);
    if (known) return known;
    const made = db.prepare<SqlValue[]>(sql);
    statements.set(sql, made);
    return made;
  }

  function insert(record: R): void {
    const values = columnsOf(record);
    const names = Object.keys(values);
    const marks = names.map(() => '?').join(', ');
    statement(`INSERT INTO ${table} (${names.join(', ')}) VALUES (${marks})`).run(...Object.values(values));
  }

  function rewrite(change: FieldChange<R>): void {
    const values = columnsOf(change.to as Partial<R>);
    const names = Object.keys(values);
    if (names.length === 0) return;
    const sets = names.map((name) => `${name} = ?`).join(', ');
    const { changes } = statement(`UPDATE ${table} SET ${sets} WHERE id = ?`).run(
      ...Object.values(values),
      change.id,
    );
    if (changes !== 1) throw new Error(`no ${change.id} in ${table} to change`);
  }

  function columnsOf(fields: Partial<R>): Record<string, SqlValue> {
    const values: Record<string, SqlValue> = {};
    for (const field of Object.keys(fields) as (keyof R)[]) {
      const toColumns = columns[field];
      if (!toColumns) throw new Error(`no column for ${String(field)} in ${table}`);
      Object.assign(values, toColumns(fields[field] as R[typeof field]));
    }
    return values;
  }

  return {
    add(changes) {
      for (const record of changes.added) insert(record);
    },
    update(changes) {
      for (const change of changes.updated) rewrite(change as FieldChange<R>);
    },
    remove(changes) {
      for (const record of changes.removed) {
        if (removal.run(record.id).changes !== 1) throw new Error(`no ${record.id} in ${table} to remove`);
      }
    },
  };
}
