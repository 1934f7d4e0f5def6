import type { Text } from '../../i18n/text.ts';

/**
 * The accessible name of a control that shows `word` and is called `name`: it always holds the word, so that who sees it
 * can say it (WCAG 2.5.3). A name that has the word in it stays as it is.
 */
export function spokenName(word: string, name: string, text: Text): string {
  return name.toLowerCase().includes(word.toLowerCase()) ? name : text('app.control.name', { word, name });
}
