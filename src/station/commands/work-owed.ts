import { isGivenBack } from '../../domain/rules/recipe.ts';
import { isPageReady } from '../../domain/rules/rendition.ts';
import type { FieldChange, TreeDiff } from '../../domain/tree/diff.ts';
import type { Page, Tree } from '../../domain/tree/records.ts';
import type { NewJob } from '../ports/store.ts';

/**
 * What a change leaves to be done for its pages: a reading where a person gave a value back to the machine, a rendition
 * where it is not the one that is wanted.
 */
export function workOwed(tree: Tree, diff: TreeDiff): readonly NewJob[] {
  const jobs: NewJob[] = [];
  for (const change of diff.pages.updated) {
    if (!('recipe' in change.to) && !('rendition' in change.to)) continue;
    const page = tree.pages.get(change.id);
    // A page that was never rendered still has its reading job, which takes the wanted recipe along.
    if (!page?.rendition) continue;
    const kind = gaveBack(change) ? 'page.read' : isPageReady(page) ? null : 'page.render';
    if (kind) jobs.push({ kind, urgency: 'operator', batchId: tree.batch.id, pageId: page.id });
  }
  return jobs;
}

function gaveBack({ from, to }: FieldChange<Page>): boolean {
  // A reading that was under way knew nothing of it: the one that was asked for with the edit follows.
  return !('reading' in to) && !!from.recipe && !!to.recipe && isGivenBack(from.recipe, to.recipe);
}
