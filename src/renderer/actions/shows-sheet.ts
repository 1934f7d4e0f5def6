import type { WorkbenchState } from './workbench-state.ts';

/** What is done to one page is done with it in view, also from the contact sheet: adjusting, typing, the whole screen. */
export function showsSheet(ui: WorkbenchState): boolean {
  const needsPage =
    ui.adjusting !== null || ui.typing !== null || ui.editingNumber !== null || ui.isFullScreen;
  return ui.view === 'sheet' && ui.shownPageId !== null && !needsPage;
}
