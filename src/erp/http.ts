import type { AxiosError, AxiosResponse } from 'axios';
import axios from 'axios';
import type { Result } from '../domain/result.ts';
import { err, ok } from '../domain/result.ts';
import type { EpochMs } from '../domain/units.ts';

/** One call to an ERP. It ends in time, follows no redirect and reads at most the allowed bytes of an answer. */
export type Http = (call: HttpCall) => Promise<Result<HttpAnswer, HttpSilence>>;

export interface HttpCall {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT';
  /** Without a query: what stands here may be logged. */
  readonly url: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | null;
  readonly signal: AbortSignal;
}

export interface HttpAnswer {
  readonly status: number;
  readonly text: string;
  /** The server's own clock, from its `Date` header; null when it gave none. */
  readonly serverTime: EpochMs | null;
  readonly retryAfterMs: number | null;
}

/** No answer was read. `sent`: whether the server can have got the call; `no` only where that is proven. */
export interface HttpSilence {
  readonly sent: 'no' | 'perhaps';
  readonly detail: string;
}

export interface HttpOptions {
  /** The shell's own, where it has one that knows the system's proxies and certificates; else Node's. */
  readonly fetch?: typeof globalThis.fetch;
  readonly now: () => EpochMs;
  readonly replyMs?: number;
  /** A body may take as long as this slow a line needs, on top. */
  readonly slowestBytesPerSecond?: number;
  readonly largestAnswerBytes?: number;
}

const longestRetryAfterMs = 3_600_000;

/** Failures of finding, reaching or trusting the server: they come before the first byte of a request. */
const beforeTheFirstByte =
  /\b(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|UND_ERR_CONNECT_TIMEOUT|CERT_[A-Z_]+|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_VERIFY_LEAF_SIGNATURE|UNABLE_TO_GET_ISSUER_CERT(_LOCALLY)?|ERR_TLS_CERT_ALTNAME_INVALID|net::ERR_(NAME_NOT_RESOLVED|CONNECTION_REFUSED|INTERNET_DISCONNECTED|CERT_[A-Z_]+))\b/;

export function createHttp(options: HttpOptions): Http {
  const { replyMs = 30_000, slowestBytesPerSecond = 16_000 } = options;
  const client = axios.create({
    adapter: 'fetch',
    ...(options.fetch ? { env: { fetch: options.fetch } } : {}),
    responseType: 'text',
    maxRedirects: 0,
    maxContentLength: options.largestAnswerBytes ?? 32 * 1024 * 1024,
    validateStatus: () => true,
    // Bodies go out and come in as they are: their bytes are hashed and signed.
    transformRequest: [(body: unknown) => body],
    transformResponse: [(body: unknown) => body],
  });
  return async ({ method, url, query, headers, body, signal }) => {
    if (signal.aborted) return err({ sent: 'no', detail: 'stopped before it was sent' });
    const timeout = replyMs + ((body?.length ?? 0) / slowestBytesPerSecond) * 1000;
    try {
      const response = await client.request({
        method,
        url,
        ...(query ? { params: query } : {}),
        headers,
        ...(body === null ? {} : { data: body }),
        signal,
        timeout,
      });
      return ok(answerOf(response, options.now()));
    } catch (error) {
      if (!axios.isAxiosError(error)) throw error;
      const detail = detailOf(error);
      return err({ sent: beforeTheFirstByte.test(detail) ? 'no' : 'perhaps', detail });
    }
  };
}

function answerOf(response: AxiosResponse<unknown>, now: EpochMs): HttpAnswer {
  const header = (name: string): string | null => {
    const value: unknown = response.headers[name];
    return typeof value === 'string' ? value : null;
  };
  const date = Date.parse(header('date') ?? '');
  const serverTime = Number.isNaN(date) ? null : date;
  return {
    status: response.status,
    text: typeof response.data === 'string' ? response.data : '',
    serverTime,
    retryAfterMs: readRetryAfter(header('retry-after'), serverTime ?? now),
  };
}

/** Seconds or an HTTP date (RFC 9110, 10.2.3), at most an hour. */
function readRetryAfter(header: string | null, now: EpochMs): number | null {
  if (header === null) return null;
  const ms = /^\s*\d+\s*$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isNaN(ms) ? null : Math.max(0, Math.min(longestRetryAfterMs, ms));
}

function detailOf(error: AxiosError): string {
  const causes: string[] = [];
  for (let cause: unknown = error; cause instanceof Error && causes.length < 12; cause = cause.cause) {
    if ('code' in cause && typeof cause.code === 'string') causes.push(cause.code);
    causes.push(cause.message);
  }
  return [...new Set(causes)].join(' ').slice(0, 500);
}
