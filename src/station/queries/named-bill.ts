import type { QueryInput, QueryOutput } from '../../contract/queries.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { Store } from '../ports/store.ts';
import { billStatusOf } from './bill-status.ts';

/** What is known here of a bill number: the bill still worked on, of the newest batch, and where the newest submission stands. */
export function namedBill(
  { store }: { readonly store: Pick<Store, 'openBillNumbered' | 'outbox'> },
  { number }: QueryInput<'bill.named'>,
): Result<QueryOutput<'bill.named'>, never> {
  const [newest] = store
    .outbox()
    .filter((entry) => entry.number === number)
    .toSorted((a, b) => b.updatedAt - a.updatedAt);
  return ok({ open: store.openBillNumbered(number), status: newest ? billStatusOf(newest) : null });
}
