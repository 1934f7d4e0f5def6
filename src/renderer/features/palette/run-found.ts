import type { Action } from '../../actions/action.ts';
import { withLatest } from '../../actions/palette-action.ts';
import { contextOf, runAction, type Workbench } from '../../actions/workbench-provider.tsx';

/** Closes the palette and runs the action, in this order: the action may open a dialog of its own. What cannot be run leaves it open. */
export function runFound(workbench: Workbench, action: Action, close: () => void): void {
  if (!action.isEnabled(contextOf(workbench))) return;
  close();
  workbench.ui.set(({ recentActions }) => ({ recentActions: withLatest(recentActions, action.id) }));
  runAction(workbench, action);
}
