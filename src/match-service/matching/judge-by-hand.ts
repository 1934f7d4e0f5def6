import type { BillState, Manifest } from '../../contract/wire.ts';
import type { ExpectedInvoice, MatchNote, MatchResult } from '../../domain/rules/expected.ts';
import type { MatchContext } from '../../domain/rules/match-result.ts';
import type { Tx } from '../store/tables.ts';
import type { BillKey } from './bill-key.ts';
import {
  contentOf,
  type DecisionRow,
  decisionOfRow,
  decisionRows,
  dropDecision,
  dropReasonOf,
  isCarried,
  sidesOf,
  signOf,
} from './decisions.ts';
import { judge } from './judge.ts';

interface Judged extends Pick<BillState, 'outcome' | 'results'> {
  /** Whether a decision in force has a part in it. */
  readonly isByHand: boolean;
}

/**
 * The verdict on a revision with what persons decided of it. A decision about an invoice that is another one by now is
 * dropped, for good, and the verdict says so where it stood.
 */
export async function judgeByHand(
  tx: Tx,
  bill: BillKey & { readonly revision: number; readonly manifest: Manifest; readonly at: number },
  expected: readonly ExpectedInvoice[] | null,
  context: MatchContext,
): Promise<Judged> {
  const rows = await decisionRows(tx, bill);
  const sides = sidesOf(expected ?? [], bill.manifest);
  const dropped = rows.filter(
    (row) => row.state === 'dropped' && Number(row.ended_revision) === bill.revision,
  );
  const standing: DecisionRow[] = [];
  for (const row of rows.filter(({ state }) => state === 'in-force')) {
    const why = dropReasonOf(row, sides);
    if (why === null) standing.push(row);
    else {
      await dropDecision(tx, row, why, bill.revision, bill.at);
      dropped.push(row);
    }
  }
  const decisions = standing.map(decisionOfRow);
  const verdict = judge(expected, bill.manifest.documents, { ...context, decisions });
  const carried: DecisionRow[] = [];
  for (const row of standing) {
    if (isCarried(row, verdict.results)) carried.push(row);
    else {
      await dropDecision(tx, row, 'superseded', bill.revision, bill.at);
      dropped.push(row);
    }
  }
  return {
    outcome: verdict.outcome,
    results: verdict.results.map((result) => withDropped(result, dropped)),
    isByHand: carried.length > 0,
  };
}

function withDropped(
  result: MatchResult,
  dropped: readonly DecisionRow[],
): MatchResult & BillState['results'][number] {
  const notes = dropped
    .filter((row) => isAbout(row, result))
    .map((row): MatchNote => ({ type: 'DecisionDropped', ...signOf(row) }));
  return { ...result, evidence: [...result.evidence], notes: [...result.notes, ...notes] };
}

/** At the expected invoice where there is one, else at the scan. */
function isAbout(row: DecisionRow, { expectedId, documentId, number }: MatchResult): boolean {
  const content = contentOf(row);
  return content.type === 'set-aside'
    ? content.scan.documentId === documentId && content.scan.number === number
    : content.expectedId === expectedId;
}
