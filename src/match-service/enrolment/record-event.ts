import { nextOrder } from '../store/changes.ts';
import type { Tables, Tx } from '../store/tables.ts';

/** One line of the record, in the transaction of what it tells. */
export async function recordEvent(tx: Tx, event: Omit<Tables['enrolment_event'], 'seq'>): Promise<void> {
  await tx
    .insertInto('enrolment_event')
    .values({ seq: await nextOrder(tx), ...event })
    .execute();
}
