import { randomUUID } from 'node:crypto';
import type { BillState, HandOverState } from '../../contract/wire.ts';
import type { Scheme } from '../../domain/rules/scheme.ts';
import type { Tables, Tx } from '../store/tables.ts';
import { type ErpFacts, readErpFacts } from './erp-facts.ts';

type Row = Tables['hand_over'];

/**
 * Brings the outbox in line with how a bill's latest revision was matched: owed as soon as everything matched, at once or
 * when a person says so, as its scheme has it; withdrawn when it no longer matches and nothing was sent. A bill nobody
 * announced is owed as it is where the service is set so. Returns how it stands.
 */
export async function planHandOver(
  tx: Tx,
  bill: { readonly stationId: string; readonly submit: Scheme['submit'] },
  state: Pick<BillState, 'billUuid' | 'latestRevision' | 'outcome' | 'results' | 'receipt'>,
): Promise<HandOverState | null> {
  const before = await tx
    .selectFrom('hand_over')
    .selectAll()
    .where('station_id', '=', bill.stationId)
    .where('bill_uuid', '=', state.billUuid)
    .where('n', '=', state.latestRevision)
    .executeTakeFirst();
  const isUntouched =
    before === undefined ||
    before.state === 'waiting' ||
    (before.state === 'queued' && Number(before.attempt) === 0);
  const erp = await readErpFacts(tx);
  if (before !== undefined && !isUntouched) return standOf(before, erp);
  const isUnannounced = state.outcome === 'accepted';
  const isDue = isUnannounced ? goesUnannounced(state, erp) : state.outcome === 'matched';
  if (!isDue) {
    if (before !== undefined) await tx.deleteFrom('hand_over').where('id', '=', before.id).execute();
    return null;
  }
  if (before === undefined && erp === null) return null;
  // Nothing is matched here of a bill nobody announced: there is no "after it" to wait for, and the ERP has its own schemes.
  const isAutomatic = isUnannounced || before?.state === 'queued' || bill.submit === 'automatic';
  const row: Row = {
    id: before?.id ?? randomUUID(),
    station_id: bill.stationId,
    bill_uuid: state.billUuid,
    n: state.latestRevision,
    state: isAutomatic ? 'queued' : 'waiting',
    attempt: 0,
    asks: 0,
    next_at: 0,
    lease: '',
    reason: null,
    reference: null,
    results: JSON.stringify(state.results),
    changed_at: before?.changed_at ?? state.receipt.receivedAt,
  };
  const { id, ...change } = row;
  await tx
    .insertInto('hand_over')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(change))
    .execute();
  return standOf(row, erp);
}

/** What another bill went out with does not go a second time. */
function goesUnannounced(
  { results, receipt }: Pick<BillState, 'results' | 'receipt'>,
  erp: ErpFacts | null,
): boolean {
  const since = erp?.unannouncedSince ?? null;
  return (
    since !== null && receipt.receivedAt >= since && results.every(({ verdict }) => verdict !== 'duplicate')
  );
}

const states = {
  waiting: 'waiting',
  queued: 'submitting',
  sending: 'submitting',
  asking: 'submitting',
  accepted: 'submitting',
  submitted: 'submitted',
  failed: 'submit-failed',
} as const satisfies Record<Row['state'], HandOverState['state']>;

function standOf(row: Row, erp: ErpFacts | null): HandOverState {
  return {
    id: row.id,
    attempt: Number(row.attempt),
    state: states[row.state],
    fate: fateOf(row),
    reason: row.reason,
    reference: row.reference,
    connector: erp?.name ?? '',
    changedAt: Number(row.changed_at),
  };
}

/** What is known of whether the ERP has it. */
export function fateOf(row: Pick<Row, 'state' | 'asks'>): HandOverState['fate'] {
  if (row.state === 'submitted') return 'accepted';
  if (row.state !== 'failed') return 'open';
  // Asked to the limit without an answer; a refusal is an answer.
  return Number(row.asks) > 0 ? 'unknown' : 'refused';
}
