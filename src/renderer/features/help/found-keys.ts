import type { Text } from '../../../i18n/text.ts';
import type { Action } from '../../actions/action.ts';
import { printedKeys } from '../../actions/keys.ts';

/** The actions whose name has every word typed, or that answer to the key typed: `F2`, `ctrl k`, `Ctrl+K`. */
export function actionsWith(
  actions: readonly Action[],
  typed: string,
  text: Text,
  keysNow: (action: Action) => readonly string[],
): readonly Action[] {
  const words = folded(typed).split(' ').filter(Boolean);
  const key = words.join(' ');
  return actions.filter((action) => {
    if (keysNow(action).some((one) => folded(printedKeys(one)) === key || folded(one) === key)) return true;
    const name = folded(text(action.labelKey, action.labelParams));
    return words.every((word) => name.includes(word));
  });
}

/** Full-width letters of a Chinese keyboard are the letters they look like. A plus alone is a key, not a joint. */
function folded(words: string): string {
  const plain = words.normalize('NFKC').toLowerCase().trim();
  return plain === '+' ? plain : plain.replaceAll('+', ' ').replace(/\s+/g, ' ').trim();
}
