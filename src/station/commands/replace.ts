import type { StationError } from '../../contract/errors.ts';
import type { CaptureJob } from '../../contract/queries.ts';
import type { BatchId, DocumentId, PageId } from '../../domain/ids.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { stackOf } from '../../domain/rules/count.ts';
import type { Tree } from '../../domain/tree/records.ts';
import { replaceable } from '../../domain/tree/replace-commands.ts';
import type { LiveCaptures } from './live-captures.ts';
import type { Trees } from './trees.ts';

type Replacement = CaptureJob['replacement'];

interface ReplacePorts {
  readonly trees: Trees;
  readonly captures: LiveCaptures;
}

/** What a new capture is to replace, or why that cannot be; null: its pages are added. */
export function replacementOf(
  { trees }: ReplacePorts,
  batchId: BatchId,
  replaces: readonly DocumentId[],
): Result<Replacement, StationError> {
  const tree = trees.load(batchId)?.tree;
  if (!tree) return err({ type: 'BatchNotFound' });
  if (replaces.length === 0) return ok(null);
  const found = replaceable(tree, replaces);
  return found.ok
    ? ok({ documentIds: found.value.map(({ id }) => id), into: null, refused: null })
    : err(found.error);
}

/**
 * The good end of a capture: once everything that came is read, old and new change places in one edit. Gives the job
 * as it ends. A capture that is cancelled, stopped by a fault or ended with the station never comes here, so what it
 * brought stays in the bin and the old documents where they are.
 */
export async function endWell(
  ports: ReplacePorts,
  job: CaptureJob,
  grouping: 'split' | 'whole',
  signal: AbortSignal,
): Promise<Pick<CaptureJob, 'state' | 'replacement'>> {
  const { replacement, batchId } = job;
  if (!replacement) return { state: 'done', replacement };
  const stack = stackOf(ports.captures.of(batchId), job.id)?.captures ?? [job.id];
  await ports.captures.allRead(batchId, stack, signal);
  if (signal.aborted) return { state: 'cancelled', replacement };
  const captures = ports.captures.of(batchId).filter(({ id }) => stack.includes(id));
  const [failed] = captures.flatMap((capture) => capture.failures);
  if (failed) return { state: 'done', replacement: { ...replacement, refused: failed } };
  const before = ports.trees.load(batchId)?.tree;
  const pageIds = before ? arrivedIn(before, captures) : [];
  const { documentIds } = replacement;
  const swapped = ports.trees.edit(batchId, { type: 'document.replace', documentIds, pageIds, grouping });
  if (!swapped.ok) return { state: 'done', replacement: { ...replacement, refused: swapped.error } };
  const after = ports.trees.load(batchId)?.tree;
  const into = new Set(
    pageIds.map((id) => after?.pages.get(id)).map((page) => (page?.isDeleted ? null : page?.documentId)),
  );
  into.delete(null);
  return { state: 'done', replacement: { ...replacement, into: into.size } };
}

/** Pages of a stack in the order of its paper; a sheet that was fed again counts as it came the last time. */
function arrivedIn(tree: Tree, captures: readonly CaptureJob[]): readonly PageId[] {
  const sheets: string[] = [];
  for (const { id, sheetsFed, refedSheets } of captures) {
    sheets.splice(Math.max(0, sheets.length - refedSheets));
    for (let sheet = 1; sheet <= sheetsFed; sheet += 1) sheets.push(`${id} ${sheet}`);
  }
  const order = new Map(sheets.map((sheet, at) => [sheet, at]));
  const at = (page: { captureJobId: string; sheet: number }) =>
    order.get(`${page.captureJobId} ${page.sheet}`) ?? -1;
  return [...tree.pages.values()]
    .filter((page) => at(page) >= 0)
    .sort((a, b) => at(a) - at(b) || a.feed - b.feed)
    .map((page) => page.id);
}
