import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CheckedBill } from '../../contract/check.ts';
import type { MatchPageRefusal, StationError } from '../../contract/errors.ts';
import type { SchemeRefusal } from '../../contract/scheme-book.ts';
import type { MatchPage, ServiceError } from '../../contract/wire.ts';
import { uuidOf } from '../../domain/ids.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { Desk } from '../ports/service.ts';
import type { BillAt, DeskClient } from './desk-client.ts';
import { type ServiceFailure, unreachable } from './service-failure.ts';

/** How long the first effect of what was done is waited for. */
const longestHearingMs = 3000;
/** A person waits before an empty frame: after this long it is said, and tried again by a key. */
const longestPictureMs = 60_000;

/** `client`: null while no service is known. `hear`: asks the service what it has to tell, after something was done there. */
export function createDesk(client: () => DeskClient | null, hear: () => Promise<void>): Desk {
  async function at<T>(
    work: (desk: DeskClient) => Promise<Result<T, ServiceFailure>>,
    wordOf: (failure: ServiceFailure) => StationError = errorOf,
  ): Promise<Result<T, StationError>> {
    const desk = client();
    if (desk === null) return err(wordOf(unreachable('')));
    const answer = await work(desk);
    return answer.ok ? answer : err(wordOf(answer.error));
  }

  /** What was done is told by the changes, as everything else is, so that nothing older comes after it. */
  async function doing<T>(
    work: (desk: DeskClient) => Promise<Result<T, ServiceFailure>>,
    wordOf: (failure: ServiceFailure) => StationError = errorOf,
  ): Promise<Result<T, StationError>> {
    const answer = await at(work, wordOf);
    await Promise.race([hear(), sleep(longestHearingMs, undefined, { ref: false })]);
    return answer;
  }

  return {
    check: (bill) => at((desk) => desk.check(namedAt(bill))),
    async decide(bill, { operator, verdict, decision }) {
      const decisionId = randomUUID();
      const answer = await doing(async (desk) => {
        const send = () => desk.decide(namedAt(bill), decisionId, { operator, verdict, decision });
        const first = await send();
        // It may have been heard and only the answer lost: under the same id it is taken once.
        return !first.ok && first.error.next === 'retry' ? send() : first;
      });
      return answer.ok ? ok({ decisionId, check: answer.value }) : answer;
    },
    undo: (bill, decisionId, word) => doing((desk) => desk.undo(namedAt(bill), decisionId, word)),
    async sendBack(bill, { pages, ...word }) {
      const answer = await doing((desk) => desk.sendBack(namedAt(bill), { ...word, pages: [...pages] }));
      return answer.ok ? ok(null) : answer;
    },
    picture: (bill, sha256) =>
      at((desk) => desk.picture(namedAt(bill), sha256, AbortSignal.timeout(longestPictureMs))),
    async matchPage(bill) {
      const answer = await at((desk) => desk.matchPage(namedAt(bill)), matchPageErrorOf);
      if (!answer.ok) return answer;
      const { value } = answer;
      if (value.outcome === 'page') return ok(value.address);
      return err({ type: 'MatchPageRefused', reason: reasonByOutcome[value.outcome], detail: value.detail });
    },
    list: (request) => at((desk) => desk.list(request)),
    schemes: () => at((desk) => desk.schemes(), schemesErrorOf),
    saveSchemes: ({ revision, operator, book }) =>
      doing((desk) => desk.saveSchemes(revision, operator, book), schemesErrorOf),
  };
}

function namedAt({ billId, stationId }: CheckedBill): BillAt {
  return { billUuid: uuidOf(billId), stationId };
}

type Reason = Extract<StationError, { type: 'CheckRefused' }>['reason'];
const reasonByCode: Readonly<Partial<Record<ServiceError['error'], Reason>>> = {
  'verdict-changed': 'VerdictChanged',
  'revision-conflict': 'VerdictChanged',
  'already-decided': 'AlreadyDecided',
  'held-elsewhere': 'HeldElsewhere',
  'handed-over': 'HandedOver',
  'not-found': 'UnknownBill',
};

function errorOf({ error, code, next }: ServiceFailure): StationError {
  if (next !== 'park') return error.type === 'SignInNeeded' ? error : outOfReach(error);
  return { type: 'CheckRefused', reason: (code && reasonByCode[code]) || 'Invalid' };
}

const reasonByOutcome = {
  'not-there': 'NotThere',
  'no-page': 'NoPage',
  'no-secret': 'NoSecret',
  refused: 'SignIn',
  'not-given': 'NotGiven',
  unreachable: 'ErpOutOfReach',
} as const satisfies Record<Exclude<MatchPage['outcome'], 'page'>, MatchPageRefusal>;

function matchPageErrorOf({ error, next }: ServiceFailure): StationError {
  if (error.type === 'SignInNeeded') return error;
  const detail = 'detail' in error ? error.detail : error.type;
  return { type: 'MatchPageRefused', reason: next === 'park' ? 'UnknownBill' : 'ServiceOutOfReach', detail };
}

const refusalByCode: Readonly<Partial<Record<ServiceError['error'], SchemeRefusal>>> = {
  'changed-meanwhile': 'Changed',
  'erp-keeps': 'ErpKeeps',
  'in-use': 'InUse',
  'not-found': 'NotThere',
};

function schemesErrorOf(failure: ServiceFailure): StationError {
  const { error, code, next } = failure;
  if (next !== 'park') return errorOf(failure);
  const detail = error.type === 'ServiceRefused' ? error.detail : '';
  return { type: 'SchemesRefused', reason: (code && refusalByCode[code]) || 'Invalid', detail };
}

function outOfReach(error: ServiceFailure['error']): StationError {
  return { type: 'CheckOutOfReach', detail: 'detail' in error ? error.detail : error.type };
}
