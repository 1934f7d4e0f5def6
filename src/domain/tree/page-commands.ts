import type { Recipe } from '../reading.ts';
import { err, ok, type Result } from '../result.ts';
import type { QuarterTurn, Setting } from '../units.ts';
import { finishEdit } from './boundaries.ts';
import type { DomainError, TreeCommand } from './commands.ts';
import type { TreeDiff } from './diff.ts';
import { draftOf, setPage } from './draft.ts';
import { openPages } from './lookup.ts';
import type { Tree } from './records.ts';

type Command<T extends TreeCommand['type']> = Extract<TreeCommand, { type: T }>;

export function rotatePages(tree: Tree, command: Command<'page.rotate'>): Result<TreeDiff, DomainError> {
  const pages = openPages(tree, command.pageIds);
  if (!pages.ok) return pages;
  const draft = draftOf(tree);
  for (const page of pages.value) {
    const recipe = page.recipe ?? untouched;
    const value = turned(recipe.quarterTurn.value, command.turn);
    setPage(draft, page.id, { recipe: { ...recipe, quarterTurn: { value, by: 'manual', confidence: 1 } } });
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

const unsure = <T>(value: T): Setting<T> => ({ value, by: 'auto', confidence: 0 });

/** Of a page nobody analysed yet: changes nothing, and gives way to whatever a machine finds. */
const untouched: Recipe = {
  quarterTurn: unsure<QuarterTurn>(0),
  skewDeg: unsure(0),
  crop: unsure(null),
  tone: unsure('none'),
};

function turned(value: QuarterTurn, turn: 90 | 180 | 270): QuarterTurn {
  const turns = { 0: 0, 90: 90, 180: 180, 270: 270, 360: 0, 450: 90, 540: 180 } as const;
  return turns[(value + turn) as keyof typeof turns];
}
