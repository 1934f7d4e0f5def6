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

export function textOf(language: Language): Text {
  const compiled = new Map<MessageKey, IntlMessageFormat>();
  const text = (key: MessageKey, params?: MessageParams): string => {
    const source = messages[language][key];
    if (!source.includes('{')) return source;
    let message = compiled.get(key);
    if (!message) {
      message = new IntlMessageFormat(source, language);
      compiled.set(key, message);
    }
    return String(message.format(params ? { ...params } : {}));
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
