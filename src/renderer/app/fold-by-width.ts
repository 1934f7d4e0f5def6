import { useEffect } from 'react';
import type { Workbench } from '../actions/workbench-provider.tsx';
import { narrowWidth } from '../actions/workbench-state.ts';

/** Folds the right pane where the window is narrow and unfolds it where it is wide, until a person does either. */
export function useFoldByWidth(workbench: Workbench): void {
  useEffect(() => {
    const narrow = window.matchMedia(`(max-width: ${narrowWidth - 1}px)`);
    const follow = () => {
      if (workbench.ui.get().rightFoldBy === 'width') workbench.ui.set({ isRightFolded: narrow.matches });
    };
    narrow.addEventListener('change', follow);
    return () => narrow.removeEventListener('change', follow);
  }, [workbench]);
}
