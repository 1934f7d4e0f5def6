import { err, ok, type Result } from '../result.ts';
import type { DomainError, TreeCommand } from './commands.ts';
import type { TreeDiff } from './diff.ts';
import { draftOf, finish, setPage } from './draft.ts';
import type { Tree } from './records.ts';

type Command<T extends TreeCommand['type']> = Extract<TreeCommand, { type: T }>;

/** Says of pages that their pictures are no longer here; everything else of them stays. */
export function clearPages(tree: Tree, command: Command<'page.cleared'>): Result<TreeDiff, DomainError> {
  const draft = draftOf(tree);
  for (const pageId of new Set(command.pageIds)) {
    const page = tree.pages.get(pageId);
    if (!page) return err({ type: 'PageNotFound', pageId });
    if (page.clearedAt === null) setPage(draft, pageId, { clearedAt: command.at, damaged: null });
  }
  return ok(finish(draft));
}

/** What the disk did is so whether the bill is open or not. */
export function setDamage(tree: Tree, command: Command<'page.damaged'>): Result<TreeDiff, DomainError> {
  if (!tree.pages.has(command.pageId)) return err({ type: 'PageNotFound', pageId: command.pageId });
  const draft = draftOf(tree);
  setPage(draft, command.pageId, { damaged: command.damaged });
  return ok(finish(draft));
}
