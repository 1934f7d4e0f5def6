import type { PageId } from '../ids.ts';
import { err, ok, type Result } from '../result.ts';
import { neighboursOf } from '../rules/neighbours.ts';
import { defaultQualityPolicy, faultsOf } from '../rules/quality.ts';
import { giveBack, neutralRecipe } from '../rules/recipe.ts';
import type { QuarterTurn } from '../units.ts';
import { finishEdit } from './boundaries.ts';
import type { DomainError, TreeCommand } from './commands.ts';
import type { TreeDiff } from './diff.ts';
import { draftOf, setPage } from './draft.ts';
import { openPages } from './lookup.ts';
import type { Page, Tree } from './records.ts';

type Command<T extends TreeCommand['type']> = Extract<TreeCommand, { type: T }>;

export function rotatePages(tree: Tree, command: Command<'page.rotate'>): Result<TreeDiff, DomainError> {
  const pages = picturedPages(tree, command.pageIds);
  if (!pages.ok) return pages;
  const draft = draftOf(tree);
  for (const page of pages.value) {
    const recipe = page.recipe ?? neutralRecipe;
    const value = turned(recipe.quarterTurn.value, command.turn);
    setPage(draft, page.id, { recipe: { ...recipe, quarterTurn: { value, by: 'manual', confidence: 1 } } });
  }
  return ok(finishEdit(draft));
}

export function adjustPages(tree: Tree, command: Command<'page.adjust'>): Result<TreeDiff, DomainError> {
  const pages = picturedPages(tree, command.pageIds);
  if (!pages.ok) return pages;
  const draft = draftOf(tree);
  for (const page of pages.value) {
    let recipe = page.recipe ?? neutralRecipe;
    // What is set in the same edit stays the person's, and is not looked for.
    for (const value of command.giveBack)
      if (command.set[value] === undefined) recipe = giveBack(recipe, value);
    for (const [value, set] of Object.entries(command.set))
      if (set !== undefined) recipe = { ...recipe, [value]: { value: set, by: 'manual', confidence: 1 } };
    setPage(draft, page.id, { recipe });
  }
  return ok(finishEdit(draft));
}

/** Accepts the faults each page has now. */
export function acceptPages(tree: Tree, command: Command<'page.accept'>): Result<TreeDiff, DomainError> {
  const pages = openPages(tree, command.pageIds);
  if (!pages.ok) return pages;
  const draft = draftOf(tree);
  for (const page of pages.value) {
    const faults = faultsOf(page, defaultQualityPolicy, neighboursOf(tree, page));
    if (faults.length > 0) setPage(draft, page.id, { accepted: { by: command.by, faults } });
  }
  return ok(finishEdit(draft));
}

export function markPages(tree: Tree, command: Command<'page.mark'>): Result<TreeDiff, DomainError> {
  const pages = openPages(tree, command.pageIds);
  if (!pages.ok) return pages;
  const draft = draftOf(tree);
  for (const page of pages.value) setPage(draft, page.id, { mark: command.mark, markBy: 'manual' });
  return ok(finishEdit(draft));
}

export function deletePages(tree: Tree, command: Command<'page.delete'>): Result<TreeDiff, DomainError> {
  const pages = openPages(tree, command.pageIds);
  if (!pages.ok) return pages;
  const draft = draftOf(tree);
  for (const page of pages.value) setPage(draft, page.id, { isDeleted: true });
  return ok(finishEdit(draft));
}

export function restorePages(tree: Tree, command: Command<'page.restore'>): Result<TreeDiff, DomainError> {
  const pages = openPages(tree, command.pageIds);
  if (!pages.ok) return pages;
  const draft = draftOf(tree);
  for (const page of pages.value) {
    if (!page.isDeleted) return err({ type: 'NotDeleted', pageId: page.id });
    setPage(draft, page.id, { isDeleted: false });
  }
  return ok(finishEdit(draft));
}

/** Pages whose pictures are here, to be made anew. */
function picturedPages(tree: Tree, ids: readonly PageId[]): Result<readonly Page[], DomainError> {
  const pages = openPages(tree, ids);
  const cleared = pages.ok ? pages.value.find((page) => page.clearedAt !== null) : undefined;
  return cleared ? err({ type: 'PageCleared', pageId: cleared.id }) : pages;
}

function turned(value: QuarterTurn, turn: 90 | 180 | 270): QuarterTurn {
  const turns = { 0: 0, 90: 90, 180: 180, 270: 270, 360: 0, 450: 90, 540: 180 } as const;
  return turns[(value + turn) as keyof typeof turns];
}
