import type { BillState, ChangesPage, HealthReply, Receipt, SubmitRequest } from '../../contract/wire.ts';
import { billState, changesPage, healthReply, missingBlobsReply, receipt } from '../../contract/wire.ts';
import { err, ok } from '../../domain/result.ts';
import type { Sha256 } from '../../domain/units.ts';
import { createDeskClient, type DeskClient } from './desk-client.ts';
import { garbled } from './service-failure.ts';
import { type Answer, createServiceHttp, type ServiceHttpOptions } from './service-http.ts';

/** The match service as the station calls it. Every call ends in time, and every answer has been read by the contract. */
export interface ServiceClient {
  /** Whose a bill is: this station's, or one's that it came from by a file. The service keeps it under that name. */
  stationOf(billUuid: string): string;
  health(signal: AbortSignal): Answer<HealthReply>;
  /** At most 1000 hashes a call. */
  missingBlobs(hashes: readonly Sha256[], signal: AbortSignal): Answer<readonly Sha256[]>;
  /** The bytes that are said to have this hash. */
  blob(sha256: Sha256, signal: AbortSignal): Answer<Uint8Array>;
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

export interface ServiceClientOptions extends ServiceHttpOptions {
  readonly stationId: string;
  /** Where a bill came from; null: it is this station's own. */
  readonly originOf?: (billUuid: string) => string | null;
}

export function createServiceClient(options: ServiceClientOptions): ServiceClient {
  const { stationId } = options;
  const http = createServiceHttp(options);
  const { call, read } = http;
  const station = `/v1/stations/${encodeURIComponent(stationId)}`;
  const stationOf = (billUuid: string) => options.originOf?.(billUuid) ?? stationId;
  const bill = (billUuid: string) =>
    `/v1/stations/${encodeURIComponent(stationOf(billUuid))}/bills/${billUuid}`;
  return {
    stationOf,
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
    heardAt: http.heardAt,
    async blob(sha256, signal) {
      const reply = await http.readBytes({ url: `/v1/blobs/sha256/${sha256}`, signal });
      return reply.ok ? ok(reply.value.bytes) : reply;
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
      const url = `${bill(billUuid)}/revisions/${n}`;
      return read(receipt, { method: 'PUT', url, headers, data: body, signal }, body.length);
    },
    bill: (billUuid, signal) => read(billState, { url: bill(billUuid), signal }),
    submit: (billUuid, request, signal) =>
      read(billState, {
        method: 'POST',
        url: `${bill(billUuid)}/submit`,
        headers: { 'Content-Type': 'application/json' },
        data: JSON.stringify(request),
        signal,
      }),
    changes: (after, limit, signal) =>
      read(changesPage, { url: `${station}/changes`, params: { after, limit }, signal }),
    desk: createDeskClient(http, stationId, bill),
  };
}
