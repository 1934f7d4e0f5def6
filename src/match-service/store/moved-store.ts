import { sql } from 'kysely';
import type { Db, Tx } from './tables.ts';

/** The service whose rows and blobs are being brought here: until they all are, nothing is served from here. */
const incoming = 'moving-from';
/** When everything was brought elsewhere: nothing is served from here any more. */
const outgone = 'moved-at';

/** Throws for a store that no service may run on: one that was moved away, or that is being moved to. */
export async function refuseMoved(db: Db): Promise<void> {
  if ((await factOf(db, incoming)) !== null)
    throw new Error(
      'a service is being moved to this store: run match-service move again until it says moved',
    );
  if ((await factOf(db, outgone)) !== null)
    throw new Error('this service was moved to another store: start it there, and keep this one as a backup');
}

/** The id of the service that is being brought here; null: none. */
export function incomingService(db: Db): Promise<string | null> {
  return factOf(db, incoming);
}

export async function expectIncoming(db: Db, serviceId: string): Promise<void> {
  await db.insertInto('service_fact').values({ name: incoming, value: serviceId }).execute();
}

/** From the commit on no writer of the SQLite store gets through, one that runs included: all of them take that one row first. */
export async function closeMoved(tx: Tx, now: number): Promise<void> {
  await sql`create trigger store_was_moved before update on counter
    begin select raise(abort, 'this service was moved to another store'); end`.execute(tx);
  await tx
    .insertInto('service_fact')
    .values({ name: outgone, value: String(now) })
    .execute();
}

async function factOf(db: Db, name: string): Promise<string | null> {
  const row = await db.selectFrom('service_fact').select('value').where('name', '=', name).executeTakeFirst();
  return row?.value ?? null;
}
