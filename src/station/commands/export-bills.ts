import { billFileVersion, type CarriedBill } from '../../contract/bill-file.ts';
import { canonicalJson } from '../../contract/canonical-json.ts';
import type { CommandOutput, CommandParsed } from '../../contract/commands.ts';
import type { StationError } from '../../contract/errors.ts';
import type { BillId } from '../../domain/ids.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { ImageFile } from '../../domain/tree/records.ts';
import { documentsOf } from '../../domain/tree/views.ts';
import type { BillFileToWrite } from '../ports/files.ts';
import type { OutboxEntry } from '../ports/store.ts';
import type { TransferPorts } from './transfers.ts';

type Exported = CommandOutput<'queue.export'>;
type Image = BillFileToWrite['images'][number];

/** Room for the texts beside the images. */
const textBytes = 64 * 1024 * 1024;

/**
 * Bills the service does not have go into a file, and once that is on the disk another station is to send them. Sent by both
 * all the same, the service takes each once: bill, revision and bytes are the same.
 */
export function exportBills(
  ports: TransferPorts,
  { billIds }: CommandParsed<'queue.export'>,
): Promise<Result<Exported, StationError>> {
  const { store, files, clock, operator, appVersion } = ports;
  return ports.transfers.run('export', async ({ signal, tell }) => {
    const wanted = billIds ?? store.unsentOutbox().map((entry) => entry.billId);
    const bills = [...new Set(wanted)].filter((billId) => isUnsent(store.latestOutboxOf(billId)));
    if (bills.length === 0) return err({ type: 'NothingToExport' });
    const images = imagesOf(ports, bills);
    const bytesTotal = [...images.values()].reduce((sum, { bytes }) => sum + bytes, 0);
    await files.dropExports(awaited(store.unsentOutbox()));
    const [freeBytes, neededBytes] = [await files.freeBytes(), bytesTotal + textBytes];
    if (freeBytes < neededBytes) return err({ type: 'DiskFull', freeBytes, neededBytes });
    const exportedAt = clock.now();
    const head: BillFileToWrite['head'] = { v: billFileVersion, appVersion, exportedAt, operator };
    const written = await files.writeBills({
      name: `platen-${new Date(exportedAt).toISOString().replaceAll(/\D/g, '').slice(0, 17)}.bills.zip`,
      head,
      *bills() {
        for (const billId of bills) yield carriedOf(ports, billId);
      },
      images: [...images.values()],
      onProgress: (bytes) => tell(bytes, bytesTotal),
      signal,
    });
    if (!written.ok) return written;
    return ok({ ...written.value, ...handOver(ports, bills, written.value.name) });
  });
}

function isUnsent(entry: OutboxEntry | null): boolean {
  if (entry === null || entry.held !== null) return false;
  return entry.stage === 'queued' || entry.stage === 'sending' || entry.stage === 'parked';
}

/** What was not taken up meanwhile is held from now on; what is on its way goes on, and is told of. */
function handOver(
  { store, clock, operator, onOutbox }: TransferPorts,
  billIds: readonly BillId[],
  file: string,
): Pick<Exported, 'bills' | 'both'> {
  const at = clock.now();
  const held: OutboxEntry[] = billIds.flatMap((billId) =>
    store.outboxOf(billId).flatMap((entry) => {
      const { stage } = entry;
      if (entry.held !== null || (stage !== 'queued' && stage !== 'parked')) return [];
      const sign = { type: 'exported', by: operator, at, file, from: stage } as const;
      return [
        { ...entry, stage: 'parked' as const, nextTryAt: null, bytesSent: 0, held: sign, updatedAt: at },
      ];
    }),
  );
  const audit = billIds.flatMap((billId) => {
    const entry = store.latestOutboxOf(billId);
    if (entry === null) return [];
    const { number, revision, digest, batchId } = entry;
    const detail = JSON.stringify({ number, revision, digest, file });
    return [{ at, operator, batchId, subjects: [billId], act: 'queue.export', detail }];
  });
  store.saveHeld(held, audit);
  onOutbox(held);
  const handed = new Set(held.map(({ billId }) => billId));
  return { bills: billIds.length, both: billIds.length - handed.size };
}

function carriedOf({ store, trees }: TransferPorts, billId: BillId): CarriedBill {
  const revisions = store.outboxOf(billId);
  const latest = revisions.at(-1);
  if (!latest) throw new Error(`${billId} left the outbox`);
  const tree = trees.load(latest.batchId)?.tree;
  const bill = tree?.bills.get(billId);
  const documents = tree && bill ? documentsOf(tree, billId) : [];
  const kept = new Set(documents.map(({ id }) => id));
  const pages = [...(tree?.pages.values() ?? [])].filter(({ documentId }) => kept.has(documentId));
  return {
    stationId: latest.origin ?? store.readSetting('station.id') ?? '',
    batchId: latest.batchId,
    number: latest.number,
    tree: tree && bill ? { batch: tree.batch, bill, documents: [...documents], pages } : null,
    revisions: revisions.map(({ manifest, digest, receipt }) => ({
      manifest: canonicalJson(manifest),
      digest,
      receipt,
    })),
    audit: [...store.auditOf(billId)],
  };
}

/** Originals, renditions and thumbnails of the bills, and whatever else their unsent revisions name. */
function imagesOf(ports: TransferPorts, billIds: readonly BillId[]): ReadonlyMap<string, Image> {
  const images = new Map<string, Image>();
  for (const billId of billIds) {
    const { tree, revisions } = carriedOf(ports, billId);
    for (const { id, original, rendition } of tree?.pages ?? []) {
      const files: readonly ImageFile[] = [
        original,
        ...(rendition ? [rendition.image, rendition.thumbnail] : []),
      ];
      for (const { sha256, bytes } of files) images.set(sha256, { sha256, bytes, pageId: id });
    }
    for (const { manifest, receipt } of revisions) {
      if (receipt !== null) continue;
      const { documents } = JSON.parse(manifest) as OutboxEntry['manifest'];
      for (const { sha256, bytes, pageUuid } of documents.flatMap((document) => document.pages))
        images.set(sha256, { sha256, bytes, pageId: `page:${pageUuid}` });
    }
  }
  return images;
}

/** Names of files another station may still have to be given. */
function awaited(unsent: readonly OutboxEntry[]): ReadonlySet<string> {
  return new Set(unsent.flatMap(({ held }) => (held?.type === 'exported' ? [held.file] : [])));
}
