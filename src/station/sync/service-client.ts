import type { AxiosRequestConfig, AxiosResponse } from 'axios';
import axios from 'axios';
import { z } from 'zod';
import type { BillState, ChangesPage, HealthReply, Receipt, SubmitRequest } from '../../contract/wire.ts';
import { billState, changesPage, healthReply, missingBlobsReply, receipt } from '../../contract/wire.ts';
import type { Result } from '../../domain/result.ts';
import { err, ok } from '../../domain/result.ts';
import type { Sha256 } from '../../domain/units.ts';
import { createDeskClient, type DeskClient } from './desk-client.ts';
import type { ServiceFailure } from './service-failure.ts';
import { failureOf, garbled, parseJson, unreachable } from './service-failure.ts';

type Answer<T> = Promise<Result<T, ServiceFailure>>;

/** The match service as the station calls it. Every call ends in time, and every answer has been read by the contract. */
export interface ServiceClient {
  readonly stationId: string;
  health(signal: AbortSignal): Answer<HealthReply>;
  /** At most 1000 hashes a call. */
  missingBlobs(hashes: readonly Sha256[], signal: AbortSignal): Answer<readonly Sha256[]>;
  /** The bytes with this hash; null where the service has none. */
  blob(sha256: Sha256, signal: AbortSignal): Answer<Uint8Array | null>;
  putBlob(sha256: Sha256, bytes: Uint8Array, signal: AbortSignal): Answer<null>;
  putRevision(revision: RevisionToPut, signal: AbortSignal): Answer<Receipt>;
  bill(billUuid: string, signal: AbortSignal): Answer<BillState>;
  /** A person's word that this revision is to go to the ERP; gives how the bill stands after it. */
  submit(billUuid: string, request: SubmitRequest, signal: AbortSignal): Answer<BillState>;
  changes(after: number, limit: number, signal: AbortSignal): Answer<ChangesPage>;
  /** The service's own time at its last answer, to the second; null before the first. */
  heardAt(): number | null;
  /** Manual checks, returns and the lists. */
  readonly desk: DeskClient;
}

export interface RevisionToPut {
  readonly billUuid: string;
  readonly n: number;
  /** Canonical JSON of the manifest. */
  readonly body: string;
  readonly previousDigest: Sha256 | null;
}

export interface ServiceClientOptions {
  /** `http(s)://host[:port]`, with or without a path the service is mounted under. */
  readonly address: string;
  readonly token: string;
  readonly stationId: string;
  /** The shell's own, where it has one that knows the system's proxies and certificates; else Node's. */
  readonly fetch?: typeof globalThis.fetch;
  readonly now?: () => number;
  readonly timeouts?: { readonly replyMs: number; readonly slowestBytesPerSecond: number };
}

const defaultTimeouts = { replyMs: 30_000, slowestBytesPerSecond: 16_000 };
const largestAnswerBytes = 32 * 1024 * 1024;
/** What the time for a picture is reckoned by, whatever it has. */
const largestBlobBytes = 4 * 1024 * 1024;

