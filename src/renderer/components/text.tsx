import { createContext, type ReactNode, useContext } from 'react';
import { type Language, type Text, textOf } from '../../i18n/text.ts';

const TextContext = createContext<Text>(textOf('zh-CN'));

const texts = new Map<Language, Text>();

export function TextProvider(props: { language: Language; children: ReactNode }) {
  const text = texts.get(props.language) ?? textOf(props.language);
  texts.set(props.language, text);
  return <TextContext value={text}>{props.children}</TextContext>;
}

/** The words of the language the operator chose. */
export function useText(): Text {
  return useContext(TextContext);
}
