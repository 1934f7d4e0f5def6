import type { Language } from '../../i18n/text.ts';
import { useUi, useWorkbench } from '../actions/workbench-provider.tsx';
import { BatchChooser } from '../features/batch/batch-chooser.tsx';
import { BinDialog } from '../features/bin/bin-dialog.tsx';
import { HelpDialog } from '../features/help/help-dialog.tsx';
import { PaletteDialog } from '../features/palette/palette-dialog.tsx';
import { ProfilesDialog } from '../features/profiles/profiles-dialog.tsx';
import { QueuePanel } from '../features/queue/queue-panel.tsx';
import { SettingsDialog, type ThemeChoice } from '../features/settings/settings-dialog.tsx';
import { ResultsDialog } from '../features/submit/results-dialog.tsx';
import { SubmitDialog } from '../features/submit/submit-dialog.tsx';
import { CategoryDialog } from '../features/tree/category-dialog.tsx';
import { MoveDialog } from '../features/tree/move-dialog.tsx';
import { ContextMenu } from './context-menu.tsx';

export interface LookChoices {
  language: Language;
  theme: ThemeChoice;
  onLanguage: (language: Language) => void;
  onTheme: (theme: ThemeChoice) => void;
}

/** The one dialog or panel that is open. */
export function Panels(props: LookChoices) {
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
      return <QueuePanel onClose={onClose} />;
    case 'bin':
      return <BinDialog onClose={onClose} />;
    case 'help':
      return <HelpDialog onClose={onClose} />;
    case 'palette':
      return <PaletteDialog />;
    case 'settings':
      return <SettingsDialog {...props} onClose={onClose} />;
    case 'batches':
      return <BatchChooser onClose={onClose} />;
    case 'profile':
      return <ProfilesDialog onClose={onClose} />;
    case 'category':
      return <CategoryDialog documentIds={panel.documentIds} onClose={onClose} />;
    case 'move':
      return <MoveDialog move={panel} onClose={onClose} />;
    case 'hand-count':
      // Hangs from the button of the top bar.
      return null;
    case 'menu':
      return <ContextMenu x={panel.x} y={panel.y} onClose={onClose} />;
  }
}
