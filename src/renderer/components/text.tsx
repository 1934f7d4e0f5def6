import { createContext, type ReactNode, useContext, useMemo } from 'react';
import { type Language, type MessageParams, type Text, textOf } from '../../i18n/text.ts';

const TextContext = createContext<Text>(textOf('zh-CN'));

/** `keys`: what messages call the keys of actions now. */
export function TextProvider(props: { language: Language; keys: MessageParams; children: ReactNode }) {
  const { language, keys } = props;
  const text = useMemo(() => textOf(language, keys), [language, keys]);
  return <TextContext value={text}>{props.children}</TextContext>;
}

/** The words of the language the operator chose. */
export function useText(): Text {
  return useContext(TextContext);
}
