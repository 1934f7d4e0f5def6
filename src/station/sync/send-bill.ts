import { readFile } from 'node:fs/promises';
import { canonicalJson } from '../../contract/canonical-json.ts';
import type { Receipt } from '../../contract/wire.ts';
import type { PageId } from '../../domain/ids.ts';
import type { Result } from '../../domain/result.ts';
import { err, ok } from '../../domain/result.ts';
import type { Sha256 } from '../../domain/units.ts';
import type { Files } from '../ports/files.ts';
import type { OutboxEntry } from '../ports/store.ts';
import type { Pace } from './pace.ts';
import type { ServiceClient } from './service-client.ts';
import type { ServiceFailure } from './service-failure.ts';
import { garbled, unreachable } from './service-failure.ts';

interface Blob {
  readonly sha256: Sha256;
  readonly bytes: number;
  /** One page that shows it, to name it to the operator. */
  readonly pageId: PageId;
}

export interface SendParts {
  readonly client: ServiceClient;
  readonly files: Pick<Files, 'verify' | 'pathOf'>;
  readonly pace: Pace;
  readonly onProgress: (bytesSent: number) => void;
  readonly signal: AbortSignal;
}

const hashesPerCall = 1000;
const uploadsAtOnce = 2;

/** One try to bring a bill over: what is missing, then the revision. Doing it again is harmless at every point. */
export async function sendBill(
  entry: OutboxEntry,
  parts: SendParts,
): Promise<Result<Receipt, ServiceFailure>> {
  const blobs = blobsOf(entry);
  const missing = await findMissing([...blobs.keys()], parts);
  if (!missing.ok) return missing;
  const uploaded = await upload(entry, blobs, missing.value, parts);
  if (!uploaded.ok) return uploaded;
  const put = await putRevision(entry, parts);
  if (put.ok || put.error.code !== 'missing-blobs') return put;
  // Gone since it was asked for, or an upload that something else than the service said yes to.
  const again = await upload(entry, blobs, put.error.missing, parts);
  return again.ok ? putRevision(entry, parts) : again;
}

/** Bytes a bill's distinct blobs have together. */
export function bytesOf(entry: Pick<OutboxEntry, 'manifest'>): number {
  return sum([...blobsOf(entry).values()]);
}

function blobsOf(entry: Pick<OutboxEntry, 'manifest'>): ReadonlyMap<Sha256, Blob> {
  const blobs = new Map<Sha256, Blob>();
  for (const page of entry.manifest.documents.flatMap((document) => document.pages)) {
    blobs.set(page.sha256, { sha256: page.sha256, bytes: page.bytes, pageId: `page:${page.pageUuid}` });
  }
  return blobs;
}

async function findMissing(
  hashes: readonly Sha256[],
  { client, signal }: SendParts,
): Promise<Result<readonly Sha256[], ServiceFailure>> {
  const missing: Sha256[] = [];
  for (let from = 0; from < hashes.length; from += hashesPerCall) {
    const reply = await client.missingBlobs(hashes.slice(from, from + hashesPerCall), signal);
    if (!reply.ok) return reply;
    missing.push(...reply.value);
  }
  return ok(missing);
}

async function upload(
  entry: OutboxEntry,
  blobs: ReadonlyMap<Sha256, Blob>,
  hashes: readonly Sha256[],
  parts: SendParts,
): Promise<Result<null, ServiceFailure>> {
  const wanted = hashes.flatMap((hash) => blobs.get(hash) ?? []);
  if (wanted.length < hashes.length) return err(garbled('the service misses blobs this bill does not have'));
  let bytesSent = entry.bytesTotal - sum(wanted);
  let failed: ServiceFailure | null = null;
  const waiting = wanted.values();
  async function work(): Promise<void> {
    for (const blob of waiting) {
      await parts.pace.take(blob.bytes, parts.signal);
      if (parts.signal.aborted) failed ??= unreachable('stopped');
      if (failed !== null) return;
      const sent = await uploadOne(blob, parts);
      if (!sent.ok) failed ??= sent.error;
      if (failed !== null) return;
      bytesSent += blob.bytes;
      parts.onProgress(bytesSent);
    }
  }
  parts.onProgress(bytesSent);
  await Promise.all(Array.from({ length: uploadsAtOnce }, work));
  return failed === null ? ok(null) : err(failed);
}

async function uploadOne(
  blob: Blob,
  { client, files, signal }: SendParts,
): Promise<Result<null, ServiceFailure>> {
  const bytes = await readVerified(blob.sha256, files);
  return bytes === null ? err(damaged(blob.pageId)) : client.putBlob(blob.sha256, bytes, signal);
}

/** Null when the file is gone or no longer has its hash; what else keeps it from being read is thrown. */
async function readVerified(sha256: Sha256, files: SendParts['files']): Promise<Uint8Array | null> {
  try {
    return (await files.verify(sha256)) ? await readFile(files.pathOf(sha256)) : null;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

function damaged(pageId: PageId): ServiceFailure {
  const error = { type: 'PageFileDamaged', pageId } as const;
  return { error, next: 'park', retryAfterMs: null, code: null, missing: [], latest: null };
}

async function putRevision(
  { manifest, digest }: OutboxEntry,
  { client, signal }: SendParts,
): Promise<Result<Receipt, ServiceFailure>> {
  const { billUuid, revision, previousDigest } = manifest;
  const body = canonicalJson(manifest);
  const put = await client.putRevision({ billUuid, n: revision, body, previousDigest }, signal);
  if (!put.ok) return put;
  const receipt = put.value;
  const isOurs =
    receipt.stationId === client.stationOf(billUuid) &&
    receipt.billUuid === billUuid &&
    receipt.revision === revision &&
    receipt.digest === digest;
  return isOurs ? put : err(garbled(`receipt ${receipt.receiptId} is for another revision`));
}

function sum(blobs: readonly Blob[]): number {
  return blobs.reduce((total, blob) => total + blob.bytes, 0);
}
