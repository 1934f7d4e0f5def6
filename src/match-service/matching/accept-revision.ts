import { createHash, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { canonicalJson } from '../../contract/canonical-json.ts';
import type { Manifest, Receipt } from '../../contract/wire.ts';
import { manifest as manifestSchema } from '../../contract/wire.ts';
import type { Sha256 } from '../../domain/units.ts';
import type { BlobStore } from '../blobs/blob-store.ts';
import { collections } from '../blobs/collect.ts';
import { billNumberText } from '../store/bill-number.ts';
import type { Db, Tx } from '../store/tables.ts';
import { writing } from '../store/writing.ts';
import { claimInvoices } from './claim-invoices.ts';
import { invoiceKeysOf } from './judge.ts';
import { keepAuditHead } from './keep-audit-head.ts';
import { settleBill } from './settle-bill.ts';

export interface OfferedRevision {
  readonly stationId: string;
  readonly billUuid: string;
  readonly n: number;
  /** The request's body, as it came. */
  readonly body: string;
  /** Digest the sender believes revision n-1 to have; null when it did not say. */
  readonly ifMatch: Sha256 | null;
  readonly now: number;
}

export type RevisionAnswer =
  /** `auditBreak`: what of the station's audit trail does not fit what it told before. */
  | { readonly type: 'created'; readonly receipt: Receipt; readonly auditBreak: string | null }
  | { readonly type: 'present'; readonly receipt: Receipt }
  | { readonly type: 'invalid' | 'conflict'; readonly detail: string }
  | { readonly type: 'gap'; readonly latest: number }
  | { readonly type: 'missing'; readonly hashes: readonly Sha256[] };

/**
 * Takes a revision exactly once: revision, receipt, match results and change row in one transaction. The same bytes
 * again give the same receipt; other bytes under the same number are a conflict and change nothing.
 */
export async function acceptRevision(
  db: Db,
  blobs: BlobStore,
  offered: OfferedRevision,
): Promise<RevisionAnswer> {
  const read = readManifest(offered);
  if ('detail' in read) return { type: 'invalid', detail: read.detail };
  const { manifest, digest } = read;
  // Before the transaction: others need not wait while blobs are looked up.
  const collected = await collections(db);
  const seen = await checkBlobs(blobs, manifest);
  return writing(db, async (tx) => {
    // Some were taken away meanwhile, of which this revision may name one.
    const isAsSeen = collected !== null && (await collections(tx)) === collected;
    const blobsState = isAsSeen ? seen : await checkBlobs(blobs, manifest);
    const known = await revisionsFrom(tx, offered);
    if (known.same !== null) {
      return known.same.digest === digest
        ? { type: 'present', receipt: JSON.parse(known.same.receipt) as Receipt }
        : { type: 'conflict', detail: `revision ${offered.n} is there with digest ${known.same.digest}` };
    }
    if (offered.n !== known.latest + 1) return { type: 'gap', latest: known.latest };
    if (manifest.previousDigest !== known.latestDigest) {
      return {
        type: 'conflict',
        detail: `revision ${known.latest} has digest ${known.latestDigest ?? 'none'}`,
      };
    }
    if (blobsState.missing.length > 0) return { type: 'missing', hashes: blobsState.missing };
    if (blobsState.wrongSize !== null) {
      return { type: 'invalid', detail: `blob ${blobsState.wrongSize} has another size than stated` };
    }
    const receipt: Receipt = {
      stationId: offered.stationId,
      billUuid: offered.billUuid,
      revision: offered.n,
      digest,
      receivedAt: offered.now,
      receiptId: randomUUID(),
    };
    await tx
      .insertInto('revision')
      .values({
        station_id: offered.stationId,
        bill_uuid: offered.billUuid,
        n: offered.n,
        bill_number: manifest.billNumber,
        digest,
        manifest: offered.body,
        receipt: JSON.stringify(receipt),
        received_at: offered.now,
      })
      .execute();
    const heirs = await claimInvoices(tx, offered, invoiceKeysOf(manifest.documents));
    const auditBreak = await keepAuditHead(tx, offered, manifest);
    await settleBill(tx, offered);
    for (const heir of heirs) await settleBill(tx, heir);
    return { type: 'created', receipt, auditBreak };
  });
}

/** Only the canonical text is taken: then the digest of the bytes and the digest of the meaning are one. */
function readManifest(offered: OfferedRevision): { manifest: Manifest; digest: Sha256 } | { detail: string } {
  let json: unknown;
  try {
    json = JSON.parse(offered.body);
  } catch {
    return { detail: 'the body is not JSON' };
  }
  const parsed = manifestSchema.safeParse(json);
  if (!parsed.success) return { detail: z.prettifyError(parsed.error) };
  const manifest = parsed.data;
  if (canonicalJson(manifest) !== offered.body)
    return { detail: 'the body is not a canonical version 1 manifest' };
  if (manifest.billUuid !== offered.billUuid || manifest.revision !== offered.n) {
    return { detail: 'the manifest speaks of another bill or revision than the path' };
  }
  const billNumber = billNumberText.safeParse(manifest.billNumber);
  if (!billNumber.success) return { detail: `the bill number ${billNumber.error.issues[0]?.message}` };
  if (new Set(manifest.documents.map((document) => document.documentUuid)).size < manifest.documents.length) {
    return { detail: 'a document is named twice' };
  }
  if (offered.ifMatch !== null && offered.ifMatch !== manifest.previousDigest) {
    return { detail: 'If-Match is not the previousDigest of the manifest' };
  }
  return { manifest, digest: createHash('sha256').update(offered.body).digest('hex') };
}

async function revisionsFrom(tx: Tx, { stationId, billUuid, n }: OfferedRevision) {
  const revisions = tx
    .selectFrom('revision')
    .select(['n', 'digest', 'receipt'])
    .where('station_id', '=', stationId)
    .where('bill_uuid', '=', billUuid);
  const same = await revisions.where('n', '=', n).executeTakeFirst();
  const latest = await revisions.orderBy('n', 'desc').limit(1).executeTakeFirst();
  return { same: same ?? null, latest: Number(latest?.n ?? 0), latestDigest: latest?.digest ?? null };
}

async function checkBlobs(blobs: BlobStore, manifest: Manifest) {
  const bytesByHash = new Map(
    manifest.documents.flatMap((document) =>
      document.pages.map((page) => [page.sha256, page.bytes] as const),
    ),
  );
  const checked = await Promise.all(
    [...bytesByHash].map(async ([sha256, bytes]) => ({ sha256, bytes, size: await blobs.sizeOf(sha256) })),
  );
  const missing = checked.filter(({ size }) => size === null).map(({ sha256 }) => sha256);
  const wrongSize = checked.find(({ size, bytes }) => size !== null && size !== bytes)?.sha256 ?? null;
  return { missing, wrongSize };
}
