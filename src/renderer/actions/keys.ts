import type { Action } from './action.ts';

/** What of a key press decides which action it is. */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

/** The action a key press stands for. While typing only those that say so: letters belong to the field. */
export function actionFor(actions: readonly Action[], press: KeyPress, isTyping: boolean): Action | null {
  const names = namesOf(press);
  return (
    actions.find(
      (action) => (action.worksWhileTyping || !isTyping) && action.keys.some((key) => names.includes(key)),
    ) ?? null
  );
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
