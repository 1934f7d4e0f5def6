import type { Text } from '../../../i18n/text.ts';
import type { Action } from '../../actions/action.ts';

/** An action in the words of the language. */
export interface NamedAction {
  readonly action: Action;
  readonly name: string;
}

/**
 * The actions that answer to every word typed, by name or by id: names that begin with the words first, those that
 * cannot be run now last. The name itself, typed whole, stands before all that only begin with it.
 * With nothing typed all of them, those run last before the others.
 */
export function foundActions(
  actions: readonly Action[],
  typed: string,
  recent: readonly string[],
  text: Text,
  isEnabled: (action: Action) => boolean,
): readonly NamedAction[] {
  const named = actions.map((action) => ({ action, name: text(action.labelKey, action.labelParams) }));
  const words = folded(typed).split(/\s+/).filter(Boolean);
  if (words.length === 0) return enabledFirst(latestFirst(named, recent));
  const ranked = named.flatMap((one) => {
    const rank = rankOf(one, words);
    return rank === null ? [] : [{ one, rank }];
  });
  // Equal ones stay in the order of the help.
  return enabledFirst(ranked.toSorted((a, b) => a.rank - b.rank).map(({ one }) => one));

  function enabledFirst(found: readonly NamedAction[]): readonly NamedAction[] {
    const able = Map.groupBy(found, ({ action }) => isEnabled(action));
    return [...(able.get(true) ?? []), ...(able.get(false) ?? [])];
  }
}

function latestFirst(named: readonly NamedAction[], recent: readonly string[]): readonly NamedAction[] {
  const latest = recent.flatMap((id) => named.find(({ action }) => action.id === id) ?? []);
  return [...latest, ...named.filter((one) => !latest.includes(one))];
}

/** The smaller the better; null where one of the words is not found. */
function rankOf({ action, name }: NamedAction, words: readonly string[]): number | null {
  const label = folded(name);
  const id = folded(action.id);
  if (label === words.join(' ')) return -1;
  let rank = 0;
  for (const word of words) {
    if (label.startsWith(word)) continue;
    if (label.includes(` ${word}`)) rank += 1;
    else if (label.includes(word)) rank += 2;
    else if (id.includes(word)) rank += 3;
    else return null;
  }
  return rank;
}

/** Full-width letters of a Chinese keyboard are the letters they look like. */
function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase().trim();
}
