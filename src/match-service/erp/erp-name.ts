import type { Db, Tx } from '../store/tables.ts';

/** Name of the connector bills are handed over by; null when the service has none, and then nothing is owed to an ERP. */
export async function readErpName(tx: Db | Tx): Promise<string | null> {
  const row = await tx
    .selectFrom('service_fact')
    .select('value')
    .where('name', '=', 'erp')
    .executeTakeFirst();
  return row === undefined || row.value === '' ? null : row.value;
}

/** Says which connector the instances of this store use. */
export async function keepErpName(db: Db, name: string | null): Promise<void> {
  const value = name ?? '';
  await db
    .insertInto('service_fact')
    .values({ name: 'erp', value })
    .onConflict((row) => row.column('name').doUpdateSet({ value }))
    .execute();
}
