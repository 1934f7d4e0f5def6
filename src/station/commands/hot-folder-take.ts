import type { ImportError, StationError } from '../../contract/errors.ts';
import type { StationEvent } from '../../contract/events.ts';
import type { CaptureJob } from '../../contract/queries.ts';
import type { IdSource } from '../../domain/ids.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { ClaimedFile, HotFolderFiles } from '../ports/hot-folder.ts';
import type { Store } from '../ports/store.ts';
import {
  batchOf,
  type ClaimRecord,
  type ClaimRecords,
  captureOf,
  type InHand,
} from './hot-folder-records.ts';
import { inNaturalOrder } from './hot-folder-sightings.ts';
import { type ImportRun, importFile, putAway, takenOf } from './import.ts';
import { openBatch } from './open-batch.ts';
import { type CapturePorts, newJob, refusal, stop } from './take-in.ts';

/** Why a signal was aborted when it was not the operator. */
export const closing = 'the station closes';
/** A file that ended the station this often before any page of it was taken is not begun again. */
const mostTries = 5;

export interface TakePorts extends CapturePorts {
  readonly store: Store;
  readonly folderFiles: HotFolderFiles;
  readonly records: ClaimRecords;
  /** What goes beside a failed file, in the operators' languages. */
  readonly words: (errors: readonly StationError[]) => string;
  readonly emit: (event: StationEvent) => void;
  /** A wanted file that was not claimed. */
  readonly onLeft: (subfolder: string | null, name: string) => void;
}

/**
 * Carries a claim on from wherever it stands to its end: files are moved into it, imported one by one into one batch, and each
 * is moved on when it is through. May be ended and begun anew at any point. An error says why it has to wait; `closed`
 * that the station closes. Throws what the disk says.
 */
export async function carryOn(
  ports: TakePorts,
  start: ClaimRecord,
  abort: AbortController,
): Promise<Result<'finished' | 'closed', StationError>> {
  const record = start.state === 'claiming' ? await claimWanted(ports, start) : start;
  if (record.total === 0) {
    await forget(ports, record);
    return ok('finished');
  }
  const batchId = batchOf(record);
  if (!ports.trees.load(batchId)) {
    const opened = openBatch({ ...ports, ids: (() => batchId) as IdSource }, { name: record.title });
    if (!opened.ok) return opened;
  }
  const known = ports.store.captureJobs(batchId).find((job) => job.id === captureOf(record));
  const files = (await ports.folderFiles.claimed(record)).toSorted((a, b) => inNaturalOrder(a.name, b.name));
  if (record.state === 'cancelled') {
    await leaveRest(ports, record, files);
    await finish(ports, record, known?.failures ?? []);
    return ok('finished');
  }
  const refused = await refusal(ports, batchId);
  if (refused) return err(refused);
  const fresh = { ...newJob(ports, batchId, 'import', record.total), id: captureOf(record) };
  const before = known ?? fresh;
  const filesDone = before.filesTotal - files.length;
  const job: CaptureJob = { ...before, state: 'running', fault: null, filesDone };
  ports.captures.start(job, abort);
  const { grouping } = record;
  const run: ImportRun = { job, place: { at: 'tail' }, grouping, feed: 0, failures: job.failures };
  try {
    return ok(await takeAll(ports, record, run, files, abort.signal));
  } catch (cause) {
    stop(ports, job, run.feed, cause);
    throw cause;
  }
}

/**
 * In order, up to the first that is gone: another station has begun with this group, and shall have the rest of it. What is
 * left is looked at as though it had just come, which gives that station its time.
 */
async function claimWanted(ports: TakePorts, record: ClaimRecord): Promise<ClaimRecord> {
  const { folderFiles, records } = ports;
  let isLost = false;
  for (const file of record.wanted) {
    const outcome = isLost ? 'gone' : await folderFiles.claim(record, record.subfolder, file);
    if (outcome === 'gone') isLost = true;
    if (outcome !== 'claimed') ports.onLeft(record.subfolder, file.name);
  }
  await folderFiles.settleClaim(record, record.subfolder);
  const total = (await folderFiles.claimed(record)).length;
  const next: ClaimRecord = { ...record, state: 'taking', wanted: [], total };
  records.save(next);
  return next;
}

async function takeAll(
  ports: TakePorts,
  start: ClaimRecord,
  run: ImportRun,
  files: readonly ClaimedFile[],
  signal: AbortSignal,
): Promise<'finished' | 'closed'> {
  let record = start;
  let { filesDone } = run.job;
  for (const [index, file] of files.entries()) {
    // Begun anew: what failed the last time fails again, or does not.
    run.failures = run.failures.filter((failure) => failure.name !== file.shown);
    const outcome = signal.aborted ? 'stopped' : await takeFile(ports, record, run, file, signal);
    if (outcome === 'stopped') {
      if (signal.reason === closing) return 'closed';
      const rest = files.slice(index);
      record = { ...record, state: 'cancelled', left: rest.map(({ shown }) => shown) };
      ports.records.save(record);
      ports.captures.update(run.job.id, { state: 'cancelled' });
      await leaveRest(ports, record, rest);
      await finish(ports, record, run.failures);
      return 'finished';
    }
    const failures = run.failures.filter((failure) => failure.name === file.shown);
    record = await shelve(ports, record, file, failures);
    filesDone += 1;
    ports.captures.update(run.job.id, { filesDone });
  }
  ports.captures.update(run.job.id, { state: 'done' });
  await finish(ports, record, run.failures);
  return 'finished';
}

