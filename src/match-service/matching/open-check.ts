import { createHash } from 'node:crypto';
import { canonicalJson } from '../../contract/canonical-json.ts';
import type { CheckReply, KeptDecision } from '../../contract/check.ts';
import { billState, type Manifest } from '../../contract/wire.ts';
import type { ExpectedInvoice } from '../../domain/rules/expected.ts';
import type { Tx } from '../store/tables.ts';
import type { BillKey } from './bill-key.ts';
import { type BillSides, contentOf, type DecisionRow, decisionRows, sidesOf } from './decisions.ts';

/** A bill laid out for a manual check. */
export interface OpenCheck {
  readonly reply: CheckReply;
  readonly sides: BillSides;
  /** Something of this revision went to the ERP, or may have. */
  readonly isHandedOver: boolean;
}

/** Null where no revision of the bill is here. */
export async function openCheck(tx: Tx, bill: BillKey): Promise<OpenCheck | null> {
  const row = await tx
    .selectFrom('bill')
    .innerJoin('revision', (join) =>
      join
        .onRef('revision.station_id', '=', 'bill.station_id')
        .onRef('revision.bill_uuid', '=', 'bill.bill_uuid')
        .onRef('revision.n', '=', 'bill.latest'),
    )
    .select(['bill.bill_number', 'bill.state', 'revision.manifest'])
    .where('bill.station_id', '=', bill.stationId)
    .where('bill.bill_uuid', '=', bill.billUuid)
    .executeTakeFirst();
  if (row === undefined) return null;
  const state = billState.parse(JSON.parse(row.state));
  const expected = await tx
    .selectFrom('expected_bill')
    .select('invoices')
    .where('bill_number', '=', row.bill_number)
    .executeTakeFirst();
  const sides = sidesOf(
    expected === undefined ? [] : (JSON.parse(expected.invoices) as ExpectedInvoice[]),
    JSON.parse(row.manifest) as Manifest,
  );
  const decisions = await decisionRows(tx, bill);
  return {
    sides,
    isHandedOver: state.handOver !== null && state.handOver.state !== 'waiting',
    reply: {
      billNumber: row.bill_number,
      state,
      verdict: createHash('sha256')
        .update(canonicalJson([state.latestRevision, state.outcome, state.results, state.returned]))
        .digest('hex'),
      expected: [...sides.expected],
      scans: sides.scans.map(({ documentId, invoice, pages }) => ({
        name: { documentId, code: invoice.code, number: invoice.number },
        invoice,
        pages: pages.map(({ pageUuid, sha256 }) => ({ pageUuid, sha256 })),
      })),
      decisions: decisions.map(keptOf),
    },
  };
}

function keptOf(row: DecisionRow): KeptDecision {
  return {
    id: row.decision_id,
    content: contentOf(row),
    number: row.invoice_number,
    revision: Number(row.revision),
    by: row.operator,
    at: Number(row.made_at),
    state: row.state,
    ended: row.ended_at === null ? null : { by: row.ended_by, at: Number(row.ended_at), why: row.ended_why },
  };
}
