import type { Fault, StationError } from '../../contract/errors.ts';
import type { CaptureJob } from '../../contract/queries.ts';
import type { SpooledImage } from '../../contract/workers.ts';
import type { BatchId, IdSource } from '../../domain/ids.ts';
import type { NewPage, Place } from '../../domain/tree/commands.ts';
import type { Clock, Log } from '../ports/clock.ts';
import type { Files } from '../ports/files.ts';
import type { CapturePort, ImportPort } from '../ports/workers.ts';
import type { LiveCaptures } from './live-captures.ts';
import type { TakenUploads } from './taken-uploads.ts';
import type { Trees } from './trees.ts';

export interface CapturePorts {
  readonly trees: Trees;
  readonly captures: LiveCaptures;
  readonly files: Files;
  readonly uploads: TakenUploads;
  readonly scanner: CapturePort;
  readonly importer: ImportPort;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly operator: string;
  readonly log: Log;
  /** A full disk stops scanning before a sheet is fed: bytes that must be free. */
  readonly reserveBytes: number;
  /** StationError of an exception that says the disk or the store failed; null for a bug. */
  readonly asStationError: (cause: unknown) => StationError | null;
}

/** A side on its way into the tree, whatever brought it. */
interface Arrival {
  readonly feed: number;
  readonly sheet: number;
  readonly side: 'front' | 'back';
  readonly source: NewPage['source'];
  readonly dpi: number;
  readonly dpiBy: NewPage['dpiBy'];
  /** Null for what no device brought. */
  readonly deviceSays: NewPage['deviceSays'];
  readonly image: SpooledImage;
}

/** Why nothing can be captured into this batch now; null if it can. */
export async function refusal(ports: CapturePorts, batchId: BatchId): Promise<StationError | null> {
  if (!ports.trees.load(batchId)) return { type: 'BatchNotFound' };
  if (ports.captures.runningIn(batchId)) return { type: 'CaptureRunning' };
  const freeBytes = await ports.files.freeBytes();
  if (freeBytes < ports.reserveBytes) return { type: 'DiskFull', freeBytes, neededBytes: ports.reserveBytes };
  return null;
}

/** A capture at its beginning; what only one kind of it has is added by that kind. */
export function newJob(
  ports: CapturePorts,
  batchId: BatchId,
  kind: CaptureJob['kind'],
  filesTotal: number,
): CaptureJob {
  return {
    id: ports.ids('capture'),
    batchId,
    kind,
    state: 'running',
    startedAt: ports.clock.now(),
    sheetsFed: 0,
    sidesTaken: 0,
    sidesBlank: 0,
    sidesUnread: 0,
    fault: null,
    filesTotal,
    filesDone: 0,
    failures: [],
    sidesDeleted: 0,
    deviceId: null,
    profile: null,
    continues: null,
    refedSheets: 0,
    countedSheets: null,
    countAcceptedBy: null,
    deviceSheets: null,
    notes: [],
    replacement: null,
  };
}

/** File into the store, then one transaction with row, audit and job; only then the event: shown means durable. */
export async function takeIn(
  ports: CapturePorts,
  job: CaptureJob,
  place: Place,
  grouping: 'split' | 'whole',
  arrival: Arrival,
): Promise<void> {
  const pageId = ports.ids('page');
  const at = ports.clock.now();
  const { path, ...original } = arrival.image;
  const { feed, sheet, side, source, dpi, dpiBy, deviceSays } = arrival;
  const batch = ports.trees.load(job.batchId)?.tree;
  const captured = { captureJobId: job.id, feed, sheet, side, deviceSays };
  await ports.files.adopt(
    { path, sha256: original.sha256 },
    {
      ...captured,
      pageId,
      batchId: job.batchId,
      at,
      operator: ports.operator,
      sequence: batch?.pages.size ?? 0,
      batchName: batch?.batch.name ?? '',
      source,
      original,
      dpi,
      dpiBy,
      grouping,
    },
  );
  const page: NewPage = { ...captured, id: pageId, source, original, dpi, dpiBy };
  const added = ports.trees.change(
    job.batchId,
    job.replacement
      ? { type: 'page.hold', page, behind: job.replacement.documentIds, grouping }
      : { type: 'page.add', page, place, grouping },
    {
      jobs: [{ kind: 'page.read', urgency: 'capture', batchId: job.batchId, pageId }],
      audit: [
        {
          at,
          operator: ports.operator,
          batchId: job.batchId,
          subjects: [pageId],
          act: job.kind === 'scan' ? 'scanned' : 'imported',
          detail: JSON.stringify({ captureJobId: job.id, sheet, side, source, sha256: original.sha256 }),
        },
      ],
    },
  );
  // The domain never refuses a side for its place; anything else would lose a page.
  if (!added.ok) throw new Error(`page refused: ${added.error.type}`);
  ports.captures.recount(job.id);
}

/** A disk or store that failed ends the job with the words for it; anything else is a bug, logged, and ends it too. */
export function stop(ports: CapturePorts, job: CaptureJob, taken: number, cause: unknown): void {
  const error = ports.asStationError(cause);
  const raw = error ? JSON.stringify(error) : String(cause);
  ports.log('error', 'capture.stopped', { captureJobId: job.id, taken, raw });
  const fault: Fault = {
    type: error?.type === 'DiskFull' ? 'StorageFull' : 'Unknown',
    afterSide: taken,
    raw,
  };
  ports.captures.update(job.id, { state: 'fault', fault });
}
