import type { Db, Tx } from '../store/tables.ts';

/** What happens to bills whose expected invoices nobody ever told: they wait, or the ERP gets them as they are. */
export type Unannounced = 'wait' | 'hand-over';

export interface ErpFacts {
  /** Name of the connector bills are handed over by. */
  readonly name: string;
  /** Bills nobody announced are handed over when they came at or after this instant; null: they wait. */
  readonly unannouncedSince: number | null;
}

/** The ERP of this store's service; null when it has none, and then nothing is owed to one. */
export async function readErpFacts(tx: Db | Tx): Promise<ErpFacts | null> {
  const [name, since] = [await read(tx, 'erp'), await read(tx, 'erp.unannounced-since')];
  return name === '' ? null : { name, unannouncedSince: since === '' ? null : Number(since) };
}

/**
 * Says which connector the instances of this store use. Bills nobody announced that came before it was set to take them
 * stay where they are: a station that is connected after weeks must not send weeks.
 */
export async function keepErpFacts(
  db: Db,
  erp: { readonly name: string; readonly unannounced: Unannounced } | null,
  now: number,
): Promise<void> {
  await keep(db, 'erp', erp?.name ?? '');
  const before = await read(db, 'erp.unannounced-since');
  const isTaken = erp?.unannounced === 'hand-over';
  await keep(db, 'erp.unannounced-since', isTaken ? before || String(now) : '');
}

async function read(tx: Db | Tx, name: string): Promise<string> {
  const row = await tx.selectFrom('service_fact').select('value').where('name', '=', name).executeTakeFirst();
  return row?.value ?? '';
}

async function keep(db: Db, name: string, value: string): Promise<void> {
  await db
    .insertInto('service_fact')
    .values({ name, value })
    .onConflict((row) => row.column('name').doUpdateSet({ value }))
    .execute();
}
