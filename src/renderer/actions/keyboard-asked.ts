import { useEffect, useEffectEvent } from 'react';
import type { Store } from '../station/store.ts';
import { showsSheet } from './shows-sheet.ts';
import { useUi, useWorkbench } from './workbench-provider.tsx';
import type { WorkbenchState } from './workbench-state.ts';

const answered = new WeakMap<Store<WorkbenchState>, number>();

/**
 * Takes the keyboard when the window asks for it to be where pages are chosen, once each time: a list that is drawn anew
 * because a search finds something again was not asked, and leaves the keyboard in the search. `place`: the contact
 * sheet walks pages and has it in its own view, the tree in the others; what stands in place of either has it in both.
 */
export function useKeyboardAsked(place: 'tree' | 'sheet' | 'both', take: () => void): void {
  const workbench = useWorkbench();
  const asked = useUi((ui) => ui.focusTree);
  const answer = useEffectEvent(() => {
    const ui = workbench.ui.get();
    const isElsewhere = place !== 'both' && showsSheet(ui) !== (place === 'sheet');
    if (isElsewhere || asked <= (answered.get(workbench.ui) ?? 0)) return;
    answered.set(workbench.ui, asked);
    // What is being typed keeps it.
    if (!ui.editingNumber && !ui.typing) take();
  });
  useEffect(() => {
    if (asked > 0) answer();
  }, [asked]);
}
