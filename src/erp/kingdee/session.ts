import type { Result } from '../../domain/result.ts';
import { err, ok } from '../../domain/result.ts';
import type { EpochMs } from '../../domain/units.ts';
import type { ServerClock } from '../clock.ts';
import type { Http } from '../http.ts';
import type { Redactor } from '../redact.ts';
import type { KingdeeConfig } from './config.ts';
import { readAuth } from './envelopes.ts';

/** Signing in at one tenant. Tokens live in memory only. */
export interface Session {
  /** A token with a minute or more to live. Renews one when needed; who asks meanwhile waits for the same one. */
  token(): Promise<Result<string, SignInFailure>>;
  /** The server did not take this token. The next `token()` renews, unless a new one was refused before it ever worked. */
  refused(token: string): void;
  /** The server took this token. */
  worked(token: string): void;
  /** A person wants to know: the next `token()` signs in, also while a refused sign-in rests. */
  anew(): void;
  /** Signs out, if signed in. Ends in time and never throws: a token left behind dies by itself. */
  signOut(): Promise<void>;
}

export interface SignInFailure {
  /** `retry`: later, by itself; `stop`: a person has to change something; not before long. */
  readonly next: 'retry' | 'stop';
  readonly detail: string;
  readonly retryAfterMs: number | null;
}

export interface SessionParts {
  readonly config: KingdeeConfig;
  /** From the key store; null when it holds none. */
  readonly appSecret: () => Promise<string | null>;
  readonly http: Http;
  readonly clock: ServerClock;
  readonly redactor: Redactor;
  readonly signal: AbortSignal;
}

interface Token {
  readonly text: string;
  readonly renewAt: EpochMs;
  readonly hasWorked: boolean;
}

/** After a refusal nothing is asked for so long: a wrong password tried over and over locks the account. */
const holdMs = 15 * 60_000;
const renewBeforeMs = 60_000;
/** What the vendor says an access token lives, for a reply that does not say. */
const documentedLifeMs = 2 * 3_600_000;
const signOutLimitMs = 3000;

export function createSession(parts: SessionParts): Session {
  let current: Token | null = null;
  let renewing: Promise<Result<string, SignInFailure>> | null = null;
  let stopped: { readonly failure: SignInFailure; readonly until: EpochMs } | null = null;

  function stop(failure: SignInFailure): void {
    stopped = { failure, until: parts.clock.now() + holdMs };
  }

  async function renew(): Promise<Result<string, SignInFailure>> {
    const signedIn = await signIn(parts);
    if (!signedIn.ok) {
      if (signedIn.error.next === 'stop') stop(signedIn.error);
      return signedIn;
    }
    const now = parts.clock.now();
    const life = (signedIn.value.expiresAt ?? now + documentedLifeMs) - now;
    // A token that lives for less than two minutes would otherwise be renewed at every call.
    const renewAt = now + life - Math.min(renewBeforeMs, life / 2);
    current = { text: signedIn.value.token, renewAt, hasWorked: false };
    return ok(current.text);
  }

  return {
    async token() {
      if (stopped !== null && parts.clock.now() < stopped.until) return err(stopped.failure);
      stopped = null;
      if (renewing !== null) return renewing;
      if (current !== null && parts.clock.now() < current.renewAt) return ok(current.text);
      renewing = renew().finally(() => {
        renewing = null;
      });
      return renewing;
    },
    refused(token) {
      if (current?.text !== token) return;
      if (!current.hasWorked) stop(refusal('a new token was refused at once'));
      current = null;
    },
    worked(token) {
      if (current?.text === token) current = { ...current, hasWorked: true };
    },
    anew() {
      stopped = null;
      current = null;
    },
    async signOut() {
      if (current === null) return;
      const body = JSON.stringify({ access_token: current.text });
      current = null;
      await post(parts, '/api/logout.do', body, AbortSignal.timeout(signOutLimitMs));
    },
  };
}

async function signIn(
  parts: SessionParts,
): Promise<Result<{ token: string; expiresAt: EpochMs | null }, SignInFailure>> {
  const { config, redactor } = parts;
  const appSecret = await parts.appSecret();
  if (appSecret === null) return err(refusal('the key store holds no app secret'));
  redactor.learn(appSecret);
  const tenant = config.tenantId === null ? {} : { tenantid: config.tenantId };
  const app = await ask(parts, '/api/getAppToken.do', 'app_token', {
    appId: config.appId,
    appSecret,
    accountId: config.accountId,
    ...tenant,
    ...(config.language === null ? {} : { language: config.language }),
  });
  if (!app.ok) return app;
  return ask(parts, '/api/login.do', 'access_token', {
    user: config.user,
    usertype: config.userType,
    apptoken: app.value.token,
    accountId: config.accountId,
    ...tenant,
  });
}

function post({ config, http }: SessionParts, path: string, body: string, signal: AbortSignal) {
  return http({
    method: 'POST',
    url: config.baseAddress + path,
    headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
    body,
    signal,
  });
}

async function ask(
  parts: SessionParts,
  path: string,
  field: 'app_token' | 'access_token',
  body: Readonly<Record<string, string>>,
): Promise<Result<{ token: string; expiresAt: EpochMs | null }, SignInFailure>> {
  const { clock, redactor } = parts;
  const reply = await post(parts, path, JSON.stringify(body), parts.signal);
  if (!reply.ok) {
    return err({
      next: 'retry',
      detail: redactor.text(`${path}: ${reply.error.detail}`),
      retryAfterMs: null,
    });
  }
  const { status, text, serverTime, retryAfterMs } = reply.value;
  clock.heard(serverTime);
  const reading = status >= 500 || status === 429 ? ({ type: 'garbled' } as const) : readAuth(text, field);
  if (reading.type === 'token') {
    redactor.learn(reading.token);
    return ok(reading);
  }
  if (reading.type === 'refused' || status === 401 || status === 403) {
    const words = reading.type === 'refused' ? `${reading.code} ${reading.message}` : `status ${status}`;
    return err(refusal(redactor.text(`${path} refused: ${words}`)));
  }
  return err({ next: 'retry', detail: `${path}: status ${status} without a token`, retryAfterMs });
}

function refusal(detail: string): SignInFailure {
  return { next: 'stop', detail, retryAfterMs: holdMs };
}
