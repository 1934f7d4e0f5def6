import type { EpochMs } from '../../domain/units.ts';
import type {
  AskOutcome,
  ErpPort,
  HandOver,
  HandOverOutcome,
  ProbeOutcome,
} from '../../match-service/erp/erp-port.ts';
import { accepted } from '../accepted.ts';
import { type Clock, createServerClock } from '../clock.ts';
import type { Http } from '../http.ts';
import { createLanes } from '../lanes.ts';
import { createRedactor, type ErpLog, redactedLog } from '../redact.ts';
import { createKingdeeApi } from './api.ts';
import { type CollectedFile, collectDocument } from './collect.ts';
import type { KingdeeConfig } from './config.ts';
import { kingdeeJournal } from './journal.ts';
import { matchPageOf } from './match-page.ts';
import { createSession, type SignInFailure } from './session.ts';
import { askAfterLostSubmit, askAfterSubmitted, askState, submitBill } from './submit.ts';
import { referenceOf, type Turn, type WriteTurn } from './turn.ts';

export interface KingdeeParts {
  readonly config: KingdeeConfig;
  readonly appSecret: () => Promise<string | null>;
  readonly http: Http;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly log: ErpLog;
  /** Ends a sign-in in flight when the connector is put away. */
  readonly signal: AbortSignal;
}

export interface KingdeeConnector extends ErpPort {
  signOut(): Promise<void>;
}

/** Nobody has a bill of this number: it is asked after to see that the imaging interfaces take us, whatever they say of it. */
const noBill = 'PLATEN-CONNECTION-TEST';

/**
 * The flagship imaging API of Kingdee behind the ERP port. A write is noted before it is sent and never sent again
 * unless `ask` was called in between; one bill after the other goes through its uploads and its submit.
 */
export function createKingdeeConnector(parts: KingdeeParts): KingdeeConnector {
  const { config } = parts;
  const redactor = createRedactor();
  const clock = createServerClock(parts.clock);
  const log = redactedLog(parts.log, redactor);
  const session = createSession({ ...parts, clock, redactor });
  const api = createKingdeeApi({ ...parts, session, clock, redactor, log });
  const lanes = createLanes(config.billsAtOnce);

  function turnOf(handOver: HandOver, signal: AbortSignal): Turn {
    const now = (): EpochMs => parts.clock.now();
    const journal = kingdeeJournal(handOver.journal);
    return { config, api, handOver, journal, now, newId: parts.newId, signal };
  }

  return {
    name: 'kingdee',
    async handOver(handOver, signal) {
      const billType = handOver.billType ?? config.billType;
      if (billType === null) {
        return {
          type: 'refused',
          reason:
            'no bill type: neither the ERP, nor the number by the schemes, nor the configuration says one',
        };
      }
      if (handOver.manifest.documents.length === 0) {
        return { type: 'refused', reason: 'nothing to hand over' };
      }
      const outcome = await lanes.run(handOver.manifest.billNumber, () =>
        handOverBill({ ...turnOf(handOver, signal), billType }),
      );
      log(outcome.type === 'accepted' ? 'info' : 'warn', 'kingdee-hand-over', {
        id: handOver.id,
        outcome: outcome.type,
        reason: 'reason' in outcome ? outcome.reason : '',
      });
      return outcome;
    },
    ask(handOver, signal) {
      const turn = turnOf(handOver, signal);
      return lanes.run(handOver.manifest.billNumber, () => askBill(turn));
    },
    async probe(signal) {
      if ((await parts.appSecret()) === null) return { type: 'no-secret' };
      session.anew();
      const token = await session.token();
      if (!token.ok) return failureOf(token.error);
      const answer = await askState({ config, api, newId: parts.newId }, noBill, signal);
      return answer.type === 'failed' ? failureOf(answer.failure) : { type: 'ready' };
    },
    async matchPage(billNumber, signal) {
      if ((await parts.appSecret()) === null) return { type: 'no-secret' };
      return matchPageOf({ config, api }, billNumber, signal);
    },
    signOut: () => session.signOut(),
  };
}

function failureOf({ next, detail }: SignInFailure): ProbeOutcome {
  return { type: next === 'stop' ? 'refused' : 'unreachable', detail };
}

async function handOverBill(turn: WriteTurn): Promise<HandOverOutcome> {
  const { journal, handOver, signal } = turn;
  const submitted = await journal.submit();
  if (submitted?.state === 'done') return accepted(referenceOf(turn), 'ask');
  if (submitted?.state === 'sending' || submitted?.state === 'unknown') {
    return { type: 'unknown', reason: `submit: ${submitted.reason || 'stopped before the answer was read'}` };
  }
  const isStopping = () => signal.aborted || handOver.isStopping();
  const files: CollectedFile[] = [];
  for (const [index, document] of handOver.manifest.documents.entries()) {
    if (isStopping()) return stopped;
    const file = await collectDocument(turn, document, index);
    if (!file.ok) return file.error;
    files.push(file.value);
  }
  if (isStopping()) return stopped;
  return submitBill(turn, files);
}

/** Between two writes: nothing is in doubt, and what is there is not sent again. */
const stopped = { type: 'try-later', reason: 'stopped between two documents', afterMs: null } as const;

async function askBill(turn: Turn): Promise<AskOutcome> {
  const { journal, config, handOver } = turn;
  const submitted = await journal.submit();
  switch (submitted?.state) {
    case 'done':
      return askAfterSubmitted(turn, submitted);
    case 'sending':
    case 'unknown':
    case 'asked':
      return askAfterLostSubmit(turn, submitted);
    case 'refused':
      return { type: 'refused', reason: submitted.reason };
  }
  // Never submitted, so the bill is certainly not there; a file of it may be.
  const doubtful: number[] = [];
  for (const [index, { documentUuid }] of handOver.manifest.documents.entries()) {
    const note = await journal.collect(documentUuid);
    if (note?.state !== 'sending' && note?.state !== 'unknown' && note?.state !== 'asked') continue;
    doubtful.push(index + 1);
    if (note.state !== 'asked') await journal.noteCollect(documentUuid, { ...note, state: 'asked' });
  }
  if (doubtful.length === 0 || config.doubtfulUpload === 'send-again') return { type: 'absent' };
  const reason = `doubtful upload of document ${doubtful.join(', ')}: look whether the server shows it, then send again`;
  return { type: 'unknown', reason };
}
