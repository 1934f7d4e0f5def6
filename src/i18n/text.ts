import { IntlMessageFormat } from 'intl-messageformat';
import { enUS } from './en-US.ts';
import { type MessageKey, zhCN } from './zh-CN.ts';

export type Language = 'zh-CN' | 'en-US';
export const languages: readonly Language[] = ['zh-CN', 'en-US'];
export type MessageParams = Readonly<Record<string, string | number>>;

/** Words and figures of one language. */
export interface Text {
  readonly language: Language;
  (key: MessageKey, params?: MessageParams): string;
}

export const messages: Readonly<Record<Language, Readonly<Record<MessageKey, string>>>> = {
  'zh-CN': zhCN,
  'en-US': enUS,
};

/** What a message says of keys stands in brackets, so that it can be left out where there is no keyboard to say it of. */
const aboutKeys = / ?[（(][^（）()]*\{key_[^（）()]*[）)]/g;

/**
 * `keys`: what messages call the keys of actions now, as `{key_scan}`. Outside the window there are none: what stands in
 * brackets of them is left out.
 */
export function textOf(language: Language, keys?: MessageParams): Text {
  const compiled = new Map<MessageKey, { message: IntlMessageFormat; given: MessageParams | undefined }>();
  const text = (key: MessageKey, params?: MessageParams): string => {
    const source = messages[language][key];
    if (!source.includes('{')) return source;
    let found = compiled.get(key);
    if (!found) {
      const namesKeys = source.includes('{key_');
      const shown = namesKeys && !keys ? source.replace(aboutKeys, '') : source;
      found = { message: new IntlMessageFormat(shown, language), given: namesKeys ? keys : undefined };
      compiled.set(key, found);
    }
    return String(found.message.format({ ...found.given, ...params }));
  };
  return Object.assign(text, { language });
}

export function isMessageKey(key: string): key is MessageKey {
  return Object.hasOwn(zhCN, key);
}

/** The language for a first start: Chinese for any Chinese, English for the rest of the world. */
export function languageFor(preferred: readonly string[]): Language {
  return preferred[0]?.toLowerCase().startsWith('zh') === false ? 'en-US' : 'zh-CN';
}
