import { type ReactNode, useMemo } from 'react';
import type { Language } from '../../i18n/text.ts';
import { keyWords } from '../actions/key-words.ts';
import { changedKeys, useStation } from '../actions/workbench-provider.tsx';
import { TextProvider } from '../components/text.tsx';

/** The words of the window; where they name a key it is the one the action answers to at this station. */
export function Words({ language, children }: { language: Language; children: ReactNode }) {
  const changed = useStation(changedKeys);
  const keys = useMemo(() => keyWords(changed, language), [changed, language]);
  return (
    <TextProvider language={language} keys={keys}>
      {children}
    </TextProvider>
  );
}
