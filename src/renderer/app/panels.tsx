import { useUi, useWorkbench } from '../actions/workbench-provider.tsx';
import { BatchChooser } from '../features/batch/batch-chooser.tsx';
import { BinDialog } from '../features/bin/bin-dialog.tsx';
import { CheckDialog } from '../features/check/check-dialog.tsx';
import { HelpDialog } from '../features/help/help-dialog.tsx';
import { KeysDialog } from '../features/help/keys-dialog.tsx';
import { HistoryPanel } from '../features/history/history-panel.tsx';
import { BillListDialog } from '../features/lists/bill-list-dialog.tsx';
import { PaletteDialog } from '../features/palette/palette-dialog.tsx';
import { ProfilesDialog } from '../features/profiles/profiles-dialog.tsx';
import { QueuePage } from '../features/queue/queue-page.tsx';
import { SettingsDialog } from '../features/settings/settings-dialog.tsx';
import type { WindowChoices } from '../features/settings/window-part.tsx';
import { PinDialog } from '../features/sign-in/pin-dialog.tsx';
import { ResultsDialog } from '../features/submit/results-dialog.tsx';
import { SubmitDialog } from '../features/submit/submit-dialog.tsx';
import { CategoryDialog } from '../features/tree/category-dialog.tsx';
import { MoveDialog } from '../features/tree/move-dialog.tsx';
import { MoveToBillDialog } from '../features/tree/move-to-bill-dialog.tsx';
import { ContextMenu } from './context-menu.tsx';

/** The one dialog or panel that is open. */
export function Panels(props: WindowChoices) {
  const panel = useUi((state) => state.panel);
  const { ui } = useWorkbench();
  if (!panel) return null;
  const onClose = () => ui.set(({ focusTree }) => ({ panel: null, focusTree: focusTree + 1 }));
  switch (panel.type) {
    case 'submit':
      return <SubmitDialog onClose={onClose} />;
    case 'results':
      return <ResultsDialog onClose={onClose} />;
    case 'queue':
      return <QueuePage onClose={onClose} />;
    case 'bin':
      return <BinDialog onClose={onClose} />;
    case 'history':
      return <HistoryPanel onClose={onClose} />;
    case 'help':
      return <HelpDialog onClose={onClose} />;
    case 'keys':
      return <KeysDialog onClose={onClose} />;
    case 'palette':
      return <PaletteDialog />;
    case 'settings':
      return <SettingsDialog {...props} startsAt="window" onClose={onClose} />;
    case 'categories':
      return <SettingsDialog {...props} startsAt="categories" onClose={onClose} />;
    case 'service':
      return <SettingsDialog {...props} startsAt="service" onClose={onClose} />;
    case 'operators':
      return <SettingsDialog {...props} startsAt="operators" onClose={onClose} />;
    case 'pin':
      return <PinDialog onClose={onClose} />;
    case 'batches':
      return <BatchChooser onClose={onClose} />;
    case 'profile':
      return <ProfilesDialog onClose={onClose} />;
    case 'category':
      return <CategoryDialog documentIds={panel.documentIds} onClose={onClose} />;
    case 'move':
      return <MoveDialog move={panel} onClose={onClose} />;
    case 'move-to-bill':
      return <MoveToBillDialog onClose={onClose} />;
    case 'bill-list':
      return (
        <BillListDialog
          key={`${panel.list} ${panel.number ?? ''}`}
          list={panel.list}
          number={panel.number ?? null}
          onClose={onClose}
        />
      );
    case 'check':
      return (
        <CheckDialog
          key={panel.billId}
          bill={{ billId: panel.billId, stationId: panel.stationId }}
          onClose={() =>
            panel.from === null ? onClose() : ui.set({ panel: { type: 'bill-list', list: panel.from } })
          }
        />
      );
    case 'hand-count':
    case 'filters':
    case 'scan-with':
      // They hang from buttons of the bars.
      return null;
    case 'menu':
      return <ContextMenu x={panel.x} y={panel.y} onClose={onClose} />;
  }
}
