import { isPageReady } from '../../domain/rules/rendition.ts';
import type { TreeDiff } from '../../domain/tree/diff.ts';
import type { Tree } from '../../domain/tree/records.ts';
import type { NewJob } from '../ports.ts';

/** Render jobs for the pages whose wanted recipe a change left different from the one their rendition was made by. */
export function rendersOwed(tree: Tree, diff: TreeDiff): readonly NewJob[] {
  const jobs: NewJob[] = [];
  for (const change of diff.pages.updated) {
    if (!('recipe' in change.to)) continue;
    const page = tree.pages.get(change.id);
    // A page that was never rendered still has its reading job, which takes the wanted recipe along.
    if (!page?.rendition || isPageReady(page)) continue;
    jobs.push({ kind: 'page.render', batchId: tree.batch.id, pageId: page.id });
  }
  return jobs;
}