export function createServiceClient(options: ServiceClientOptions): ServiceClient {
  const { stationId } = options;
  const now = options.now ?? Date.now;
  const timeouts = options.timeouts ?? defaultTimeouts;
  const http = axios.create({
    adapter: 'fetch',
    ...(options.fetch ? { env: { fetch: options.fetch } } : {}),
    baseURL: options.address.replace(/\/+$/, ''),
    headers: { Authorization: `Bearer ${options.token}`, Accept: 'application/json' },
    responseType: 'text',
    maxRedirects: 0,
    maxContentLength: largestAnswerBytes,
    validateStatus: () => true,
    // Bodies go out and come in as they are: axios' own transforms would guess at JSON and send a view's whole buffer.
    transformRequest: [(body: unknown) => body],
    transformResponse: [(body: unknown) => body],
  });

  let heardAt: number | null = null;

  async function call(config: AxiosRequestConfig, bytes: number): Answer<string> {
    const response = await send(config, bytes);
    if (!response.ok) return response;
    return ok(typeof response.value === 'string' ? response.value : '');
  }

  async function send(config: AxiosRequestConfig, bytes: number): Answer<unknown> {
    const timeout = timeouts.replyMs + (bytes / timeouts.slowestBytesPerSecond) * 1000;
    let response: AxiosResponse<unknown>;
    try {
      response = await http.request({ ...config, timeout });
    } catch (error) {
      if (!axios.isAxiosError(error)) throw error;
      return err(
        error.message.includes('maxContentLength') ? garbled(error.message) : unreachable(detailOf(error)),
      );
    }
    const toldAt = Date.parse(String(response.headers.date ?? ''));
    if (!Number.isNaN(toldAt)) heardAt = toldAt;
    if (response.status >= 200 && response.status < 300) return ok(response.data);
    const body = typeof response.data === 'string' ? response.data : '';
    const retryAfter: unknown = response.headers['retry-after'];
    return err(failureOf(response.status, body, typeof retryAfter === 'string' ? retryAfter : null, now()));
  }

  async function read<T extends z.ZodType>(
    schema: T,
    config: AxiosRequestConfig,
    bytes = 0,
  ): Answer<z.output<T>> {
    const body = await call(config, bytes);
    if (!body.ok) return body;
    const parsed = parseJson(schema, body.value);
    return parsed.success ? ok(parsed.data) : err(garbled(z.prettifyError(parsed.error).slice(0, 500)));
  }

  const station = `/v1/stations/${encodeURIComponent(stationId)}`;
  return {
    stationId,
    health: (signal) => read(healthReply, { url: '/v1/health', signal }),
    async missingBlobs(hashes, signal) {
      const reply = await read(missingBlobsReply, {
        method: 'POST',
        url: '/v1/blobs:missing',
        headers: { 'Content-Type': 'application/json' },
        data: JSON.stringify({ hashes }),
        signal,
      });
      return reply.ok ? ok(reply.value.missing) : reply;
    },
    heardAt: () => heardAt,
    async blob(sha256, signal) {
      const url = `/v1/blobs/sha256/${sha256}`;
      const reply = await send({ url, responseType: 'arraybuffer', signal }, largestBlobBytes);
      if (!reply.ok) return reply.error.next === 'park' ? ok(null) : reply;
      return reply.value instanceof ArrayBuffer
        ? ok(new Uint8Array(reply.value))
        : err(garbled('a picture was answered with something else'));
    },
    async putBlob(sha256, bytes, signal) {
      const headers = {
        'Content-Type': 'application/octet-stream',
        'Repr-Digest': `sha-256=:${Buffer.from(sha256, 'hex').toString('base64')}:`,
      };
      const url = `/v1/blobs/sha256/${sha256}`;
      const reply = await call({ method: 'PUT', url, headers, data: bytes, signal }, bytes.length);
      if (!reply.ok) return reply;
      // The service's answer to a blob is empty; a body means that something else took it.
      return reply.value === '' ? ok(null) : err(garbled('an upload was answered with a body'));
    },
    putRevision({ billUuid, n, body, previousDigest }, signal) {
      const headers = {
        'Content-Type': 'application/json',
        ...(previousDigest === null ? {} : { 'If-Match': `"${previousDigest}"` }),
      };
      const url = `${station}/bills/${billUuid}/revisions/${n}`;
      return read(receipt, { method: 'PUT', url, headers, data: body, signal }, body.length);
    },
    bill: (billUuid, signal) => read(billState, { url: `${station}/bills/${billUuid}`, signal }),
    submit: (billUuid, request, signal) =>
      read(billState, {
        method: 'POST',
        url: `${station}/bills/${billUuid}/submit`,
        headers: { 'Content-Type': 'application/json' },
        data: JSON.stringify(request),
        signal,
      }),
    changes: (after, limit, signal) =>
      read(changesPage, { url: `${station}/changes`, params: { after, limit }, signal }),
    desk: createDeskClient(read, station),
  };
}

function detailOf(error: {
  readonly message: string;
  readonly code?: string;
  readonly cause?: unknown;
}): string {
  const cause = error.cause instanceof Error && 'code' in error.cause ? String(error.cause.code) : null;
  return [error.code, cause, error.message].filter((part) => part !== undefined && part !== null).join(' ');
}
