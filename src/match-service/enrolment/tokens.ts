import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/*
 * A token is `kind.enrolment[.generation].secret[.tag]`. The first parts find its row, the secret is compared by its hash.
 * Secrets are derived from what the station sent, so that the same request can be given the same answer although the
 * service keeps hashes only (ADR 27).
 */

/** A refresh token of this service, in force or not: its tag says that it was given out here. */
export interface RefreshToken {
  readonly enrolmentId: string;
  readonly generation: number;
  readonly text: string;
}

export interface TokenPair {
  readonly access: string;
  readonly refresh: string;
}

/** What a station is given for a code. The request id, which it made, keeps others from deriving the same. */
export function firstTokens(
  key: string,
  given: {
    readonly enrolmentId: string;
    readonly code: string;
    readonly stationId: string;
    readonly requestId: string;
  },
): TokenPair {
  const secret = derive(key, 'first', given.code, given.stationId, given.requestId);
  return pairOf(key, given.enrolmentId, 0, secret);
}

/** What a station is given for a refresh token. */
export function nextTokens(key: string, spent: RefreshToken, requestId: string): TokenPair {
  const secret = derive(key, 'next', spent.text, requestId);
  return pairOf(key, spent.enrolmentId, spent.generation + 1, secret);
}

function pairOf(key: string, enrolmentId: string, generation: number, secret: string): TokenPair {
  const tag = tagOf(key, enrolmentId, generation, secret);
  const refresh = `refresh.${enrolmentId}.${generation}.${secret}.${tag}`;
  return { refresh, access: `access.${enrolmentId}.${derive(key, 'access', refresh)}` };
}

/** Null for what was never given out here. */
export function readRefreshToken(key: string, text: string): RefreshToken | null {
  const [kind, enrolmentId = '', generation = '', secret = '', tag = '', ...more] = text.split('.');
  if (kind !== 'refresh' || more.length > 0 || !/^\d{1,15}$/.test(generation)) return null;
  const isOurs = isSame(tag, tagOf(key, enrolmentId, Number(generation), secret));
  return isOurs ? { enrolmentId, generation: Number(generation), text } : null;
}

/** The enrolment an access token speaks of; null for anything else. */
export function enrolmentOf(accessToken: string): string | null {
  const [kind, enrolmentId, secret, ...more] = accessToken.split('.');
  return kind === 'access' && enrolmentId && secret && more.length === 0 ? enrolmentId : null;
}

export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Compared by hash, so that the time taken tells nothing of either. */
export function isSame(one: string, other: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(one), hash(other));
}

function tagOf(key: string, enrolmentId: string, generation: number, secret: string): string {
  return derive(key, 'tag', enrolmentId, String(generation), secret);
}

function derive(key: string, ...parts: readonly string[]): string {
  return createHmac('sha256', key).update(JSON.stringify(parts)).digest('base64url');
}
