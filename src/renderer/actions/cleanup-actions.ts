import AutoFixHighOutlined from '@mui/icons-material/AutoFixHighOutlined';
import CropRotateOutlined from '@mui/icons-material/CropRotateOutlined';
import GradingOutlined from '@mui/icons-material/GradingOutlined';
import RefreshOutlined from '@mui/icons-material/RefreshOutlined';
import RuleOutlined from '@mui/icons-material/RuleOutlined';
import StopCircleOutlined from '@mui/icons-material/StopCircleOutlined';
import UpdateOutlined from '@mui/icons-material/UpdateOutlined';
import { type RecipeChange, type RecipeValue, recipeValues } from '../../domain/reading.ts';
import { isOutdated } from '../../domain/rules/recipe.ts';
import type { Page } from '../../domain/tree/records.ts';
import { marksOf } from '../station/page-marks.ts';
import { type Action, action } from './action.ts';
import { type ActionContext, edit, shownPage, targetPages, told } from './context.ts';
import { toggled } from './navigation.ts';
import { pagesRefusal } from './refusals.ts';
import { notify } from './workbench-state.ts';

/* What an operator does about the cleanup of pages. Settings and acceptance can be undone until the bill is submitted. */

export const adjustPage: Action = action({
  id: 'page.adjust',
  group: 'edit',
  labelKey: 'action.adjust',
  shortKey: 'action.adjust.short',
  keys: ['T'],
  icon: CropRotateOutlined,
  refusal(context) {
    const page = shownPage(context);
    if (!page || page.isDeleted) return 'refusal.noPage';
    if (isOfSubmitted(context, page)) return 'refusal.submitted';
    return page.recipe === null && page.parked === null ? 'refusal.unread' : null;
  },
  run: (context) =>
    context.workbench.set(({ adjusting, shownPageId }) => ({
      adjusting: adjusting === shownPageId ? null : shownPageId,
      holdsOriginal: false,
    })),
});

export const backToAutomatic: Action = action({
  id: 'cleanup.automatic',
  group: 'edit',
  labelKey: 'action.automatic',
  keys: ['Shift+T'],
  icon: AutoFixHighOutlined,
  refusal: (context) =>
    pagesRefusal(context) ??
    (targetPages(context).every((page) => manualValues(page).length === 0) ? 'refusal.allAutomatic' : null),
  run: (context) => adjust(context, targetPages(context), {}, recipeValues),
});

export const acceptQuality: Action = action({
  id: 'quality.accept',
  group: 'edit',
  labelKey: 'action.accept',
  shortKey: 'action.accept.short',
  keys: ['Shift+A'],
  icon: GradingOutlined,
  refusal: (context) =>
    pagesRefusal(context) ?? (faulty(context).length === 0 ? 'refusal.nothingToAccept' : null),
  async run(context) {
    const batchId = context.batch?.tree.batch.id;
    const pageIds = faulty(context).map((page) => page.id);
    if (batchId) told(context, await context.station.client.run('quality.accept', { batchId, pageIds }));
  },
});

export const rerunCleanup: Action = action({
  id: 'cleanup.rerun',
  group: 'edit',
  labelKey: 'action.rerun',
  shortKey: 'action.rerun.short',
  keys: ['Shift+R'],
  icon: RefreshOutlined,
  refusal: pagesRefusal,
  async run(context) {
    const batchId = context.batch?.tree.batch.id;
    const pageIds = targetPages(context).map((page) => page.id);
    if (!batchId) return;
    const result = await context.station.client.run('cleanup.rerun', { batchId, pageIds });
    if (!told(context, result)) return;
    const { queued: count } = result.value;
    notify(context.workbench, { type: 'done', key: 'cleanup.queued', params: { count } });
  },
});

export const cancelRerun: Action = action({
  id: 'cleanup.cancel',
  group: 'edit',
  labelKey: 'action.cancelRerun',
  keys: ['Alt+R'],
  icon: StopCircleOutlined,
  worksWhileTyping: true,
  refusal: (context) => (context.batch?.rerun ? null : 'refusal.noRerun'),
  async run(context) {
    const batchId = context.batch?.tree.batch.id;
    if (!batchId) return;
    const result = await context.station.client.run('cleanup.cancel', { batchId });
    if (!told(context, result)) return;
    const { cancelled: count } = result.value;
    notify(context.workbench, { type: 'done', key: 'cleanup.cancelled', params: { count } });
  },
});

export const tickOutdated: Action = action({
  id: 'cleanup.tickOutdated',
  group: 'edit',
  labelKey: 'action.tickOutdated',
  keys: ['Alt+T'],
  icon: UpdateOutlined,
  refusal: (context) => (outdated(context).length > 0 ? null : 'refusal.noneOutdated'),
  run(context) {
    const ticked = outdated(context);
    context.workbench.set({ ticked: new Set(ticked) });
    const params = { count: ticked.length };
    notify(context.workbench, { type: 'done', key: 'cleanup.tickedOutdated', params });
  },
});

export const onlyAttention: Action = action({
  id: 'view.onlyAttention',
  group: 'view',
  labelKey: 'action.onlyAttention',
  keys: ['Ctrl+F8'],
  icon: RuleOutlined,
  worksWhileTyping: true,
  run: (context) => context.workbench.set(({ filter }) => ({ filter: toggled(filter, 'attention') })),
});

/** Sets values of the recipes of pages, or gives them back to the machine. */
export async function adjust(
  context: ActionContext,
  pages: readonly Page[],
  set: RecipeChange,
  giveBack: readonly RecipeValue[],
): Promise<void> {
  const pageIds = pages.map((page) => page.id);
  await edit(context, { type: 'page.adjust', pageIds, set, giveBack });
}

export function manualValues(page: Page): readonly RecipeValue[] {
  const { recipe } = page;
  return recipe === null ? [] : recipeValues.filter((value) => recipe[value].by === 'manual');
}

function faulty(context: ActionContext): readonly Page[] {
  const tree = context.batch?.tree;
  if (!tree) return [];
  return targetPages(context).filter((page) =>
    marksOf(tree, page).some((mark) => mark.tone === 'bad' && mark.reason !== 'Parked'),
  );
}

function outdated(context: ActionContext) {
  return context.index.bills
    .filter((view) => view.bill.state === 'open')
    .flatMap((view) => view.documents.filter(({ pages }) => pages.some(isOutdated)))
    .map((view) => view.document.id);
}

function isOfSubmitted(context: ActionContext, page: Page): boolean {
  const billId = context.batch?.tree.documents.get(page.documentId)?.billId;
  return billId !== undefined && context.batch?.tree.bills.get(billId)?.state === 'submitted';
}
