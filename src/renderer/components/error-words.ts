import { formatBytes } from '../../i18n/format.ts';
import type { MessageParams, Text } from '../../i18n/text.ts';
import { isMessageKey } from '../../i18n/text.ts';
import type { MessageKey } from '../../i18n/zh-CN.ts';

/** An expected error as the station gives it: a type, and what it is about. */
export interface WordedError {
  readonly type: string;
}

/** What happened, and what to do about it. Sizes are worded as sizes. */
export function wordError(error: WordedError, text: Text): { what: string; todo: string } {
  const params = paramsOf(error, text);
  return {
    what: text(keyOf(error, 'what'), params),
    todo: text(keyOf(error, 'do'), params),
  };
}

function keyOf(error: WordedError, part: 'what' | 'do'): MessageKey {
  const key = `error.${error.type}.${part}`;
  return isMessageKey(key) ? key : `error.Unknown.${part}`;
}

function paramsOf(error: WordedError, text: Text): MessageParams {
  const params: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(error)) {
    if (typeof value === 'number')
      params[name] = /bytes$/i.test(name) ? formatBytes(value, text.language) : value;
    else if (typeof value === 'string') params[name] = value;
  }
  return params;
}
