import { errorParams } from '../../i18n/error-params.ts';
import type { Text } from '../../i18n/text.ts';
import { isMessageKey } from '../../i18n/text.ts';
import type { MessageKey } from '../../i18n/zh-CN.ts';

/** An expected error as the station gives it: a type, and what it is about. */
export interface WordedError {
  readonly type: string;
}

/** What happened, and what to do about it. Sizes are worded as sizes. */
export function wordError(error: WordedError, text: Text): { what: string; todo: string } {
  const params = errorParams(error, text);
  return {
    what: text(keyOf(error, 'what'), params),
    todo: text(keyOf(error, 'do'), params),
  };
}

function keyOf(error: WordedError, part: 'what' | 'do'): MessageKey {
  const key = `error.${error.type}.${part}`;
  return isMessageKey(key) ? key : `error.Unknown.${part}`;
}
