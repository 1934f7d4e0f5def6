import { randomUUID } from 'node:crypto';
import { stationTokens } from '../../contract/enrolment.ts';
import type { StationError } from '../../contract/errors.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { Log } from '../ports/clock.ts';
import type { SecretStore } from '../ports/secrets.ts';
import { type Credential, noCredential } from './credential.ts';
import { type EnrolmentRecord, type HeldTokens, readRecord, writeRecord } from './enrolment-record.ts';
import { garbled, type ServiceFailure, signInNeeded } from './service-failure.ts';
import { type Answer, createServiceHttp } from './service-http.ts';

export interface EnrolmentOptions {
  readonly secrets: SecretStore;
  readonly log: Log;
  /** Else Node's own. */
  readonly fetch?: typeof globalThis.fetch;
  readonly timeouts?: { readonly replyMs: number; readonly slowestBytesPerSecond: number };
}

export interface CodeToUse {
  readonly address: string;
  readonly code: string;
  readonly stationId: string;
}

/** This station's own tokens: how it gets them, shows them, and keeps them fresh. */
export interface Enrolment {
  /** Null: this station holds none for any service. */
  held(): Pick<HeldTokens, 'address' | 'station' | 'state'> | null;
  readability(): 'readable' | 'other-account';
  /** Shows the tokens to the service they are of, and to no other. */
  credentialFor(address: string): Credential;
  /** Gets tokens for a code; gives the name of the station. Those of before stay until then. */
  enrol(asked: CodeToUse): Promise<Result<string, ServiceFailure>>;
  /** Called whenever `held` is another. */
  onChange(listener: () => void): void;
  /** Waits for what is under way. */
  close(): Promise<void>;
}

/** The answer to a code may be lost: so often it is asked for. */
const enrolTries = 3;

/**
 * Every change is on the disk before anything is made of it: the id of a request before it is sent, the new tokens before
 * the old are dropped. Whenever the station is killed it can send the same request again, and the service gives it the
 * same answer (ADR 27).
 */
export async function openEnrolment(options: EnrolmentOptions): Promise<Enrolment> {
  const { secrets, log } = options;
  let { record, readability } = await readRecord(secrets);
  let renewal: Promise<Result<null, ServiceFailure>> | null = null;
  /** What writes the record waits for whoever does. */
  let turn: Promise<unknown> = Promise.resolve();
  const listeners: (() => void)[] = [];
  const tell = () => {
    for (const listener of listeners) listener();
  };

  async function keep(next: EnrolmentRecord): Promise<void> {
    await writeRecord(secrets, next);
    record = next;
    readability = 'readable';
  }

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = turn.then(work, work);
    turn = mine.catch(() => undefined);
    return mine;
  }

  function post(address: string, path: string, body: object): Answer<ReturnType<typeof stationTokens.parse>> {
    const { timeouts, fetch } = options;
    const more = { ...(timeouts ? { timeouts } : {}), ...(fetch ? { fetch } : {}) };
    const http = createServiceHttp({ address, credential: noCredential, ...more });
    const headers = { 'Content-Type': 'application/json' };
    return http.read(stationTokens, { method: 'POST', url: path, headers, data: JSON.stringify(body) });
  }

  async function renew(refused: string | null): Promise<Result<null, ServiceFailure>> {
    const { held } = record;
    if (held === null || held.state === 'ended') return err(signInNeeded());
    // Renewed meanwhile, by somebody else.
    if (held.accessToken !== refused) return ok(null);
    const requestId = held.rotation ?? randomUUID();
    if (held.rotation === null) await keep({ ...record, held: { ...held, rotation: requestId } });
    const { refreshToken } = held;
    const answer = await post(held.address, '/v1/enrolments:refresh', { refreshToken, requestId });
    if (answer.ok) {
      const { station, accessToken, refreshToken } = answer.value;
      const next: HeldTokens = { ...held, station, accessToken, refreshToken, rotation: null };
      await keep({ ...record, held: next });
      return ok(null);
    }
    const { code, next } = answer.error;
    if (next !== 'pause') return answer;
    // A portal on the way says 401 too; only the service can end an enrolment.
    if (code !== 'enrolment-ended' && code !== 'unauthorized') return err(garbled('401 without the service'));
    log('warn', 'service.enrolment-ended', { code });
    await keep({ ...record, held: { ...held, state: 'ended' } });
    tell();
    return answer;
  }

  async function enrol({ address, code, stationId }: CodeToUse): Promise<Result<string, ServiceFailure>> {
    const before = record.attempt;
    const isSame = before?.address === address && before.code === code;
    const attempt = isSame ? before : { address, code, requestId: randomUUID() };
    if (!isSame) await keep({ ...record, attempt });
    const { requestId } = attempt;
    for (let tries = 1; ; tries += 1) {
      const answer = await post(address, '/v1/enrolments', { code, stationId, requestId });
      if (answer.ok) {
        const { station, accessToken, refreshToken } = answer.value;
        const tokens = { accessToken, refreshToken, rotation: null, state: 'enrolled' as const };
        await keep({ held: { address, station, ...tokens }, attempt: null });
        tell();
        return ok(station);
      }
      const { next, retryAfterMs } = answer.error;
      if (next !== 'retry') await keep({ ...record, attempt: null });
      if (next !== 'retry' || retryAfterMs !== null || tries === enrolTries) return answer;
    }
  }

  return {
    held: () => record.held,
    readability: () => readability,
    credentialFor: (address) => ({
      bearer: () => (record.held?.address === address ? record.held.accessToken : null),
      renew(refused) {
        if (record.held?.address !== address) return Promise.resolve(err(signInNeeded()));
        renewal ??= inTurn(() => renew(refused)).finally(() => {
          renewal = null;
        });
        return renewal;
      },
    }),
    enrol: (asked) => inTurn(() => enrol(asked)),
    onChange: (listener) => void listeners.push(listener),
    close: () => turn.then(() => undefined),
  };
}

/** What a person is told of a code that did not enrol the station. */
export function enrolmentError({ error, code }: ServiceFailure): StationError {
  if (code === 'code-refused') return { type: 'EnrolmentRefused', reason: 'Code', name: '' };
  if (code === 'too-many-tries') return { type: 'EnrolmentRefused', reason: 'Tries', name: '' };
  if (code === 'enrolled-otherwise' && error.type === 'ServiceRefused')
    return { type: 'EnrolmentRefused', reason: 'Otherwise', name: error.detail };
  return error;
}
