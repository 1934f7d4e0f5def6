import type { StationError } from '../contract/errors.ts';
import { errorParams } from '../i18n/error-params.ts';
import { isMessageKey, languages, type Text, textOf } from '../i18n/text.ts';

/** What is put beside a file that failed: what happened and what to do, in both languages, and the error for support. */
export function failureNote(errors: readonly StationError[]): string {
  const texts = languages.map((language) => textOf(language));
  const paragraphs = errors.map((error) =>
    [...texts.map((text) => sentence(error, text)), JSON.stringify(error)].join('\r\n'),
  );
  return `${paragraphs.join('\r\n\r\n')}\r\n`;
}

function sentence(error: StationError, text: Text): string {
  const params = errorParams(error, text);
  const [what, todo] = (['what', 'do'] as const).map((part) => {
    const key = `error.${error.type}.${part}`;
    return text(isMessageKey(key) ? key : `error.Unknown.${part}`, params);
  });
  return text.language === 'zh-CN' ? `${what}。${todo}。` : `${what}. ${todo}.`;
}
