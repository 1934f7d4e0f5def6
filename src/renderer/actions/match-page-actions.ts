import OpenInNewOutlined from '@mui/icons-material/OpenInNewOutlined';
import type { CheckedBill } from '../../contract/check.ts';
import { erpPageOf } from '../../domain/rules/bill-standing.ts';
import type { MessageKey } from '../../i18n/zh-CN.ts';
import { type Action, action } from './action.ts';
import { type ActionContext, cursorBill, told } from './context.ts';
import { notify } from './workbench-state.ts';

/** 影像匹配结果页面: how the ERP itself matched a bill that was handed over, in the system's browser. */
export const matchAtErp: Action = action({
  id: 'bill.openMatchPage',
  group: 'capture',
  labelKey: 'action.openMatchPage',
  keys: ['Ctrl+F9'],
  icon: OpenInNewOutlined,
  command: 'bill.openMatchPage',
  refusal,
  async run(context) {
    const bill = cursorBill(context);
    if (bill) await openMatchPage(context, { billId: bill.bill.id });
  },
});

/** Why there is no page is told. The key of the page never comes here: the station opens it, or the shell sends a tab on. */
export async function openMatchPage(context: ActionContext, bill: CheckedBill): Promise<void> {
  const { station, workbench } = context;
  const answer = await station.client.run('bill.openMatchPage', bill);
  if (!told(context, answer)) return;
  const { path } = answer.value;
  // Browsers open a tab for a key or a click, and for some seconds after it.
  const isShut = path !== null && window.open(path, '_blank') === null;
  if (isShut) notify(workbench, { type: 'refused', key: 'refusal.tabShut' });
  else notify(workbench, { type: 'done', key: 'matchPage.opened', params: {} });
}

function refusal(context: ActionContext): MessageKey | null {
  const bill = cursorBill(context);
  if (!bill) return 'refusal.noDocument';
  if (bill.bill.state !== 'submitted') return 'refusal.notAtErp';
  const handOver = context.batch?.statuses.get(bill.bill.id)?.handOver ?? null;
  if (handOver === null) return 'refusal.notAtErp';
  const page = erpPageOf(handOver);
  return page === 'none' ? 'refusal.noMatchPage' : page === 'not-there-yet' ? 'refusal.notAtErp' : null;
}
