import { createHash } from 'node:crypto';
import type { AskOutcome, HandOverOutcome } from '../../match-service/erp/erp-port.ts';
import { accepted } from '../accepted.ts';
import type { ReadOutcome } from './api.ts';
import type { CollectedFile } from './collect.ts';
import { textField } from './envelopes.ts';
import type { SubmitNote } from './journal.ts';
import type { SignInFailure } from './session.ts';
import { labelOf } from './status-labels.ts';
import { referenceOf, type Turn, tryLater, type WriteTurn } from './turn.ts';

const submitPath = '/kapi/app/bds/scanBillSubmit';
const statusPath = '/kapi/app/bds/operate';

/** What 3.06 shows of a bill; `word` is comparable: two equal words mean that nothing was seen to change. */
type Seen =
  | { readonly type: 'seen'; readonly word: string; readonly code: string | null }
  | { readonly type: 'failed'; readonly failure: SignInFailure };

/**
 * Submits the whole list in its order (4.02). What 3.06 shows is noted with it beforehand, so that a lost answer can be
 * told from a submit that never arrived.
 */
export async function submitBill(turn: WriteTurn, files: readonly CollectedFile[]): Promise<HandOverOutcome> {
  const { config, journal, handOver } = turn;
  const before = await look(turn);
  if (before.type === 'failed') return tryLater(before.failure);
  const body = JSON.stringify({
    scanBillNo: handOver.manifest.billNumber,
    resource: config.resource,
    billType: turn.billType,
    fileList: files,
    modelType: config.missingBill === 'create' ? '1' : '0',
    // The whole list takes the place of what is there: the one write that may be repeated.
    saveType: 'upload',
    isSubmitErp: config.onward === 'erp' ? '1' : '0',
  });
  const token = await turn.api.token();
  if (!token.ok) return tryLater(token.error);
  const note: SubmitNote = {
    state: 'sending',
    serial: turn.newId(),
    bodyHash: createHash('sha256').update(body).digest('hex'),
    at: turn.now(),
    seenBefore: before.word,
    reason: '',
    raw: '',
  };
  await journal.noteSubmit(note);
  const outcome = await turn.api.write(submitPath, token.value, body, turn.signal);
  await journal.noteSubmit({
    ...note,
    state: outcome.type,
    reason: outcome.type === 'done' ? '' : outcome.reason,
    raw: outcome.type === 'not-sent' ? '' : outcome.raw,
  });
  switch (outcome.type) {
    case 'done':
      return accepted(referenceOf(turn), 'ask');
    case 'refused':
      return { type: 'refused', reason: outcome.reason };
    case 'not-sent':
      return { type: 'try-later', reason: outcome.reason, afterMs: null };
    case 'unknown':
      return { type: 'unknown', reason: `submit: ${outcome.reason}` };
  }
}

/** What became of a submit whose answer was not read. Only a state seen to change into a submitted one says it arrived. */
export async function askAfterLostSubmit(turn: Turn, note: SubmitNote): Promise<AskOutcome> {
  const seen = await look(turn);
  if (seen.type === 'failed') {
    const { detail, retryAfterMs } = seen.failure;
    return { type: 'out-of-reach', reason: detail, afterMs: retryAfterMs };
  }
  const hasChanged = seen.word !== note.seenBefore;
  const { meaning, words } = stateOf(turn, seen.code);
  if (hasChanged && (meaning === 'submitted' || meaning === 'done')) {
    await turn.journal.noteSubmit({ ...note, state: 'done', reason: `seen afterwards: ${words}` });
    return accepted(referenceOf(turn), meaning === 'done' ? 'final' : 'ask');
  }
  // The server works off a queue of its own: too early to say that nothing came.
  if (!hasSettled(turn, note)) return { type: 'unknown', reason: 'submit: the server may still be at it' };
  await turn.journal.noteSubmit({ ...note, state: 'asked' });
  return hasChanged ? { type: 'unknown', reason: `submit: ${words}` } : { type: 'absent' };
}

/** How a submitted bill stands at the server. Silence takes nothing back: it stays accepted. */
export async function askAfterSubmitted(turn: Turn, note: SubmitNote): Promise<AskOutcome> {
  const seen = await look(turn);
  if (seen.type === 'failed') return accepted(referenceOf(turn), 'ask');
  const { meaning, words } = stateOf(turn, seen.code);
  if (meaning === 'done') return accepted(referenceOf(turn), 'final');
  const isBad = meaning === 'returned' || meaning === 'failed' || meaning === 'deleted';
  const isNews = seen.word !== note.seenBefore || hasSettled(turn, note);
  return isBad && isNews ? { type: 'refused', reason: words } : accepted(referenceOf(turn), 'ask');
}

async function look({ config, api, handOver, newId, signal }: Turn): Promise<Seen> {
  const outcome = await askState({ config, api, newId }, handOver.manifest.billNumber, signal);
  if (outcome.type === 'failed') return outcome;
  if (outcome.type === 'refused') return { type: 'seen', word: `refused ${outcome.code}`, code: null };
  const code = textField(outcome.fields, 'imageStatus');
  return { type: 'seen', word: code === null ? 'no state' : `state ${code}`, code };
}

/** How a bill stands at the server (3.06). */
export function askState(
  { config, api, newId }: Pick<Turn, 'config' | 'api' | 'newId'>,
  scanBillNo: string,
  signal: AbortSignal,
): Promise<ReadOutcome> {
  const data = { scanBillNo, resource: config.resource };
  const body = JSON.stringify({ operateType: 'queryBillStatus', operateId: newId(), data });
  return api.read(statusPath, body, signal);
}

function stateOf({ config }: Turn, code: string | null) {
  if (code === null) return { meaning: 'open', words: 'the server shows no state' } as const;
  const { zh, en, meaning } = labelOf(code, config.statusLabels);
  return { meaning, words: `${zh} (${en}, ${code})` };
}

function hasSettled({ config, now }: Turn, note: SubmitNote): boolean {
  return now() - note.at >= config.settleMs;
}
