import type { CommandParsed } from '../../contract/commands.ts';
import type { ImportError, StationError } from '../../contract/errors.ts';
import type { CaptureJob } from '../../contract/queries.ts';
import type { CaptureJobId } from '../../domain/ids.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { saysOfFile } from '../../domain/rules/file-says.ts';
import { defaultScanProfile } from '../../domain/rules/profile.ts';
import type { Place } from '../../domain/tree/commands.ts';
import type { Page, Tree } from '../../domain/tree/records.ts';
import { endWell, replacementOf } from './replace.ts';
import { type CapturePorts, newJob, refusal, stop, takeIn } from './take-in.ts';

/** An import on its way: where its pages go, how many it has taken, and what failed. */
export interface ImportRun {
  readonly job: CaptureJob;
  readonly place: Place;
  readonly grouping: 'split' | 'whole';
  /** Feed number of the next page. */
  feed: number;
  failures: readonly ImportError[];
}

export async function startImport(
  ports: CapturePorts,
  input: CommandParsed<'import.start'>,
): Promise<Result<{ captureJobId: CaptureJobId }, StationError>> {
  const refused = await refusal(ports, input.batchId);
  if (refused) return err(refused);
  const replacement = replacementOf(ports, input.batchId, input.replaces);
  if (!replacement.ok) return replacement;
  const uploads: Upload[] = [];
  for (const uploadId of input.uploadIds) {
    const upload = await ports.files.upload(uploadId);
    if (!upload) return err({ type: 'UploadNotFound', uploadId });
    uploads.push({ ...upload, uploadId });
  }
  const { cleanup } = input;
  const job: CaptureJob = {
    ...newJob(ports, input.batchId, 'import', uploads.length),
    profile: cleanup && { ...defaultScanProfile, cleanup },
    replacement: replacement.value,
  };
  const abort = new AbortController();
  ports.captures.start(job, abort);
  ports.uploads.hold(input.uploadIds);
  const run: ImportRun = { job, place: input.place, grouping: input.grouping, feed: 0, failures: [] };
  ports.captures.track(runImport(ports, run, uploads, abort.signal));
  return ok({ captureJobId: job.id });
}

interface Upload {
  readonly uploadId: string;
  readonly path: string;
  readonly name: string;
}

async function runImport(
  ports: CapturePorts,
  run: ImportRun,
  uploads: readonly Upload[],
  signal: AbortSignal,
): Promise<void> {
  const { job } = run;
  const whole = new Set<string>();
  try {
    for (const [index, upload] of uploads.entries()) {
      const failed = run.failures.length;
      const firstFeed = run.feed;
      // Two files of one import may have one name: none is taken for the other.
      const outcome = signal.aborted ? 'stopped' : await importFile(ports, run, upload, new Set(), signal);
      if (outcome === 'stopped') {
        const pages = putAway(ports, job, (page) => page.feed >= firstFeed);
        const left = uploads.slice(index).map(({ name }, at) => notReadIn(name, at === 0 ? pages : 0));
        ports.captures.update(job.id, { state: 'cancelled', failures: [...run.failures, ...left] });
        return;
      }
      if (run.failures.length === failed) whole.add(upload.uploadId);
      ports.captures.update(job.id, { filesDone: index + 1 });
    }
    ports.captures.update(job.id, await endWell(ports, job, run.grouping, signal));
  } catch (cause) {
    stop(ports, job, run.feed, cause);
  } finally {
    for (const { uploadId } of uploads)
      await ports.uploads.release(uploadId, whole.has(uploadId) ? 'whole' : 'left');
  }
}

/**
 * Takes the pages of one file into the batch, but those whose numbers are `taken` already. `stopped`: the signal came
 * before the end of the file. Throws what the disk says. What fails is added to the run's failures and told.
 */
export async function importFile(
  ports: CapturePorts,
  run: ImportRun,
  file: { readonly path: string; readonly name: string },
  taken: ReadonlySet<number>,
  signal: AbortSignal,
): Promise<'through' | 'stopped'> {
  const { job, place, grouping } = run;
  for await (const step of ports.importer.import({ ...file, dpi: 300 }, signal)) {
    if (step.type === 'end') return 'through';
    if (step.type === 'failure') {
      run.failures = [...run.failures, step.error];
      ports.captures.update(job.id, { failures: [...run.failures] });
    } else if (taken.has(step.pageNumber)) {
      // The same bytes are in the store: adopting them again only clears the spool.
      await ports.files.adopt(step.image, null);
    } else {
      const { pageNumber, dpi, dpiBy, image, invoice, warnings } = step;
      await takeIn(ports, job, place, grouping, {
        feed: run.feed,
        sheet: run.feed + 1,
        side: 'front',
        dpi,
        dpiBy,
        deviceSays: saysOfFile({ invoice, warnings }),
        image,
        source: { name: file.name, pageNumber },
      });
      run.feed += 1;
    }
  }
  return signal.aborted ? 'stopped' : 'through';
}

/** Of a file that was stopped half read nothing stays among the documents: its pages go to the bin. Gives how many lie there. */
export function putAway(
  ports: CapturePorts,
  { id, batchId }: Pick<CaptureJob, 'id' | 'batchId'>,
  isOfFile: (page: Page) => boolean,
): number {
  const tree = ports.trees.load(batchId)?.tree;
  const pages = [...(tree?.pages.values() ?? [])].filter(
    (page) => page.captureJobId === id && isOfFile(page),
  );
  const pageIds = pages.filter(({ isDeleted }) => !isDeleted).map((page) => page.id);
  if (pageIds.length === 0) return pages.length;
  const deleted = ports.trees.edit(batchId, { type: 'page.delete', pageIds });
  if (deleted.ok) return pages.length;
  // Their bill was submitted meanwhile: it has what it was submitted with.
  ports.log('warn', 'import.half-file-kept', {
    captureJobId: id,
    pages: pageIds.length,
    error: deleted.error.type,
  });
  return pages.length - pageIds.length;
}

function notReadIn(name: string, pages: number): ImportError {
  return { type: 'ImportStopped', name, pages };
}

/** What a batch has of a capture already, to go on with it; pages in the bin count as taken. */
export function takenOf(
  tree: Tree,
  captureJobId: CaptureJobId,
): { readonly nextFeed: number; pageNumbersOf(name: string): ReadonlySet<number> } {
  const byName = new Map<string, Set<number>>();
  let nextFeed = 0;
  for (const { captureJobId: of, feed, source } of tree.pages.values()) {
    if (of !== captureJobId) continue;
    nextFeed = Math.max(nextFeed, feed + 1);
    if (!source) continue;
    const numbers = byName.get(source.name) ?? new Set();
    byName.set(source.name, numbers.add(source.pageNumber));
  }
  return { nextFeed, pageNumbersOf: (name) => byName.get(name) ?? new Set() };
}
