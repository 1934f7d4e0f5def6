import ChecklistOutlined from '@mui/icons-material/ChecklistOutlined';
import HowToRegOutlined from '@mui/icons-material/HowToRegOutlined';
import ReplayOutlined from '@mui/icons-material/ReplayOutlined';
import RuleOutlined from '@mui/icons-material/RuleOutlined';
import type { CheckedBill } from '../../contract/check.ts';
import type { BillId } from '../../domain/ids.ts';
import type { MessageKey } from '../../i18n/zh-CN.ts';
import { categoriesNow } from '../station/categories.ts';
import { type Action, action } from './action.ts';
import { openBatch } from './capturing.ts';
import { type ActionContext, currentRows, cursorBill, indexOfBatch, told } from './context.ts';
import { goToBill } from './navigation.ts';
import type { DetailsTab } from './workbench-state.ts';

/* After submission: the lists over all bills, the check by hand, and back into the workbench. */

/** 采集匹配结果: every bill of the service with its match. */
export const matchList: Action = action({
  id: 'lists.match',
  group: 'capture',
  labelKey: 'action.matchList',
  keys: ['Shift+F6'],
  icon: ChecklistOutlined,
  worksWhileTyping: true,
  run: (context) => context.workbench.set({ panel: { type: 'bill-list', list: 'match' } }),
});

/** 单据签收列表: which expected invoices are there on paper, and how the bill stands at the ERP. */
export const signOffList: Action = action({
  id: 'lists.signoff',
  group: 'capture',
  labelKey: 'action.signOffList',
  keys: ['Shift+F7'],
  icon: HowToRegOutlined,
  worksWhileTyping: true,
  run: (context) => context.workbench.set({ panel: { type: 'bill-list', list: 'sign-off' } }),
});

export const checkByHand: Action = action({
  id: 'bill.check',
  group: 'capture',
  labelKey: 'action.checkByHand',
  keys: ['Shift+F9'],
  icon: RuleOutlined,
  refusal: submittedOnly,
  run(context) {
    const bill = cursorBill(context);
    if (bill) openCheck(context, { billId: bill.bill.id });
  },
});

export const recapture: Action = action({
  id: 'bill.recapture',
  group: 'capture',
  labelKey: 'action.recapture',
  keys: ['Alt+F9'],
  icon: ReplayOutlined,
  command: 'bill.recapture',
  refusal: submittedOnly,
  async run(context) {
    const bill = cursorBill(context);
    if (bill) await recaptureBill(context, bill.bill.id);
  },
});

export function openCheck(
  context: ActionContext,
  bill: CheckedBill,
  from: 'match' | 'sign-off' | null = null,
): void {
  context.workbench.set({ panel: { type: 'check', ...bill, from } });
}

/** Opens the bill again, and the workbench at it, in whichever batch it lies. */
export async function recaptureBill(context: ActionContext, billId: BillId): Promise<void> {
  const answer = await context.station.client.run('bill.recapture', { billId });
  if (told(context, answer)) await showBill(context, billId, answer.value.batchId);
}

/** The workbench at a bill, in whichever batch it lies. */
export async function showBill(
  context: ActionContext,
  billId: BillId,
  batchId: `batch:${string}`,
  detailsTab: DetailsTab = 'match',
): Promise<void> {
  const { station, workbench } = context;
  const isOpen = station.state.get().batch?.tree.batch.id === batchId;
  if (!isOpen && !(await openBatch(context, batchId))) return;
  workbench.set({ panel: null });
  goToBill(asItIsNow(context), billId);
  workbench.set(({ focusTree }) => ({ focusTree: focusTree + 1, detailsTab }));
}

/** After another batch was opened: what an action began with is of the one before. */
function asItIsNow(context: ActionContext): ActionContext {
  const now = context.station.state.get();
  const ui = context.workbench.get();
  const { batch } = now;
  const rows = currentRows(batch, ui, categoriesNow(now).categories);
  return { ...context, now, ui, batch, index: indexOfBatch(batch), rows };
}

function submittedOnly(context: ActionContext): MessageKey | null {
  const bill = cursorBill(context);
  if (!bill) return 'refusal.noDocument';
  return bill.bill.state === 'submitted' ? null : 'refusal.notSubmitted';
}
