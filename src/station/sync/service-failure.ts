import type { z } from 'zod';
import type { SyncError } from '../../contract/errors.ts';
import type { ServiceError } from '../../contract/wire.ts';
import { serviceError } from '../../contract/wire.ts';
import type { Sha256 } from '../../domain/units.ts';

/** A call that did not succeed, and what that asks for. */
export interface ServiceFailure {
  readonly error: SyncError;
  /** `retry`: later, by itself; `pause`: nothing more until a person signed in; `park`: this bill waits for a person. */
  readonly next: 'retry' | 'pause' | 'park';
  /** How long the service asked to be left alone; null when it did not. */
  readonly retryAfterMs: number | null;
  /** The service's own word; null when it was not the service that spoke. */
  readonly code: ServiceError['error'] | null;
  readonly missing: readonly Sha256[];
  readonly latest: number | null;
}

const longestRetryAfterMs = 3_600_000;

export function unreachable(detail: string): ServiceFailure {
  return failure({ type: 'ServiceUnreachable', detail }, 'retry');
}

/** An answer that cannot come from a match service: a portal's page, half a body, another protocol. */
export function garbled(detail: string): ServiceFailure {
  return failure({ type: 'ServiceGarbled', detail }, 'retry');
}

/** The service does not let this station in. */
export function signInNeeded(): ServiceFailure {
  return failure({ type: 'SignInNeeded' }, 'pause');
}

/**
 * 401 to a token that came a moment ago: a clock of the service was put forward, or something on the way wants a sign-in of its
 * own. Only a renewal can say that a person has to do something, so it is asked for another one later.
 */
export function newTokenRefused(body: string): ServiceFailure {
  const { error: code = 'unknown', detail = '' } = parseServiceError(body) ?? {};
  return failure({ type: 'ServiceRefused', status: 401, code, detail }, 'retry');
}

/** What an answer with this status and body asks for. */
export function failureOf(
  status: number,
  body: string,
  retryAfter: string | null,
  now: number,
): ServiceFailure {
  const spoken = parseServiceError(body);
  const retryAfterMs = readRetryAfter(retryAfter, now);
  if (status === 401 || status === 403) {
    return { ...signInNeeded(), code: spoken?.error ?? null };
  }
  const error: SyncError = {
    type: 'ServiceRefused',
    status,
    code: spoken?.error ?? 'unknown',
    detail: spoken?.detail ?? '',
  };
  if ([408, 424, 425, 429].includes(status) || status >= 500) {
    return { ...failure(error, 'retry'), ...answerOf(spoken), retryAfterMs };
  }
  if (status < 400 || (spoken === null && status !== 413)) {
    // Never parked on the word of something that is not the service. A proxy's 413 stays true, whoever says it.
    return { ...garbled(`status ${status} without the service's words`), retryAfterMs };
  }
  // The bytes were checked before they left: they were damaged on the way.
  const next = spoken?.error === 'digest-mismatch' ? 'retry' : 'park';
  return { ...failure(error, next), ...answerOf(spoken), retryAfterMs };
}

function failure(error: SyncError, next: ServiceFailure['next']): ServiceFailure {
  return { error, next, retryAfterMs: null, code: null, missing: [], latest: null };
}

function answerOf(spoken: ServiceError | null): Pick<ServiceFailure, 'code' | 'missing' | 'latest'> {
  return { code: spoken?.error ?? null, missing: spoken?.missing ?? [], latest: spoken?.latest ?? null };
}

function parseServiceError(body: string): ServiceError | null {
  const parsed = parseJson(serviceError, body);
  return parsed.success ? parsed.data : null;
}

/** Reads a body by its contract; anything that is not JSON fails like a wrong shape. */
export function parseJson<T extends z.ZodType>(schema: T, body: string): z.ZodSafeParseResult<z.output<T>> {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    json = undefined;
  }
  return schema.safeParse(json);
}

/** Seconds or an HTTP date (RFC 9110, 10.2.3), at most an hour. */
function readRetryAfter(header: string | null, now: number): number | null {
  if (header === null) return null;
  const ms = /^\s*\d+\s*$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isNaN(ms) ? null : Math.max(0, Math.min(longestRetryAfterMs, ms));
}
