import type { CommandInput } from '../../contract/commands.ts';
import type { Fault, ImportError, StationError } from '../../contract/errors.ts';
import type { CaptureJob } from '../../contract/queries.ts';
import type { SpooledImage } from '../../contract/workers.ts';
import type { BatchId, CaptureJobId, IdSource } from '../../domain/ids.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { NewPage, Place } from '../../domain/tree/commands.ts';
import type { CapturePort, Clock, Files, ImportPort, Log } from '../ports.ts';
import type { LiveCaptures } from './live-captures.ts';
import type { Trees } from './trees.ts';

export interface CapturePorts {
  readonly trees: Trees;
  readonly captures: LiveCaptures;
  readonly files: Files;
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
  readonly image: SpooledImage;
}

export async function startScan(
  ports: CapturePorts,
  input: CommandInput<'scan.start'>,
): Promise<Result<{ captureJobId: CaptureJobId }, StationError>> {
  const refused = await refusal(ports, input.batchId);
  if (refused) return err(refused);
  const job = newJob(ports, input.batchId, 'scan', 0);
  const abort = new AbortController();
  ports.captures.start(job, abort);
  ports.captures.track(runScan(ports, job, input, abort.signal));
  return ok({ captureJobId: job.id });
}

export async function startImport(
  ports: CapturePorts,
  input: CommandInput<'import.start'>,
): Promise<Result<{ captureJobId: CaptureJobId }, StationError>> {
  const refused = await refusal(ports, input.batchId);
  if (refused) return err(refused);
  const uploads: { path: string; name: string }[] = [];
  for (const uploadId of input.uploadIds) {
    const upload = await ports.files.upload(uploadId);
    if (!upload) return err({ type: 'UploadNotFound', uploadId });
    uploads.push(upload);
  }
  const job = newJob(ports, input.batchId, 'import', uploads.length);
  const abort = new AbortController();
  ports.captures.start(job, abort);
  ports.captures.track(runImport(ports, job, input, uploads, abort.signal));
  return ok({ captureJobId: job.id });
}

export function cancelCapture(
  ports: CapturePorts,
  input: CommandInput<'capture.cancel'>,
): Result<Record<string, never>, StationError> {
  if (!ports.captures.cancel(input.captureJobId)) {
    return err({ type: 'CaptureNotFound', captureJobId: input.captureJobId });
  }
  return ok({});
}

async function refusal(ports: CapturePorts, batchId: BatchId): Promise<StationError | null> {
  if (!ports.trees.load(batchId)) return { type: 'BatchNotFound' };
  if (ports.captures.runningIn(batchId)) return { type: 'CaptureRunning' };
  const freeBytes = await ports.files.freeBytes();
  if (freeBytes < ports.reserveBytes) return { type: 'DiskFull', freeBytes, neededBytes: ports.reserveBytes };
  return null;
}

function newJob(
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
  };
}

async function runScan(
  ports: CapturePorts,
  job: CaptureJob,
  input: CommandInput<'scan.start'>,
  signal: AbortSignal,
): Promise<void> {
  let taken = 0;
  try {
    const request = { deviceId: input.deviceId, profile: input.profile };
    for await (const step of ports.scanner.scan(request, signal)) {
      if (step.type === 'page') {
        const { sheet, side, dpi, image } = step;
        await takeIn(ports, job, input.place, 'split', {
          feed: taken,
          sheet,
          side,
          dpi,
          image,
          source: null,
          dpiBy: 'device',
        });
        taken += 1;
      } else if (step.type === 'fault') {
        const isCancel = step.fault.type === 'Cancelled';
        ports.captures.update(job.id, {
          state: isCancel ? 'cancelled' : 'fault',
          fault: { ...step.fault, afterSide: taken },
        });
        return;
      } else {
        ports.captures.update(job.id, { state: 'done' });
        return;
      }
    }
    throw new Error('a scan ended without fault or end');
  } catch (cause) {
    stop(ports, job, taken, cause);
  }
}

async function runImport(
  ports: CapturePorts,
  job: CaptureJob,
  input: CommandInput<'import.start'>,
  uploads: readonly { path: string; name: string }[],
  signal: AbortSignal,
): Promise<void> {
  let taken = 0;
  const failures: ImportError[] = [];
  try {
    for (const [index, upload] of uploads.entries()) {
      for await (const step of ports.importer.import({ ...upload, dpi: 300 }, signal)) {
        if (step.type === 'page') {
          const { pageNumber, dpi, dpiBy, image } = step;
          await takeIn(ports, job, input.place, input.grouping, {
            feed: taken,
            sheet: taken + 1,
            side: 'front',
            dpi,
            dpiBy,
            image,
            source: { name: upload.name, pageNumber },
          });
          taken += 1;
        } else if (step.type === 'failure') {
          failures.push(step.error);
          ports.captures.update(job.id, { failures: [...failures] });
        }
      }
      if (signal.aborted) {
        ports.captures.update(job.id, { state: 'cancelled' });
        return;
      }
      ports.captures.update(job.id, { filesDone: index + 1 });
    }
    ports.captures.update(job.id, { state: 'done' });
  } catch (cause) {
    stop(ports, job, taken, cause);
  }
}

/** File into the store, then one transaction with row, audit and job; only then the event: shown means durable. */
async function takeIn(
  ports: CapturePorts,
  job: CaptureJob,
  place: Place,
  grouping: 'split' | 'whole',
  arrival: Arrival,
): Promise<void> {
  const pageId = ports.ids('page');
  const at = ports.clock.now();
  const { path, ...original } = arrival.image;
  const { feed, sheet, side, source, dpi, dpiBy } = arrival;
  await ports.files.adopt(
    { path, sha256: original.sha256 },
    { pageId, batchId: job.batchId, captureJobId: job.id, feed, sheet, side, at, operator: ports.operator },
  );
  const page: NewPage = { id: pageId, captureJobId: job.id, feed, sheet, side, source, original, dpi, dpiBy };
  const added = ports.trees.change(
    job.batchId,
    { type: 'page.add', page, place, grouping },
    {
      jobs: [{ kind: 'page.read', batchId: job.batchId, pageId }],
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
function stop(ports: CapturePorts, job: CaptureJob, taken: number, cause: unknown): void {
  const error = ports.asStationError(cause);
  const raw = error ? JSON.stringify(error) : String(cause);
  ports.log('error', 'capture.stopped', { captureJobId: job.id, taken, raw });
  const fault: Fault = {
    type: error?.type === 'DiskFull' ? 'OutOfMemory' : 'Unknown',
    afterSide: taken,
    raw,
  };
  ports.captures.update(job.id, { state: 'fault', fault });
}
