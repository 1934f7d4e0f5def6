import type { BillFileIndex, CarriedBill } from '../../contract/bill-file.ts';
import type { CommandOutput, CommandParsed } from '../../contract/commands.ts';
import type { StationError } from '../../contract/errors.ts';
import type { Sidecar } from '../../contract/sidecar.ts';
import { manifest as manifestSchema } from '../../contract/wire.ts';
import type { BatchId, BillId } from '../../domain/ids.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { treeOf } from '../../domain/tree/build.ts';
import type { Batch } from '../../domain/tree/records.ts';
import { documentsOf, pagesOf } from '../../domain/tree/views.ts';
import type { Sha256 } from '../../domain/units.ts';
import type { BillFile } from '../ports/files.ts';
import type { AuditRow, OutboxEntry } from '../ports/store.ts';
import type { Transfer, TransferPorts } from './transfers.ts';

type Imported = CommandOutput<'queue.import'>;

/**
 * Takes in the bills of another station. The whole file is read against its hashes first; then each bill comes in one
 * transaction, with its images on the disk. Bills that are here already are left alone, so that doing it again is harmless.
 */
export function importBills(
  ports: TransferPorts,
  { uploadId }: CommandParsed<'queue.import'>,
): Promise<Result<Imported, StationError>> {
  return ports.transfers.run('import', async (transfer) => {
    const upload = await ports.files.upload(uploadId);
    if (upload === null) return err({ type: 'UploadNotFound', uploadId });
    const opened = await ports.files.readBills(upload);
    if (!opened.ok) return opened;
    ports.uploads.hold([uploadId]);
    let outcome: 'whole' | 'left' = 'left';
    try {
      const taken = await takeIn(ports, opened.value, upload.name, transfer);
      if (taken.ok && taken.value.refused.length === 0) outcome = 'whole';
      // A person's word: he has the file.
      if (!taken.ok && taken.error.type === 'TransferCancelled') outcome = 'whole';
      return taken;
    } finally {
      opened.value.close();
      await ports.uploads.release(uploadId, outcome);
    }
  });
}

async function takeIn(
  ports: TransferPorts,
  file: BillFile,
  name: string,
  { signal, tell }: Transfer,
): Promise<Result<Imported, StationError>> {
  const { files } = ports;
  const { index } = file;
  for (const one of index.bills) {
    const bill = await file.bill(one);
    if (!bill.ok) return bill;
    if (signal.aborted) return err({ type: 'TransferCancelled' });
    if (!hasAllImages(bill.value, index))
      return err({ type: 'BillFileDamaged', name, detail: `images of ${bill.value.number} are not in it` });
  }
  const bytesTotal = index.images.reduce((sum, { bytes }) => sum + bytes, 0);
  const freeBytes = await files.freeBytes();
  if (freeBytes < bytesTotal) return err({ type: 'DiskFull', freeBytes, neededBytes: bytesTotal });
  const images = await file.images((bytes) => tell(bytes, bytesTotal), signal);
  if (!images.ok) return images;
  // From here on nothing is cancelled: what is here is whole.
  const origins = await originsOf(ports, file);
  for (const image of images.value)
    for (const origin of origins.get(image.sha256) ?? [null]) await files.adopt(image, origin);
  const imported: Imported = { bills: 0, known: 0, refused: [] };
  const taken: OutboxEntry[] = [];
  for (const one of index.bills) {
    const bill = await file.bill(one);
    if (!bill.ok) return bill;
    const known = ports.store.latestOutboxOf(one.billId);
    const latest = bill.value.revisions.at(-1);
    if (known !== null && known.digest === latest?.digest) imported.known += 1;
    else if (known !== null || !isNew(ports, bill.value)) imported.refused.push(bill.value.number);
    else {
      taken.push(...keep(ports, one.billId, bill.value, { index, name }));
      imported.bills += 1;
    }
  }
  ports.onOutbox(taken);
  return ok(imported);
}

function hasAllImages({ tree, revisions }: CarriedBill, { images }: BillFileIndex): boolean {
  const there = new Set(images.map(({ sha256 }) => sha256));
  const owed = revisions
    .filter(({ receipt }) => receipt === null)
    .flatMap(({ manifest }) => manifestSchema.parse(JSON.parse(manifest)).documents)
    .flatMap(({ pages }) => pages.map(({ sha256 }) => sha256));
  const shown = (tree?.pages ?? []).flatMap(({ original, rendition }) => [
    original.sha256,
    ...(rendition ? [rendition.image.sha256, rendition.thumbnail.sha256] : []),
  ]);
  return [...owed, ...shown].every((sha256) => there.has(sha256));
}

/** No page of it lies in another bill here. */
function isNew({ store }: TransferPorts, { tree }: CarriedBill): boolean {
  return (tree?.pages ?? []).every(({ id }) => store.batchOfPage(id) === null);
}

