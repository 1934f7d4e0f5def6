import type { CommandOutput, CommandParsed } from '../../contract/commands.ts';
import type { StationError } from '../../contract/errors.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { Page, Tree } from '../../domain/tree/records.ts';
import { billOfDocument } from '../../domain/tree/views.ts';
import type { Clock } from '../ports/clock.ts';
import type { Store } from '../ports/store.ts';
import type { Reruns } from './reruns.ts';
import type { Trees } from './trees.ts';

export interface CleanupPorts {
  readonly trees: Trees;
  readonly store: Store;
  readonly clock: Clock;
  readonly operator: string;
  readonly reruns: Reruns;
  /** Looks for due jobs. */
  readonly onJobs: () => void;
}

/** Pages of submitted bills stay as they are, and one that is still to be read is read anyway: neither is queued. */
export function rerunCleanup(
  ports: CleanupPorts,
  { batchId, pageIds }: CommandParsed<'cleanup.rerun'>,
): Result<CommandOutput<'cleanup.rerun'>, StationError> {
  const tree = ports.trees.load(batchId)?.tree;
  if (!tree) return err({ type: 'BatchNotFound' });
  const pages: Page[] = [];
  for (const pageId of new Set(pageIds)) {
    const page = tree.pages.get(pageId);
    if (!page) return err({ type: 'PageNotFound', pageId });
    if (canRunAgain(tree, page)) pages.push(page);
  }
  if (pages.length === 0) return ok({ queued: 0 });
  const subjects = pages.map((page) => page.id);
  const queued = ports.store.queueJobs(
    subjects.map((pageId) => ({ kind: 'page.read', urgency: 'rerun', batchId, pageId })),
    [
      {
        at: ports.clock.now(),
        operator: ports.operator,
        batchId,
        subjects,
        act: 'cleanup.rerun',
        detail: JSON.stringify({ pages: subjects.length }),
      },
    ],
  );
  ports.reruns.begun(batchId, queued);
  ports.onJobs();
  return ok({ queued });
}

export function cancelCleanup(
  ports: CleanupPorts,
  { batchId }: CommandParsed<'cleanup.cancel'>,
): Result<CommandOutput<'cleanup.cancel'>, StationError> {
  if (!ports.trees.load(batchId)) return err({ type: 'BatchNotFound' });
  const cancelled = ports.store.cancelReruns(batchId);
  ports.reruns.cancelled(batchId, cancelled);
  return ok({ cancelled });
}

function canRunAgain(tree: Tree, page: Page): boolean {
  const isOpen = billOfDocument(tree, page.documentId).state === 'open';
  return isOpen && page.clearedAt === null && (page.reading !== null || page.parked !== null);
}
