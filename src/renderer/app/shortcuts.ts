import { useEffect } from 'react';
import { actionsNow } from '../actions/all-actions.ts';
import { actionFor } from '../actions/keys.ts';
import { holdOriginal } from '../actions/view-actions.ts';
import { runAction, type Workbench } from '../actions/workbench-provider.tsx';

/** Keys to actions, for the whole window. A dialog has the keyboard to itself. */
export function useShortcuts(workbench: Workbench): void {
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      if (event.defaultPrevented || event.isComposing) return;
      if (document.querySelector('[role=dialog]') || document.querySelector('[role=menu]')) {
        // The button that had the focus may have gone with its state: then the dialog itself never hears the key.
        if (event.key === 'Escape' && event.target === document.body) workbench.ui.set({ panel: null });
        return;
      }
      const profiles = workbench.station.state.get().settings?.profiles.profiles ?? [];
      const action = actionFor(actionsNow(profiles), event, isTyping(event.target));
      if (!action || isOwnKey(event)) return;
      event.preventDefault();
      if (event.repeat && !repeats.has(action.id)) return;
      if (action === holdOriginal) workbench.ui.set({ holdsOriginal: true });
      else runAction(workbench, action);
    }
    function onKeyUp(event: KeyboardEvent): void {
      if (event.key.toUpperCase() === 'O' && !isTyping(event.target))
        workbench.ui.set({ holdsOriginal: false });
    }
    // A key let go in another window is never heard here.
    const onBlur = () => workbench.ui.set({ holdsOriginal: false });
    window.addEventListener('blur', onBlur);
    window.addEventListener('keydown', onKeyDown);
    window.addEventListener('keyup', onKeyUp);
    return () => {
      window.removeEventListener('blur', onBlur);
      window.removeEventListener('keydown', onKeyDown);
      window.removeEventListener('keyup', onKeyUp);
    };
  }, [workbench]);
}

/** Those that may run again while the key is held. */
const repeats = new Set([
  'go.nextPage',
  'go.previousPage',
  'go.nextBill',
  'go.previousBill',
  'zoom.in',
  'zoom.out',
]);

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable ||
    target.matches('input:not([type=checkbox]):not([type=radio]), textarea, select')
  );
}

/** Enter and Space press the button that has the focus. */
function isOwnKey(event: KeyboardEvent): boolean {
  const { target, key } = event;
  if (key !== 'Enter' && key !== ' ') return false;
  return target instanceof HTMLElement && target.closest('button, a, [role=tab], [role=menuitem]') !== null;
}
