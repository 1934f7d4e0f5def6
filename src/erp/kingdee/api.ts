import type { Result } from '../../domain/result.ts';
import { err, ok } from '../../domain/result.ts';
import type { ServerClock } from '../clock.ts';
import type { Http, HttpAnswer, HttpSilence } from '../http.ts';
import type { ErpLog, Redactor } from '../redact.ts';
import type { KingdeeConfig } from './config.ts';
import { type ImagingReading, readImaging } from './envelopes.ts';
import type { Session, SignInFailure } from './session.ts';

type Fields = Readonly<Record<string, unknown>>;

/** What came of a write. It was sent once; only `not-sent` and `refused` say for certain that nothing changed. */
export type WriteOutcome =
  | { readonly type: 'done'; readonly fields: Fields; readonly raw: string }
  | { readonly type: 'refused'; readonly reason: string; readonly raw: string }
  | { readonly type: 'not-sent'; readonly reason: string }
  | { readonly type: 'unknown'; readonly reason: string; readonly raw: string };

export type ReadOutcome =
  | { readonly type: 'done'; readonly fields: Fields }
  | { readonly type: 'refused'; readonly code: string; readonly reason: string }
  | { readonly type: 'failed'; readonly failure: SignInFailure };

/** The imaging interfaces of one tenant. */
export interface KingdeeApi {
  /** To be had before a write is recorded: signing in may fail, and then nothing was sent. */
  token(): Promise<Result<string, SignInFailure>>;
  /** Sends the body once, whatever happens. */
  write(path: string, token: string, body: string, signal: AbortSignal): Promise<WriteOutcome>;
  /** Asks; a refused token is renewed once, and the question put again. */
  read(path: string, body: string, signal: AbortSignal): Promise<ReadOutcome>;
}

export interface ApiParts {
  readonly config: KingdeeConfig;
  readonly http: Http;
  readonly session: Session;
  readonly clock: ServerClock;
  readonly redactor: Redactor;
  readonly log: ErpLog;
}

/** As much of an answer as support needs. */
const rawLength = 4000;
const tokenRefused = 'the token was refused';

export function createKingdeeApi(parts: ApiParts): KingdeeApi {
  const { config, session, redactor, log } = parts;

  async function call(
    path: string,
    token: string,
    body: string,
    signal: AbortSignal,
  ): Promise<Result<Answered, HttpSilence>> {
    const reply = await parts.http({
      method: 'POST',
      url: config.baseAddress + path,
      query: { access_token: token },
      headers: { 'Content-Type': 'application/json', Accept: 'application/json', access_token: token },
      body,
      signal,
    });
    if (!reply.ok) {
      log('warn', 'kingdee-no-answer', { path, detail: reply.error.detail });
      return err({ ...reply.error, detail: redactor.text(reply.error.detail) });
    }
    parts.clock.heard(reply.value.serverTime);
    const reading = readImaging(reply.value.text);
    const isTokenRefused = isTokenRefusal(reply.value, reading);
    if (isTokenRefused) session.refused(token);
    else if (reading.type !== 'garbled') session.worked(token);
    log('info', 'kingdee-answer', { path, status: reply.value.status, reading: reading.type });
    return ok({
      ...reply.value,
      reading,
      isTokenRefused,
      raw: redactor.text(reply.value.text).slice(0, rawLength),
    });
  }

  function isTokenRefusal({ status }: HttpAnswer, reading: ImagingReading): boolean {
    if (status === 401 || status === 403) return true;
    return reading.type === 'refused' && config.tokenRefusedCodes.includes(reading.code);
  }

  async function read(
    path: string,
    body: string,
    signal: AbortSignal,
    mayRenew: 'once' | 'no',
  ): Promise<ReadOutcome> {
    const token = await session.token();
    if (!token.ok) return { type: 'failed', failure: token.error };
    const reply = await call(path, token.value, body, signal);
    if (!reply.ok) return failed(reply.error.detail, null);
    const { reading, status, isTokenRefused, retryAfterMs } = reply.value;
    if (isTokenRefused) {
      if (mayRenew === 'once') return read(path, body, signal, 'no');
      return { type: 'failed', failure: { next: 'stop', detail: tokenRefused, retryAfterMs: null } };
    }
    if (status >= 500 || reading.type === 'garbled') return failed(`${path}: status ${status}`, retryAfterMs);
    if (reading.type === 'success') return { type: 'done', fields: reading.fields };
    return { type: 'refused', code: reading.code, reason: redactor.text(wordsOf(reading)) };
  }

  return {
    token: () => session.token(),
    async write(path, token, body, signal) {
      const reply = await call(path, token, body, signal);
      if (!reply.ok) {
        const { sent, detail } = reply.error;
        return sent === 'no'
          ? { type: 'not-sent', reason: detail }
          : { type: 'unknown', reason: `no answer: ${detail}`, raw: '' };
      }
      const { reading, status, isTokenRefused, raw } = reply.value;
      if (isTokenRefused) return { type: 'unknown', reason: tokenRefused, raw };
      // A gateway's word that a body is too large is as good as the server's, and will not change.
      if (status === 413) return { type: 'refused', reason: 'status 413: the body is too large', raw };
      if (status >= 500 || status === 408 || status === 429) {
        return { type: 'unknown', reason: `status ${status}`, raw };
      }
      if (reading.type === 'garbled') {
        return { type: 'unknown', reason: `status ${status} with an answer that cannot be read`, raw };
      }
      if (reading.type === 'success') return { type: 'done', fields: reading.fields, raw };
      return { type: 'refused', reason: redactor.text(wordsOf(reading)), raw };
    },
    read: (path, body, signal) => read(path, body, signal, 'once'),
  };
}

interface Answered extends HttpAnswer {
  readonly reading: ImagingReading;
  readonly isTokenRefused: boolean;
  readonly raw: string;
}

function wordsOf({ code, message }: { readonly code: string; readonly message: string }): string {
  return [code, message].filter((part) => part !== '').join(' ') || 'refused without a reason';
}

function failed(detail: string, retryAfterMs: number | null): ReadOutcome {
  return { type: 'failed', failure: { next: 'retry', detail, retryAfterMs } };
}
