import HistoryOutlined from '@mui/icons-material/HistoryOutlined';
import type { HistoryEntry } from '../../contract/history-shapes.ts';
import { type Action, action } from './action.ts';
import { type ActionContext, told } from './context.ts';

/** What can be undone and redone, to be gone through. */
export const history: Action = action({
  id: 'history',
  group: 'edit',
  labelKey: 'action.history',
  // The browser keeps Ctrl+H for its own.
  keys: ['Alt+H'],
  icon: HistoryOutlined,
  refusal: (context) => (context.batch ? null : 'refusal.nothingToUndo'),
  run: (context) => context.workbench.set({ panel: { type: 'history' } }),
});

/** The way from the present to where a step is the last one done (0: none is). Null: it is the present, or closed. */
export function journeyTo(
  steps: readonly HistoryEntry[],
  seq: number,
): { readonly name: 'tree.undo' | 'tree.redo'; readonly to: number } | null {
  const done = steps.filter((step) => step.state === 'done').map((step) => step.seq);
  if (steps.some((step) => step.state === 'undone' && step.seq === seq))
    return { name: 'tree.redo', to: seq };
  if (seq !== 0 && !done.includes(seq)) return null;
  return done.some((one) => one > seq) ? { name: 'tree.undo', to: seq } : null;
}

export interface Arrival {
  readonly direction: 'back' | 'forward';
  readonly steps: number;
  /** Why it went no further. */
  readonly stopped: { readonly type: string } | null;
}

/** Goes there, step by step; null where nothing was done, which is then told. */
export async function travel(
  context: ActionContext,
  steps: readonly HistoryEntry[],
  seq: number,
): Promise<Arrival | null> {
  const batchId = context.batch?.tree.batch.id;
  const journey = journeyTo(steps, seq);
  if (!batchId || !journey) return null;
  const { name, to } = journey;
  const result = await context.station.client.run(name, { batchId, to });
  if (!told(context, result)) return null;
  const direction = name === 'tree.undo' ? 'back' : 'forward';
  return { direction, steps: result.value.steps, stopped: result.value.stopped };
}
