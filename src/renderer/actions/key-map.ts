import type { Action } from './action.ts';

/** Keys chosen at this station, by action id; an empty list is no key at all. */
export type KeyMap = Readonly<Record<string, readonly string[]>>;

export const noChangedKeys: KeyMap = {};

/** Why a key cannot be given to an action. */
export type KeyRefusal = 'browser' | 'window' | 'walking' | 'editing';

/**
 * The keys an action answers to: those chosen here, else its own without what was given to another. What is stored
 * but cannot be a key is left out; where nothing of it can, the action keeps its own.
 */
export function keysOf(action: Action, changed: KeyMap): readonly string[] {
  if (!Object.hasOwn(changed, action.id)) {
    const taken = takenIn(changed);
    return taken.size === 0 ? action.keys : action.keys.filter((key) => !taken.has(key));
  }
  const stored = changed[action.id] ?? [];
  const usable = stored.filter((key) => action.keys.includes(key) || keyRefusal(key) === null);
  return stored.length > 0 && usable.length === 0 ? action.keys : usable;
}

/** Null for a key that can be given to any action. */
export function keyRefusal(key: string): KeyRefusal | null {
  if (browserKeys.has(key)) return 'browser';
  if (windowKeys.has(key.replace('Shift+', ''))) return 'window';
  if (walkingKeys.has(key.replace('Shift+', ''))) return 'walking';
  return editingKeys.has(key) ? 'editing' : null;
}

/** The other action that answers to the key now. */
export function holderOf(
  key: string,
  action: Action,
  actions: readonly Action[],
  changed: KeyMap,
): Action | null {
  return actions.find((other) => other.id !== action.id && keysOf(other, changed).includes(key)) ?? null;
}

/** The action answers to this key in place of those it had. Enter, Space and Esc stay with the one they belong to. */
export function withKey(changed: KeyMap, action: Action, key: string): KeyMap {
  const kept = keysOf(action, changed).filter((one) => one !== key && keyRefusal(one) !== null);
  return { ...changed, [action.id]: [key, ...kept] };
}

/** The action takes the key of another, which gets the one the action had, if any. */
export function withSwappedKey(changed: KeyMap, action: Action, key: string, holder: Action): KeyMap {
  const given = keysOf(action, changed).find((one) => keyRefusal(one) === null);
  const left = keysOf(holder, changed).flatMap((one) => (one === key ? (given ?? []) : one));
  return { ...withKey(changed, action, key), [holder.id]: left };
}

export function withoutKeys(changed: KeyMap, action: Action): KeyMap {
  return { ...changed, [action.id]: [] };
}

/** The action has its own keys again. Who holds one of them by choice keeps it. */
export function withOwnKeys(changed: KeyMap, action: Action): KeyMap {
  const { [action.id]: _dropped, ...others } = changed;
  return others;
}

const browserKeys = new Set([
  ...['F5', 'F12', 'Ctrl+F5', 'Alt+F4', 'Ctrl+F4', 'Ctrl+W', 'Ctrl+T', 'Ctrl+N', 'Ctrl+R', 'Ctrl+Q'],
  ...['Ctrl+Shift+W', 'Ctrl+Shift+T', 'Ctrl+Shift+N', 'Ctrl+Shift+R', 'Ctrl+Shift+I', 'Ctrl+Shift+Q'],
  ...['Ctrl+Tab', 'Ctrl+Shift+Tab', 'Alt+Tab', 'Alt+Shift+Tab', 'Alt+ArrowLeft', 'Alt+ArrowRight'],
  ...['Alt+Space', 'Ctrl+Escape', 'Ctrl+Shift+Escape', 'Ctrl+Alt+Delete'],
]);
const windowKeys = new Set(['Tab', 'Enter', 'Space', 'Escape']);
const walkingKeys = new Set(['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End']);
const editingKeys = new Set(['Ctrl+C', 'Ctrl+V', 'Ctrl+X', 'Backspace']);

const taken = new WeakMap<KeyMap, ReadonlySet<string>>();
function takenIn(changed: KeyMap): ReadonlySet<string> {
  const known = taken.get(changed) ?? new Set(Object.values(changed).flat());
  taken.set(changed, known);
  return known;
}
