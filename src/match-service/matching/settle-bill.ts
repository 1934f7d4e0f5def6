import type { BillLine } from '../../contract/bill-list.ts';
import type { BillState, Manifest, Receipt } from '../../contract/wire.ts';
import type { ExpectedInvoice } from '../../domain/rules/expected.ts';
import { schemeOfType, usualCompare } from '../../domain/rules/scheme.ts';
import { planHandOver } from '../erp/plan-hand-over.ts';
import { recordChange } from '../store/changes.ts';
import type { Tx } from '../store/tables.ts';
import type { BillKey } from './bill-key.ts';
import { lineOf, rowOf } from './bill-line.ts';
import { returnOf } from './bill-return.ts';
import { expectedElsewhere } from './expected-index.ts';
import { heldElsewhere } from './held-elsewhere.ts';
import { invoiceKeysOf } from './judge.ts';
import { judgeByHand } from './judge-by-hand.ts';
import { keepType, readSchemes, typeFor } from './schemes.ts';

/**
 * Matches the latest revision of a bill with what is known now, and records the change if its state is another than
 * before. Returns whether it was.
 */
export async function settleBill(tx: Tx, { stationId, billUuid }: BillKey): Promise<boolean> {
  const latest = await tx
    .selectFrom('revision')
    .selectAll()
    .where('station_id', '=', stationId)
    .where('bill_uuid', '=', billUuid)
    .orderBy('n', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  const manifest = JSON.parse(latest.manifest) as Manifest;
  const expected = await tx
    .selectFrom('expected_bill')
    .select('invoices')
    .where('bill_number', '=', latest.bill_number)
    .executeTakeFirst();
  const keys = [...invoiceKeysOf(manifest.documents)];
  const elsewhere = await expectedElsewhere(tx, keys, latest.bill_number);
  const book = await readSchemes(tx);
  const type = await typeFor(tx, book, { stationId, billUuid }, latest.bill_number);
  await keepType(tx, { stationId, billUuid }, type);
  const scheme = schemeOfType(book, type);
  const { isByHand, ...verdict } = await judgeByHand(
    tx,
    { stationId, billUuid, revision: Number(latest.n), manifest, at: Number(latest.received_at) },
    expected === undefined ? null : (JSON.parse(expected.invoices) as ExpectedInvoice[]),
    {
      rules: scheme ?? usualCompare,
      heldBy: await heldElsewhere(tx, { stationId, billUuid }),
      expectedBy: (key) => elsewhere.get(key) ?? null,
    },
  );
  const matched = {
    billUuid,
    latestRevision: Number(latest.n),
    digest: latest.digest,
    receipt: JSON.parse(latest.receipt) as Receipt,
    ...verdict,
  };
  const returned = await returnOf(tx, { stationId, billUuid }, matched.latestRevision);
  // What a person decided by hand a person submits, and what was sent back nobody does.
  const submit = isByHand ? 'manual' : (scheme?.submit ?? 'manual');
  const toHandOver = returned === null ? matched : { ...matched, outcome: 'unmatched' as const };
  const handOver = await planHandOver(tx, { stationId, submit }, toHandOver);
  const state: BillState = { ...matched, handOver, returned };
  const text = JSON.stringify(state);
  const before = await tx
    .selectFrom('bill')
    .select('state')
    .where('station_id', '=', stationId)
    .where('bill_uuid', '=', billUuid)
    .executeTakeFirst();
  if (before?.state === text) return false;
  const row = { bill_number: latest.bill_number, latest: latest.n, state: text };
  await tx
    .insertInto('bill')
    .values({ station_id: stationId, bill_uuid: billUuid, ...row })
    .onConflict((bill) => bill.columns(['station_id', 'bill_uuid']).doUpdateSet(row))
    .execute();
  await keepLine(tx, lineOf(stationId, manifest, state));
  await recordChange(tx, stationId, { type: 'bill', state });
  return true;
}

async function keepLine(tx: Tx, line: BillLine): Promise<void> {
  const row = rowOf(line);
  await tx
    .insertInto('bill_line')
    .values(row)
    .onConflict((conflict) => conflict.columns(['station_id', 'bill_uuid']).doUpdateSet(row))
    .execute();
}
