import LinkOutlined from '@mui/icons-material/LinkOutlined';
import type { QueryOutput } from '../../contract/queries.ts';
import type { Link } from '../../domain/link.ts';
import { type Action, action } from './action.ts';
import { openBatch, openNewBatch } from './capturing.ts';
import { type ActionContext, told } from './context.ts';
import { openCheck, showBill } from './list-actions.ts';
import { type Notice, notify, type Panel, type WorkbenchState } from './workbench-state.ts';

/* Links from another system, `platen://capture?bill=NUMBER` and `platen://match?bill=NUMBER`. */

/** The link that came while the operator was at something, and waits at the foot of the window. */
export const openWaitingLink: Action = action({
  id: 'link.open',
  group: 'capture',
  labelKey: 'action.openLink',
  keys: ['Alt+J'],
  icon: LinkOutlined,
  refusal: ({ ui }) => (ui.notices.some(({ type }) => type === 'link') ? null : 'refusal.noLink'),
  async run(context) {
    const notice = context.ui.notices.findLast(({ type }) => type === 'link');
    if (notice?.type === 'link') await openNoticed(context, notice);
  },
});

/** Opens the link of a notice, which goes then; while something is begun it says that this comes first, and stays. */
export async function openNoticed(context: ActionContext, notice: Notice & { type: 'link' }): Promise<void> {
  if (holdsWork(context.workbench.get()))
    return notify(context.workbench, { type: 'refused', key: 'refusal.workFirst' });
  context.workbench.set(({ notices }) => ({ notices: notices.filter(({ id }) => id !== notice.id) }));
  await openLink(context, notice.link);
}

/** Whether something is begun that going elsewhere would lose: a form, a dialog with choices in it, a page being adjusted. */
export function holdsWork({ panel, typing, adjusting }: WorkbenchState): boolean {
  return typing !== null || adjusting !== null || (panel !== null && !givesWay.has(panel.type));
}

/** Panels that only show what can be shown again. */
const givesWay: ReadonlySet<Panel['type']> = new Set([
  ...(['results', 'queue', 'bin', 'history', 'help', 'palette', 'batches', 'bill-list', 'menu'] as const),
]);

export async function openLink(context: ActionContext, { action: wanted, bill }: Link): Promise<void> {
  const named = await context.station.client.ask('bill.named', { number: bill });
  if (!told(context, named)) return;
  if (wanted === 'capture') await openCapture(context, bill, named.value);
  else await openMatch(context, bill, named.value);
}

type Named = QueryOutput<'bill.named'>;

/** The bill in the workbench; one that is not here yet gets an empty batch of its name, which says what to do. */
async function openCapture(context: ActionContext, number: string, { open, status }: Named): Promise<void> {
  if (open) {
    await showBill(context, open.billId, open.batchId, 'reading');
    // Why it came back stands in the right pane, which a narrow window folds away.
    if (status?.returned) context.workbench.set({ isRightFolded: false });
    return;
  }
  if (status) {
    await showBill(context, status.billId, status.batchId, 'reading');
    return notify(context.workbench, { type: 'done', key: 'link.submitted', params: { number } });
  }
  const batches = await context.station.client.ask('batches.list', {});
  if (!told(context, batches)) return;
  const prepared = batches.value.find(({ batch, bills }) => batch.name === number && bills === 0)?.batch.id;
  const batchId = prepared ?? (await openNewBatch(context, number));
  if (batchId === null || (prepared && !(await openBatch(context, prepared)))) return;
  context.workbench.set(({ focusTree }) => ({ awaited: { batchId, number }, focusTree: focusTree + 1 }));
}

/**
 * How the bill matches: its check; while it is on its way, or parked, the results, which say why it waits; before it is
 * submitted, or while it is mended, the workbench.
 */
async function openMatch(context: ActionContext, number: string, { open, status }: Named): Promise<void> {
  const isDelivered = status !== null && !['queued', 'sending', 'parked'].includes(status.stage);
  if (isDelivered) return openCheck(context, { billId: status.billId });
  const isMended = open !== null && status?.stage === 'parked';
  if (status && !isMended) {
    await showBill(context, status.billId, status.batchId, 'match');
    return context.workbench.set({ panel: { type: 'results' } });
  }
  if (open) {
    await showBill(context, open.billId, open.batchId, 'match');
    context.workbench.set({ isRightFolded: false });
    return notify(context.workbench, { type: 'done', key: 'link.notSubmitted', params: { number } });
  }
  // Another station may have captured it: the list has them all.
  context.workbench.set({ panel: { type: 'bill-list', list: 'match', number } });
}