/** What is known of each picture of the bills that come in: its sidecar lies beside it before the page is here. */
async function originsOf(
  ports: TransferPorts,
  file: BillFile,
): Promise<ReadonlyMap<Sha256, readonly (Sidecar | 'derived')[]>> {
  const origins = new Map<Sha256, (Sidecar | 'derived')[]>();
  const note = (sha256: Sha256, origin: Sidecar | 'derived') =>
    origins.set(sha256, [...(origins.get(sha256) ?? []), origin]);
  const pagesBefore = new Map<BatchId, number>();
  for (const one of file.index.bills) {
    const bill = await file.bill(one);
    if (!bill.ok || ports.store.latestOutboxOf(one.billId) !== null || !isNew(ports, bill.value)) continue;
    const { batchId, tree } = bill.value;
    if (tree === null) continue;
    const before = pagesBefore.get(batchId) ?? ports.trees.load(batchId)?.tree.pages.size ?? 0;
    const sidecars = sidecarsOf(ports, batchId, tree, before);
    pagesBefore.set(batchId, before + sidecars.length);
    for (const sidecar of sidecars) note(sidecar.original.sha256, sidecar);
    for (const { rendition } of tree.pages)
      if (rendition) for (const { sha256 } of [rendition.image, rendition.thumbnail]) note(sha256, 'derived');
  }
  return origins;
}

/** In the order of the bill, as if its pages had just been taken here. */
function sidecarsOf(
  { clock, operator }: TransferPorts,
  batchId: BatchId,
  { batch, bill, documents, pages }: NonNullable<CarriedBill['tree']>,
  pagesBefore: number,
): readonly Sidecar[] {
  const tree = treeOf(batch, [bill], documents, pages);
  return documentsOf(tree, bill.id)
    .flatMap(({ id }) => pagesOf(tree, id))
    .map(
      ({ id, captureJobId, feed, sheet, side, deviceSays, source, original, dpi, dpiBy, rank }, index) => ({
        ...{ captureJobId, feed, sheet, side, deviceSays, source, original, dpi, dpiBy },
        pageId: id,
        batchId,
        at: clock.now(),
        operator,
        sequence: pagesBefore + index,
        batchName: batch.name,
        grouping: rank === 0 ? 'split' : 'whole',
      }),
    );
}

/** One transaction: the tree, the revisions owed, and what was done. */
function keep(
  ports: TransferPorts,
  billId: BillId,
  carried: CarriedBill,
  from: { readonly index: BillFileIndex; readonly name: string },
): readonly OutboxEntry[] {
  const { store, trees, clock, operator } = ports;
  const entries = carried.revisions.map((revision) => entryOf(ports, billId, carried, revision));
  const { stationId, batchId, number, tree } = carried;
  const { exportedAt, operator: exportedBy } = from.index;
  const { digest, revision } = entries.at(-1) ?? {};
  const audit: AuditRow = {
    at: clock.now(),
    operator,
    batchId,
    subjects: [billId],
    act: 'queue.import',
    detail: JSON.stringify({ number, revision, digest, stationId, exportedBy, exportedAt, file: from.name }),
  };
  if (tree === null) {
    store.saveHeld(entries, [audit]);
    return entries;
  }
  openBatchOf(ports, tree.batch);
  const { bill, documents, pages } = tree;
  const submitted = { ...bill, state: 'submitted' } as const;
  const arrived = { type: 'bill.arrived', bill: submitted, documents, pages } as const;
  const changed = trees.change(batchId, arrived, { outbox: entries, audit: [audit] });
  if (!changed.ok) throw new Error(`${billId} was new and did not come in: ${changed.error.type}`);
  return entries;
}

/** The batch under its own id, so that bills of several files come together again. */
function openBatchOf({ store, clock, operator }: TransferPorts, batch: Batch): void {
  if (store.loadBatch(batch.id)) return;
  const act = { at: clock.now(), operator, batchId: batch.id, subjects: [batch.id] };
  store.insertBatch(batch, { ...act, act: 'batch opened', detail: JSON.stringify({ name: batch.name }) });
}

function entryOf(
  { store, clock }: TransferPorts,
  billId: BillId,
  { stationId, batchId, number }: CarriedBill,
  { manifest: text, digest, receipt }: CarriedBill['revisions'][number],
): OutboxEntry {
  const manifest = manifestSchema.parse(JSON.parse(text));
  const bytesTotal = manifest.documents
    .flatMap(({ pages }) => pages)
    .reduce((sum, page) => sum + page.bytes, 0);
  return {
    billId,
    batchId,
    number,
    revision: manifest.revision,
    stage: receipt === null ? 'queued' : 'accepted',
    attempts: 0,
    nextTryAt: null,
    error: null,
    held: null,
    origin: stationId === store.readSetting('station.id') ? null : stationId,
    bytesTotal,
    bytesSent: receipt === null ? 0 : bytesTotal,
    results: null,
    returned: null,
    handOver: null,
    updatedAt: clock.now(),
    stationSeq: store.nextStationSeq(),
    manifest,
    digest,
    receipt,
  };
}
