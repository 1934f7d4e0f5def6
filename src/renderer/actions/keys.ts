import type { Action } from './action.ts';
import { type KeyMap, keysOf, noChangedKeys } from './key-map.ts';

/** What of a key press decides which action it is. */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

/** The action a key press stands for. While typing only those that say so: letters belong to the field. */
export function actionFor(
  actions: readonly Action[],
  press: KeyPress,
  isTyping: boolean,
  changed: KeyMap = noChangedKeys,
): Action | null {
  const names = isTyping ? namesOf(press).filter(isNoTyping) : namesOf(press);
  return (
    actions.find(
      (action) =>
        (action.worksWhileTyping || !isTyping) && keysOf(action, changed).some((key) => names.includes(key)),
    ) ?? null
  );
}

/** A letter writes, whichever action it was given to. */
function isNoTyping(name: string): boolean {
  const key = name.replace('Shift+', '');
  return key.length > 1 && key !== 'Space' && key !== 'Delete';
}

/** The press as keys are written in actions. A sign such as `?` or `+` already says its Shift. */
export function namesOf(press: KeyPress): readonly string[] {
  const key = press.key === ' ' ? 'Space' : press.key.length === 1 ? press.key.toUpperCase() : press.key;
  const held = (press.ctrlKey || press.metaKey ? 'Ctrl+' : '') + (press.altKey ? 'Alt+' : '');
  if (!press.shiftKey) return [held + key];
  const isSign = key.length === 1 && !/[A-Z]/.test(key);
  return isSign ? [held + key, `${held}Shift+${key}`] : [`${held}Shift+${key}`];
}

const printed: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Delete: 'Del',
  Escape: 'Esc',
  PageUp: 'PgUp',
  PageDown: 'PgDn',
  Insert: 'Ins',
  ContextMenu: 'Menu',
};

/** Keys as they are printed: `Ctrl+ArrowDown` is `Ctrl ↓`. */
export function printedKeys(keys: string): string {
  if (keys === '+') return keys;
  return keys
    .split('+')
    .map((key) => printed[key] ?? key)
    .join(' ');
}

/** A key as `aria-keyshortcuts` spells it. */
export function ariaKeys(key: string | undefined): string | undefined {
  return key?.replace('Ctrl+', 'Control+');
}
