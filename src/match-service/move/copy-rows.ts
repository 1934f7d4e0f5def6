import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Db, Tables, Tx } from '../store/tables.ts';

export type TableName = keyof Tables;
type Row = Readonly<Record<string, string | number | null>>;

/** Every table by its key. A new one is missing here until somebody says how its rows are told apart. */
const keys = {
  service_fact: ['name'],
  counter: ['name'],
  revision: ['station_id', 'bill_uuid', 'n'],
  bill: ['station_id', 'bill_uuid'],
  scanned_invoice: ['invoice_key', 'station_id', 'bill_uuid'],
  expected_bill: ['bill_number'],
  announced_bill: ['bill_number'],
  hand_over: ['id'],
  hand_over_note: ['hand_over_id', 'step'],
  expected_key: ['invoice_key', 'bill_number'],
  manual_check: ['station_id', 'bill_uuid', 'decision_id'],
  bill_return: ['station_id', 'bill_uuid', 'revision'],
  bill_line: ['station_id', 'bill_uuid'],
  audit_head: ['station_id', 'entry'],
  audit_break: ['station_id', 'bill_uuid', 'n'],
  scheme_edition: ['revision'],
  typed_bill: ['station_id', 'bill_uuid'],
  enrolment_code: ['code_hash'],
  enrolment: ['id'],
  enrolment_event: ['seq'],
  change: ['seq'],
} as const satisfies { readonly [T in TableName]: readonly (keyof Tables[T] & string)[] };

export const tableNames = Object.keys(keys) as readonly TableName[];
/** What a store has of its own before anybody used it. */
const own: ReadonlySet<TableName> = new Set(['service_fact', 'counter']);
const rowsAtOnce = 500;

/** How many rows, and a sum of what is in them that does not depend on their order: collations differ between engines. */
export interface TableSum {
  readonly rows: number;
  readonly sum: string;
}

/** Rows of a store that somebody put there. */
export async function usedRows(db: Db): Promise<number> {
  let rows = 0;
  for (const table of tableNames) if (!own.has(table)) rows += await countRows(db, table);
  return rows;
}

/** Puts all rows of `from` in the place of what the target has, and gives what was read. */
export async function copyRows(from: Tx, to: Tx): Promise<ReadonlyMap<TableName, TableSum>> {
  const sums = new Map<TableName, TableSum>();
  for (const table of tableNames) {
    await sql`delete from ${sql.table(table)}`.execute(to);
    sums.set(
      table,
      await sumOf(from, table, async (rows) => {
        await to
          .insertInto(table)
          .values(rows as never)
          .execute();
      }),
    );
  }
  return sums;
}

/** Reads a whole table in portions, by its key. */
export async function sumOf(
  db: Db | Tx,
  table: TableName,
  onRows: (rows: readonly Row[]) => Promise<void> = async () => undefined,
): Promise<TableSum> {
  const columns = keys[table].map((name) => sql.ref(name));
  const key = sql.join(columns);
  let after: readonly (string | number | null)[] | null = null;
  let [rows, sum] = [0, 0n];
  for (;;) {
    const where =
      after === null ? sql`` : sql`where (${key}) > (${sql.join(after.map((part) => sql.val(part)))})`;
    const portion: readonly Row[] = (
      await sql<Row>`select * from ${sql.table(table)} ${where} order by ${key} limit ${sql.lit(rowsAtOnce)}`.execute(
        db,
      )
    ).rows;
    const last = portion.at(-1);
    if (last === undefined) return { rows, sum: sum.toString(16) };
    await onRows(portion);
    for (const row of portion) sum = (sum + hashOf(row)) & mask;
    rows += portion.length;
    after = keys[table].map((name) => last[name] ?? null);
  }
}

const mask = (1n << 256n) - 1n;

function hashOf(row: Row): bigint {
  const parts = Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1));
  return BigInt(`0x${createHash('sha256').update(JSON.stringify(parts)).digest('hex')}`);
}

async function countRows(db: Db, table: TableName): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`.execute(db);
  return Number(rows[0]?.n ?? 0);
}
