import PendingActionsOutlined from '@mui/icons-material/PendingActionsOutlined';
import { type Action, action } from './action.ts';
import { cursorBill, told } from './context.ts';
import { billRefusal } from './refusals.ts';

/** Holds the bill back because paper is still to come (有待上传的纸质附件); once more lets it go. */
export const paperPending: Action = action({
  id: 'bill.paper',
  group: 'edit',
  labelKey: 'action.paperPending',
  shortKey: 'action.paperPending.short',
  keys: ['U'],
  icon: PendingActionsOutlined,
  refusal: billRefusal,
  async run(context) {
    const batchId = context.batch?.tree.batch.id;
    const bill = cursorBill(context)?.bill;
    if (!batchId || !bill) return;
    const paper = bill.paperPending === null ? 'pending' : 'complete';
    told(context, await context.station.client.run('bill.setPaper', { batchId, billId: bill.id, paper }));
  },
});
