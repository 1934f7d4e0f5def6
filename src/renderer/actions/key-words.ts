import { type Language, type MessageParams, textOf } from '../../i18n/text.ts';
import type { Action } from './action.ts';
import { allActions } from './all-actions.ts';
import { type KeyMap, keysOf } from './key-map.ts';
import { printedKeys } from './keys.ts';

/**
 * What messages call the keys of actions, as they are now: `{key_page_delete}` is the first key of `page.delete`. Where
 * an action has none, its name stands there: the palette and the buttons find it by that.
 */
export function keyWords(changed: KeyMap, language: Language): MessageParams {
  const text = textOf(language);
  return Object.fromEntries(
    allActions.map((action) => {
      const [key] = keysOf(action, changed);
      const words = key ? printedKeys(key) : `“${text(action.labelKey, action.labelParams)}”`;
      return [keyParam(action), words];
    }),
  );
}

/** The parameter that stands for the key of an action. */
export function keyParam({ id }: Pick<Action, 'id'>): string {
  return `key_${id.replaceAll('.', '_')}`;
}
