import LayersClearOutlined from '@mui/icons-material/LayersClearOutlined';
import { type Action, action } from './action.ts';
import { isReadingIn, stopRunning } from './capturing.ts';
import { cursorBill, cursorDocument } from './context.ts';
import { toggled } from './navigation.ts';
import { shownDocuments } from './shown-documents.ts';
import { noTicks } from './workbench-state.ts';

/* Ticks one by one and by bill, and Escape. */

export const tick: Action = action({
  id: 'tick',
  group: 'go',
  labelKey: 'action.tick',
  keys: ['Space'],
  refusal: (context) => (cursorDocument(context) ? null : 'refusal.noDocument'),
  run(context) {
    const id = cursorDocument(context)?.document.id;
    if (id) context.workbench.set(({ ticked }) => ({ ticked: toggled(ticked, id), tickAnchor: id }));
  },
});

export const tickAll: Action = action({
  id: 'tick.all',
  group: 'go',
  labelKey: 'action.tickAll',
  keys: ['Ctrl+A'],
  refusal: (context) => (cursorBill(context) ? null : 'refusal.noBill'),
  run(context) {
    const billId = cursorBill(context)?.bill.id;
    const mine = shownDocuments(context).filter((view) => view.document.billId === billId);
    context.workbench.set({ ticked: new Set(mine.map((view) => view.document.id)) });
  },
});

export const clearTicks: Action = action({
  id: 'tick.clear',
  group: 'go',
  labelKey: 'action.clearTicks',
  keys: ['Escape'],
  icon: LayersClearOutlined,
  refusal: (context) =>
    context.ui.ticked.size > 0 ||
    context.ui.isFullScreen ||
    context.ui.adjusting !== null ||
    context.ui.typing !== null ||
    context.ui.search !== '' ||
    isReadingIn(context)
      ? null
      : 'refusal.noTicks',
  run(context) {
    const { isFullScreen, ticked, adjusting, typing, search } = context.ui;
    if (typing) context.workbench.set({ typing: null });
    else if (adjusting) context.workbench.set({ adjusting: null });
    else if (isFullScreen) context.workbench.set({ isFullScreen: false });
    else if (ticked.size > 0) context.workbench.set({ ticked: noTicks, tickAnchor: null });
    else if (search !== '') context.workbench.set({ search: '' });
    else return stopRunning(context);
  },
});
