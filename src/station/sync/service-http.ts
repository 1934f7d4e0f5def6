import type { AxiosRequestConfig, AxiosResponse } from 'axios';
import axios from 'axios';
import { z } from 'zod';
import type { Result } from '../../domain/result.ts';
import { err, ok } from '../../domain/result.ts';
import type { Credential } from './credential.ts';
import type { ServiceFailure } from './service-failure.ts';
import { failureOf, garbled, newTokenRefused, parseJson, unreachable } from './service-failure.ts';

export type Answer<T> = Promise<Result<T, ServiceFailure>>;

/** Requests to the match service. Every one ends in time; one that is refused is sent once more if the credential could be renewed. */
export interface ServiceHttp {
  /** `bytes` of the body: time for them is added. Gives the body of the answer. */
  call(config: AxiosRequestConfig, bytes: number): Answer<string>;
  /** The service's own time at its last answer, to the second; null before the first. */
  heardAt(): number | null;
  /** The answer as the contract reads it. */
  read<T extends z.ZodType>(schema: T, config: AxiosRequestConfig, bytes?: number): Answer<z.output<T>>;
  /** The answer's bytes as they came, with the type it says. */
  readBytes(config: AxiosRequestConfig): Answer<ServicePicture>;
}

/** A picture as the service gives it out. */
export interface ServicePicture {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly mime: string;
}

export interface ServiceHttpOptions {
  /** `http(s)://host[:port]`, with or without a path the service is mounted under. */
  readonly address: string;
  readonly credential: Credential;
  /** The shell's own, where it has one that knows the system's proxies and certificates; else Node's. */
  readonly fetch?: typeof globalThis.fetch;
  readonly now?: () => number;
  /** Aborted, every question under way ends as if the service could not be reached. */
  readonly closing?: AbortSignal;
  readonly timeouts?: { readonly replyMs: number; readonly slowestBytesPerSecond: number };
}

const defaultTimeouts = { replyMs: 30_000, slowestBytesPerSecond: 16_000 };
const largestAnswerBytes = 32 * 1024 * 1024;
/** How long a picture may take is reckoned by it: one page, losslessly kept. */
const largestPictureBytes = 2 * 1024 * 1024;

export function createServiceHttp(options: ServiceHttpOptions): ServiceHttp {
  const { credential } = options;
  const now = options.now ?? Date.now;
  const timeouts = options.timeouts ?? defaultTimeouts;
  const http = axios.create({
    adapter: 'fetch',
    ...(options.fetch ? { env: { fetch: options.fetch } } : {}),
    baseURL: options.address.replace(/\/+$/, ''),
    headers: { Accept: 'application/json' },
    responseType: 'text',
    maxRedirects: 0,
    maxContentLength: largestAnswerBytes,
    validateStatus: () => true,
    // Bodies go out and come in as they are: axios' own transforms would guess at JSON and send a view's whole buffer.
    transformRequest: [(body: unknown) => body],
    transformResponse: [(body: unknown) => body],
  });

  let heardAt: number | null = null;

  async function send(config: AxiosRequestConfig, bytes: number, bearer: string | null): Answer<Reply> {
    const timeout = timeouts.replyMs + (bytes / timeouts.slowestBytesPerSecond) * 1000;
    const headers = { ...config.headers, ...(bearer === null ? {} : { Authorization: `Bearer ${bearer}` }) };
    let response: AxiosResponse<unknown>;
    try {
      const signals = [config.signal, options.closing].filter((signal) => signal instanceof AbortSignal);
      response = await http.request({ ...config, headers, timeout, signal: AbortSignal.any(signals) });
    } catch (error) {
      if (!axios.isAxiosError(error)) throw error;
      return err(
        error.message.includes('maxContentLength') ? garbled(error.message) : unreachable(detailOf(error)),
      );
    }
    const said = (name: string): string | null => {
      const value: unknown = response.headers[name];
      return typeof value === 'string' ? value : null;
    };
    const toldAt = Date.parse(said('date') ?? '');
    if (!Number.isNaN(toldAt)) heardAt = toldAt;
    const { status, data } = response;
    return ok({ status, data, mime: said('content-type'), retryAfter: said('retry-after') });
  }

  /** The answer to what was asked; any but a good one is a failure. */
  async function good(config: AxiosRequestConfig, bytes: number): Answer<Reply> {
    const shown = credential.bearer();
    let reply = await send(config, bytes, shown);
    if (reply.ok && reply.value.status === 401) {
      const renewed = await credential.renew(shown);
      if (!renewed.ok) return renewed;
      const bearer = credential.bearer();
      if (bearer !== shown) {
        reply = await send(config, bytes, bearer);
        if (reply.ok && reply.value.status === 401) return err(newTokenRefused(textOf(reply.value.data)));
      }
    }
    if (!reply.ok) return reply;
    const { status, data, retryAfter } = reply.value;
    return status >= 200 && status < 300 ? reply : err(failureOf(status, textOf(data), retryAfter, now()));
  }

  async function call(config: AxiosRequestConfig, bytes: number): Answer<string> {
    const reply = await good(config, bytes);
    return reply.ok ? ok(textOf(reply.value.data)) : reply;
  }

  return {
    call,
    heardAt: () => heardAt,
    async read(schema, config, bytes = 0) {
      const body = await call(config, bytes);
      if (!body.ok) return body;
      const parsed = parseJson(schema, body.value);
      return parsed.success ? ok(parsed.data) : err(garbled(z.prettifyError(parsed.error).slice(0, 500)));
    },
    async readBytes(config) {
      const asked = { ...config, responseType: 'arraybuffer' as const, headers: { Accept: '*/*' } };
      const reply = await good(asked, largestPictureBytes);
      if (!reply.ok) return reply;
      const { data, mime } = reply.value;
      return data instanceof ArrayBuffer
        ? ok({ bytes: new Uint8Array(data), mime: mime ?? '' })
        : err(garbled('a picture without bytes'));
    },
  };
}

interface Reply {
  readonly status: number;
  /** Text, or bytes where bytes were asked for. */
  readonly data: unknown;
  readonly mime: string | null;
  readonly retryAfter: string | null;
}

function textOf(data: unknown): string {
  if (data instanceof ArrayBuffer) return new TextDecoder().decode(data);
  return typeof data === 'string' ? data : '';
}

function detailOf(error: {
  readonly message: string;
  readonly code?: string;
  readonly cause?: unknown;
}): string {
  const cause = error.cause instanceof Error && 'code' in error.cause ? String(error.cause.code) : null;
  return [error.code, cause, error.message].filter((part) => part !== undefined && part !== null).join(' ');
}
