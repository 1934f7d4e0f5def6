import { useCallback, useEffect } from 'react';
import { isDialog } from '../actions/dialog-panels.ts';
import { useStation, useUi, useWorkbench } from '../actions/workbench-provider.tsx';
import { notify } from '../actions/workbench-state.ts';
import { fetchWhenIdle, lateCode, useLateCode } from '../components/late-code.ts';
import type { WindowChoices } from '../features/settings/window-part.tsx';
import { ViewerPane } from '../features/viewer/viewer-pane.tsx';
import type { StationState } from '../station/station.ts';

/* Parts of the window whose code comes after the first picture of the batch, before anybody can have asked for them. */

export const panels = lateCode(() => import('./panels.tsx'));
export const sheet = lateCode(() => import('../features/sheet/sheet-pane.tsx'));

/** Fetches what the window opened without, once the batch stands there or there is none to wait for. */
export function useLateParts(): void {
  const isOpen = useStation(hasOpened);
  useEffect(() => {
    if (isOpen) void fetchWhenIdle([panels, sheet]);
  }, [isOpen]);
}

function hasOpened({ connection, isOpening }: StationState): boolean {
  return connection === 'live' && !isOpening;
}

/** The one dialog or panel that is open. */
export function LatePanels(props: WindowChoices) {
  const { ui } = useWorkbench();
  const isWanted = useUi((state) => isDialog(state.panel));
  const tell = useTellFault();
  const onFault = useCallback(() => {
    ui.set({ panel: null });
    tell();
  }, [ui, tell]);
  const code = useLateCode(panels, isWanted, onFault);
  return code && <code.Panels {...props} />;
}

/** The contact sheet; the page until its code has come. */
export function LateSheet() {
  const code = useLateCode(sheet, true, useTellFault());
  return code ? <code.SheetPane /> : <ViewerPane />;
}

function useTellFault(): () => void {
  const { ui } = useWorkbench();
  return useCallback(() => notify(ui, { type: 'refused', key: 'app.late.missing' }), [ui]);
}
