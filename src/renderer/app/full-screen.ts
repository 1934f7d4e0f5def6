import { useEffect, useRef } from 'react';
import { useUi, type Workbench } from '../actions/workbench-provider.tsx';

/**
 * The whole window fills the screen, the page laid over it: what is told, asked or covered is seen over the page. It comes
 * and goes in place of the contact sheet too, which takes the keyboard along.
 */
export function useFullScreen({ ui }: Workbench): void {
  const isFullScreen = useUi((state) => state.isFullScreen);
  const wasFullScreen = useRef(isFullScreen);

  useEffect(() => {
    const element = document.documentElement;
    const isFull = document.fullscreenElement === element;
    // A refusal (no user gesture, policy) leaves the page in its pane.
    if (isFullScreen && !isFull) element.requestFullscreen().catch(() => ui.set({ isFullScreen: false }));
    if (!isFullScreen && isFull) void document.exitFullscreen();
    const onChange = () => {
      if (document.fullscreenElement !== element) ui.set({ isFullScreen: false });
    };
    document.addEventListener('fullscreenchange', onChange);
    return () => document.removeEventListener('fullscreenchange', onChange);
  }, [isFullScreen, ui]);

  useEffect(() => {
    if (wasFullScreen.current === isFullScreen) return;
    wasFullScreen.current = isFullScreen;
    // Tree and sheet lend each other the keyboard: one that is hidden may still have it at this moment.
    const isWalking = document.activeElement?.matches('body, [role=tree], [role=grid]') ?? true;
    if (isWalking && ui.get().panel === null) ui.set(({ focusTree }) => ({ focusTree: focusTree + 1 }));
  }, [isFullScreen, ui]);
}
