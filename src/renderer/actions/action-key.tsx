import { KeyCap } from '../components/key-cap.tsx';
import type { Action } from './action.ts';
import { printedKeys } from './keys.ts';
import { useKeys } from './workbench-provider.tsx';

/** The key of an action as it is now; nothing for one that has none. */
export function ActionKey({ action }: { action: Action }) {
  const key = useKeys()(action)[0];
  return key ? <KeyCap keys={printedKeys(key)} /> : null;
}
