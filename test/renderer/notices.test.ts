import { expect, it } from 'vitest';
import { createWorkbench, notify } from '../../src/renderer/actions/workbench-state.ts';

const saved = { type: 'done', key: 'categories.saved', params: {} } as const;
const counted = (count: number) => ({ type: 'done', key: 'count.corrected', params: { count } }) as const;
const offline = { type: 'error', error: { type: 'ServiceUnreachable', detail: 'ECONNREFUSED' } } as const;

it('UI-24 a notice that is said again is not shown twice', () => {
  const ui = createWorkbench();
  for (const notice of [saved, counted(1), saved]) notify(ui, notice);
  expect(ui.get().notices).toMatchObject([counted(1), saved]);
});

it('UI-24 good news goes before what went wrong', () => {
  const ui = createWorkbench();
  for (const notice of [offline, counted(1), counted(2), counted(3), counted(4)]) notify(ui, notice);
  expect(ui.get().notices).toMatchObject([offline, counted(3), counted(4)]);
});
