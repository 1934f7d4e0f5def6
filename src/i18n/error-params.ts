import { formatBytes, formatWait } from './format.ts';
import type { MessageParams, Text } from './text.ts';

/**
 * What the words of an error are filled with: texts and numbers as they are, sizes and waits worded in the language. A
 * size is called so (`limitBytes`), or the error names what it measured (`measure: 'entryBytes'`).
 */
export function errorParams(error: object, text: Text): MessageParams {
  const isOfBytes = 'measure' in error && typeof error.measure === 'string' && /bytes$/i.test(error.measure);
  const params: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(error)) {
    if (typeof value === 'string') params[name] = value;
    if (typeof value !== 'number') continue;
    if (name === 'waitMs') params.wait = formatWait(value, text.language);
    else params[name] = isOfBytes || /bytes$/i.test(name) ? formatBytes(value, text.language) : value;
  }
  return params;
}
