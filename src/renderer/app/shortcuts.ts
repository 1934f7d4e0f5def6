import { useEffect } from 'react';
import { actionsNow } from '../actions/all-actions.ts';
import { isDialog } from '../actions/dialog-panels.ts';
import { actionFor } from '../actions/keys.ts';
import { showsSheet } from '../actions/shows-sheet.ts';
import { holdOriginal } from '../actions/view-actions.ts';
import { changedKeys, pressAction, type Workbench } from '../actions/workbench-provider.tsx';
import { walk } from '../features/tree/tree-keys.ts';
import { isCovered } from '../station/covered.ts';
import { pressesAgain } from './held-key.ts';
import { panels } from './late-parts.tsx';
import { isTyping } from './typing-target.ts';

/**
 * Keys to actions, for the whole window. A dialog or menu has the keyboard to itself until it is put away, not until the
 * last of it is gone from the page: a key pressed in between is meant for the window.
 */
export function useShortcuts(workbench: Workbench): void {
  useEffect(() => {
    let heldKey: string | null = null;
    function onKeyDown(event: KeyboardEvent): void {
      if (event.defaultPrevented || event.isComposing || isCovered(workbench.station.state.get())) return;
      const { panel } = workbench.ui.get();
      if (panel !== null) {
        // Asked for before its code had come: what is typed is meant for it, never for the pages.
        const isOnItsWay = panels.now() === null && isDialog(panel);
        if (isOnItsWay) event.preventDefault();
        // The button that had the focus may have gone with its state: then the dialog itself never hears the key.
        const isUnheard = isOnItsWay || event.target === document.body;
        if (event.key === 'Escape' && isUnheard) workbench.ui.set({ panel: null });
        return;
      }
      if (isInMenu(event.target)) return;
      if (event.target === document.body && walksHome(workbench, event)) {
        event.preventDefault();
        return;
      }
      const state = workbench.station.state.get();
      const profiles = state.settings?.profiles.profiles ?? [];
      const action = actionFor(actionsNow(profiles), event, isTyping(event.target), changedKeys(state));
      if (!action || isOwnKey(event)) return;
      event.preventDefault();
      if (event.repeat && !repeats.has(action.id)) return;
      if (action === holdOriginal) {
        heldKey = event.code;
        workbench.ui.set({ holdsOriginal: true });
      } else pressAction(workbench, action);
    }
    function onKeyUp(event: KeyboardEvent): void {
      // The place on the keyboard: the name of a key changes when Shift is let go first.
      if (event.code !== heldKey) return;
      heldKey = null;
      workbench.ui.set({ holdsOriginal: false });
    }
    function onHeldKey(event: KeyboardEvent): void {
      if (!pressesAgain(event)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    }
    // A key let go in another window is never heard here.
    const onBlur = () => workbench.ui.set({ holdsOriginal: false });
    window.addEventListener('blur', onBlur);
    window.addEventListener('keydown', onHeldKey, { capture: true });
    window.addEventListener('keydown', onKeyDown);
    window.addEventListener('keyup', onKeyUp);
    return () => {
      window.removeEventListener('blur', onBlur);
      window.removeEventListener('keydown', onHeldKey, { capture: true });
      window.removeEventListener('keydown', onKeyDown);
      window.removeEventListener('keyup', onKeyUp);
    };
  }, [workbench]);
}

/**
 * Arrows where nothing has the keyboard: what had it is gone, or a stack was scanned into an empty window. They walk as
 * in the tree, and the keyboard is there from now on.
 */
function walksHome(workbench: Workbench, event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.altKey || event.metaKey || !walkingKeys.has(event.key)) return false;
  const now = workbench.ui.get();
  // On the contact sheet they go another way: the next one does.
  if (!showsSheet(now) && now.cursor !== null) walk(workbench, event);
  workbench.ui.set(({ focusTree }) => ({ focusTree: focusTree + 1 }));
  return true;
}

const walkingKeys = new Set(['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End']);

/** Those that may run again while the key is held. */
const repeats = new Set([
  'go.nextPage',
  'go.previousPage',
  'go.nextBill',
  'go.previousBill',
  'zoom.in',
  'zoom.out',
  'pan.up',
  'pan.down',
  'pan.left',
  'pan.right',
]);

/** A menu or list that hangs from its own button or field: it holds the focus while it is open, and gives it back at once. */
function isInMenu(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('[role=menu], [role=listbox]') !== null;
}

/** Enter and Space press the button that has the focus. */
function isOwnKey(event: KeyboardEvent): boolean {
  const { target, key } = event;
  if (key !== 'Enter' && key !== ' ') return false;
  return target instanceof HTMLElement && target.closest('button, a, [role=tab], [role=menuitem]') !== null;
}
