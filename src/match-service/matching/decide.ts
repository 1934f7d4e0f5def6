import { canonicalJson } from '../../contract/canonical-json.ts';
import type { CheckReply, DecisionContent } from '../../contract/check.ts';
import type { ServiceError } from '../../contract/wire.ts';
import { nextOrder } from '../store/changes.ts';
import type { StoreClock } from '../store/store-clock.ts';
import type { Db, Tx } from '../store/tables.ts';
import { writing } from '../store/writing.ts';
import type { BillKey } from './bill-key.ts';
import { aboutOf, contentOf, type DecisionRow, decisionRows } from './decisions.ts';
import { type OpenCheck, openCheck } from './open-check.ts';
import { settleBill } from './settle-bill.ts';

export type DecideAnswer =
  | { readonly type: 'taken'; readonly check: CheckReply }
  | {
      readonly type: 'refused';
      readonly error: Extract<
        ServiceError['error'],
        'not-found' | 'invalid' | 'verdict-changed' | 'already-decided' | 'held-elsewhere' | 'handed-over'
      >;
      readonly detail: string;
    };

interface Word extends BillKey {
  readonly decisionId: string;
  readonly operator: string;
  /** The verdict the person saw. */
  readonly verdict: string;
}

/** A person decides of a bill by hand. Said again under the same id it is done once, whatever the verdict is by then. */
export async function decide(
  db: Db,
  clock: StoreClock,
  word: Word & { readonly decision: DecisionContent },
): Promise<DecideAnswer> {
  return writing(db, async (tx) => {
    const check = await openCheck(tx, word);
    if (check === null) return refused('not-found', 'no revision of this bill is here');
    const rows = await decisionRows(tx, word);
    const same = rows.find(({ decision_id }) => decision_id === word.decisionId);
    if (same) {
      const isSame = canonicalJson(contentOf(same)) === canonicalJson(word.decision);
      return isSame
        ? { type: 'taken', check: check.reply }
        : refused('already-decided', 'this id means another decision');
    }
    const refusal = refusalOf(check, word) ?? contentRefusal(check, rows, word.decision);
    if (refusal) return refusal;
    const { content, number } = named(check, word.decision);
    await tx
      .insertInto('manual_check')
      .values({
        station_id: word.stationId,
        bill_uuid: word.billUuid,
        decision_id: word.decisionId,
        made: await nextOrder(tx),
        revision: check.reply.state.latestRevision,
        content: JSON.stringify(content),
        invoice_number: number,
        about: JSON.stringify(aboutOf(content, check.sides)),
        operator: word.operator,
        made_at: await clock(tx),
        state: 'in-force',
        ended_by: null,
        ended_at: null,
        ended_why: null,
        ended_revision: null,
      })
      .execute();
    return settled(tx, word);
  });
}

/** Takes a decision back. Of one that no longer holds nothing is to be taken back. */
export async function undoDecision(db: Db, clock: StoreClock, word: Word): Promise<DecideAnswer> {
  return writing(db, async (tx) => {
    const check = await openCheck(tx, word);
    const rows = await decisionRows(tx, word);
    const row = rows.find(({ decision_id }) => decision_id === word.decisionId);
    if (check === null || !row) return refused('not-found', 'no such decision');
    if (row.state !== 'in-force') return { type: 'taken', check: check.reply };
    const refusal = refusalOf(check, word);
    if (refusal) return refusal;
    await tx
      .updateTable('manual_check')
      .set({ state: 'undone', ended_by: word.operator, ended_at: await clock(tx) })
      .where('station_id', '=', word.stationId)
      .where('bill_uuid', '=', word.billUuid)
      .where('decision_id', '=', word.decisionId)
      .execute();
    return settled(tx, word);
  });
}

async function settled(tx: Tx, word: Word): Promise<DecideAnswer> {
  await settleBill(tx, word);
  const check = await openCheck(tx, word);
  if (check === null) throw new Error('a bill that was decided on is gone');
  return { type: 'taken', check: check.reply };
}

function refusalOf({ reply, isHandedOver }: OpenCheck, { verdict }: Word): DecideAnswer | null {
  if (isHandedOver) return refused('handed-over', 'this revision is on its way to the ERP, or there');
  if (reply.verdict !== verdict) return refused('verdict-changed', 'the verdict is another one by now');
  return null;
}

function contentRefusal(
  { reply, sides }: OpenCheck,
  rows: readonly DecisionRow[],
  decision: DecisionContent,
): DecideAnswer | null {
  const about = aboutOf(decision, sides);
  const isGone =
    (decision.type !== 'set-aside' && about.expected === 'null') ||
    (decision.type !== 'no-paper' && about.scan === 'null');
  if (isGone) return refused('invalid', 'no such expected invoice or scan in this bill');
  const isTaken = rows
    .filter(({ state }) => state === 'in-force')
    .map(contentOf)
    .some((other) => sharesSide(other, decision));
  if (isTaken) return refused('already-decided', 'one of the two is decided on: undo that first');
  const isPaired = reply.state.results.some(
    (result) =>
      result.verdict === 'matched' &&
      ((decision.type !== 'set-aside' && result.expectedId === decision.expectedId) ||
        (decision.type !== 'no-paper' &&
          result.documentId === decision.scan.documentId &&
          result.number === decision.scan.number)),
  );
  if (isPaired) return refused('already-decided', 'one of the two is matched');
  const isHeld =
    decision.type !== 'no-paper' &&
    reply.state.results.some(
      ({ documentId, number, notes }) =>
        documentId === decision.scan.documentId &&
        (number === decision.scan.number || decision.type === 'pair') &&
        notes.some(({ type }) => type === 'HeldByBill'),
    );
  return isHeld ? refused('held-elsewhere', 'another bill was submitted with this invoice') : null;
}

function sharesSide(one: DecisionContent, other: DecisionContent): boolean {
  const isSameExpected =
    one.type !== 'set-aside' && other.type !== 'set-aside' && one.expectedId === other.expectedId;
  const isSameScan =
    one.type !== 'no-paper' &&
    other.type !== 'no-paper' &&
    canonicalJson(one.scan) === canonicalJson(other.scan);
  return isSameExpected || isSameScan;
}

function named({ sides }: OpenCheck, decision: DecisionContent) {
  const expected =
    decision.type === 'set-aside' ? null : sides.expected.find(({ id }) => id === decision.expectedId);
  const number = decision.type === 'set-aside' ? decision.scan.number : (expected?.number ?? '');
  return { content: decision, number };
}

function refused(error: Extract<DecideAnswer, { type: 'refused' }>['error'], detail: string): DecideAnswer {
  return { type: 'refused', error, detail };
}
