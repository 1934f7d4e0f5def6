import type { Action } from './action.ts';
import * as capture from './capture-actions.ts';
import * as edit from './edit-actions.ts';
import * as view from './view-actions.ts';

/** Every action there is: the keys and the help are made from this list. */
export const allActions: readonly Action[] = [capture, edit, view].flatMap((file) =>
  Object.values(file as Record<string, unknown>).filter(isAction),
);

function isAction(value: unknown): value is Action {
  return typeof value === 'object' && value !== null && 'labelKey' in value && 'run' in value;
}