/** Copies the file into the station, then takes the pages the batch does not have yet. */
async function takeFile(
  ports: TakePorts,
  record: ClaimRecord,
  run: ImportRun,
  file: ClaimedFile,
  signal: AbortSignal,
): Promise<'through' | 'stopped'> {
  const tree = ports.trees.load(run.job.batchId)?.tree;
  if (!tree) throw new Error(`no batch ${run.job.batchId}`);
  const taken = takenOf(tree, run.job.id);
  run.feed = taken.nextFeed;
  const pageNumbers = taken.pageNumbersOf(file.shown);
  const held = await take(ports, record, file, pageNumbers.size, signal);
  if (signal.aborted) return 'stopped';
  if (!held.ok) {
    fail(ports, run, held.error);
    return 'through';
  }
  const { inHand, path } = held.value;
  if (inHand.tries > mostTries) {
    const detail = `the station ended ${mostTries} times while it read this file`;
    fail(ports, run, { type: 'WorkerCrashed', name: file.shown, detail });
    return 'through';
  }
  try {
    const outcome = await importFile(ports, run, { path, name: file.shown }, pageNumbers, signal);
    if (outcome === 'through' && (await ports.folderFiles.stampOf(record, file.name)) !== inHand.stamp) {
      // Its writer had only paused, longer than anybody waits: what was taken is not the whole file.
      fail(ports, run, { type: 'FileUnreadable', name: file.shown, detail: 'changed while it was taken' });
    }
    return outcome;
  } finally {
    // Still alive: this try does not count.
    ports.records.setInHand({ ...inHand, tries: inHand.tries - 1 });
  }
}

/** The file's copy in the station, made once also over restarts. */
async function take(
  ports: TakePorts,
  { folder, claimId }: ClaimRecord,
  { name, shown }: ClaimedFile,
  taken: number,
  signal: AbortSignal,
): Promise<Result<{ readonly inHand: InHand; readonly path: string }, ImportError>> {
  const before = ports.records.inHand();
  const stamp = await ports.folderFiles.stampOf({ folder, claimId }, name);
  const isSame = before?.claimId === claimId && before.name === name && before.stamp === stamp;
  const copied = isSame ? await ports.files.upload(before.uploadId) : null;
  if (isSame && copied) {
    const tries = taken > before.taken ? 1 : before.tries + 1;
    const inHand: InHand = { ...before, taken, tries };
    ports.records.setInHand(inHand);
    return ok({ inHand, path: copied.path });
  }
  // Another file's, or what this one was before its writer went on.
  if (before) await ports.uploads.release(before.uploadId, 'whole');
  const body = ports.folderFiles.read({ folder, claimId }, name, signal);
  const received = await ports.files.receiveUpload(shown, body);
  if (!received.ok) return received;
  const { uploadId } = received.value;
  const upload = await ports.files.upload(uploadId);
  if (!upload) throw new Error(`no upload ${uploadId}`);
  const inHand: InHand = { claimId, name, uploadId, stamp, taken, tries: 1 };
  ports.records.setInHand(inHand);
  return ok({ inHand, path: upload.path });
}

function fail(ports: TakePorts, run: ImportRun, error: ImportError): void {
  run.failures = [...run.failures, error];
  ports.captures.update(run.job.id, { failures: [...run.failures] });
}

/** What the operator cancelled: not taken, and said so. */
async function leaveRest(ports: TakePorts, start: ClaimRecord, files: readonly ClaimedFile[]): Promise<void> {
  let record = start;
  const { nextFeed } = takenOfBatch(ports, record);
  const job = { id: captureOf(record), batchId: batchOf(record) };
  for (const file of files) {
    putAway(ports, job, ({ source }) => source?.name === file.shown);
    record = await shelve(ports, record, file, [{ type: 'Cancelled', afterSide: nextFeed, raw: null }]);
  }
}

function takenOfBatch(ports: TakePorts, record: ClaimRecord): { readonly nextFeed: number } {
  const tree = ports.trees.load(batchOf(record))?.tree;
  return tree ? takenOf(tree, captureOf(record)) : { nextFeed: 0 };
}

async function shelve(
  ports: TakePorts,
  record: ClaimRecord,
  { name }: ClaimedFile,
  errors: readonly StationError[],
): Promise<ClaimRecord> {
  const { folderFiles, records } = ports;
  const kind = errors.length === 0 ? 'done' : 'failed';
  let next = record;
  let shelf = record.shelves[kind];
  if (!shelf) {
    shelf = await folderFiles.openShelf(record.folder, kind, batchName(ports, record));
    next = { ...record, shelves: { ...record.shelves, [kind]: shelf } };
    records.save(next);
  }
  await folderFiles.shelve(record, name, shelf, errors.length === 0 ? null : ports.words(errors));
  const inHand = records.inHand();
  // Whatever came of it, the file itself lies on its shelf.
  if (inHand?.claimId === record.claimId && inHand.name === name)
    await ports.uploads.release(inHand.uploadId, 'whole');
  return next;
}

async function finish(
  ports: TakePorts,
  record: ClaimRecord,
  failures: readonly ImportError[],
): Promise<void> {
  const failed = new Set([...failures.map(({ name }) => name), ...record.left]).size;
  await forget(ports, record);
  const name = batchName(ports, record);
  ports.emit({ type: 'hotFolder.batch', batchId: batchOf(record), name, files: record.total, failed });
}

async function forget(ports: TakePorts, record: ClaimRecord): Promise<void> {
  ports.records.remove(record.claimId);
  await ports.folderFiles.closeClaim(record);
}

function batchName(ports: TakePorts, record: ClaimRecord): string {
  return ports.trees.load(batchOf(record))?.tree.batch.name ?? record.claimId;
}
