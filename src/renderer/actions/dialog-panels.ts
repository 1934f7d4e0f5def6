import type { Panel } from './workbench-state.ts';

/** Whether a panel stands over the window and has the keyboard to itself; the others hang from buttons of the bars. */
export function isDialog(panel: Panel | null): boolean {
  return panel !== null && !hanging.has(panel.type);
}

const hanging: ReadonlySet<Panel['type']> = new Set(['hand-count', 'filters', 'scan-with']);
