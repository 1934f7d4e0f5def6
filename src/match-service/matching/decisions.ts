import { canonicalJson } from '../../contract/canonical-json.ts';
import type { DecisionContent, dropReasons } from '../../contract/check.ts';
import type { Manifest } from '../../contract/wire.ts';
import { type Decision, isNamed } from '../../domain/rules/decisions.ts';
import type { ExpectedInvoice, MatchResult } from '../../domain/rules/expected.ts';
import { type Scan, scansOf } from '../../domain/rules/match-scan.ts';
import type { Tables, Tx } from '../store/tables.ts';
import type { BillKey } from './bill-key.ts';

export type DecisionRow = Tables['manual_check'];
type DropReason = (typeof dropReasons)[number];

/** A bill as a person finds it in a manual check. */
export interface BillSides {
  readonly expected: readonly ExpectedInvoice[];
  readonly scans: readonly ScanInBill[];
}
export interface ScanInBill extends Scan {
  readonly pages: Manifest['documents'][number]['pages'];
}

export function sidesOf(expected: readonly ExpectedInvoice[], { documents }: Manifest): BillSides {
  return {
    expected,
    scans: documents.flatMap(({ documentUuid, form = null, invoices, pages }) =>
      scansOf({ documentId: `document:${documentUuid}`, form, invoices }).map((scan) => ({ ...scan, pages })),
    ),
  };
}

/**
 * What the invoices of a decision are like now; a side that is gone is null. A scan is its fields and the sheets it was
 * read from: the same fields on another sheet were seen by nobody.
 */
export function aboutOf(content: DecisionContent, sides: BillSides): { expected: string; scan: string } {
  const invoice =
    content.type === 'set-aside' ? null : sides.expected.find(({ id }) => id === content.expectedId);
  const scan = content.type === 'no-paper' ? null : sides.scans.find((one) => isNamed(one, content.scan));
  return { expected: canonicalJson(invoice ?? null), scan: canonicalJson(scan ? seenOf(scan) : null) };
}

function seenOf({ invoice, pages }: ScanInBill) {
  const { source: _source, confidence: _confidence, ...fields } = invoice;
  return { fields, sheets: pages.map(({ originalSha256 }) => originalSha256) };
}

/** Rows of a bill, the latest first. */
export function decisionRows(tx: Tx, { stationId, billUuid }: BillKey): Promise<DecisionRow[]> {
  return tx
    .selectFrom('manual_check')
    .selectAll()
    .where('station_id', '=', stationId)
    .where('bill_uuid', '=', billUuid)
    .orderBy('made', 'desc')
    .execute();
}

export function contentOf(row: DecisionRow): DecisionContent {
  return JSON.parse(row.content) as DecisionContent;
}

export function decisionOfRow(row: DecisionRow): Decision {
  const content = contentOf(row);
  return { ...content, sign: signOf(row) };
}

export function signOf(row: DecisionRow) {
  const { reason } = contentOf(row);
  return { decisionId: row.decision_id, by: row.operator, at: Number(row.made_at), reason };
}

/** Why a decision in force no longer holds; null: it does. */
export function dropReasonOf(row: DecisionRow, sides: BillSides): DropReason | null {
  const before = JSON.parse(row.about) as { expected: string; scan: string };
  const now = aboutOf(contentOf(row), sides);
  if (before.expected !== now.expected) return 'expected-changed';
  return before.scan === now.scan ? null : 'scan-changed';
}

/** Whether the results carry the decision; if not, the machine pairs what it was about by itself. */
export function isCarried(row: DecisionRow, results: readonly MatchResult[]): boolean {
  return results.some(({ notes }) =>
    notes.some((note) => 'decisionId' in note && note.decisionId === row.decision_id),
  );
}

export async function dropDecision(
  tx: Tx,
  row: DecisionRow,
  why: DropReason,
  revision: number,
  at: number,
): Promise<void> {
  await tx
    .updateTable('manual_check')
    .set({
      state: 'dropped',
      ended_why: why,
      ended_at: Math.max(at, Number(row.made_at)),
      ended_revision: revision,
    })
    .where('station_id', '=', row.station_id)
    .where('bill_uuid', '=', row.bill_uuid)
    .where('decision_id', '=', row.decision_id)
    .execute();
}
