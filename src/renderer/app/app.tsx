import useMediaQuery from '@mui/material/useMediaQuery';
import { useCallback } from 'react';
import type { Language } from '../../i18n/text.ts';
import { WorkbenchProvider } from '../actions/workbench-provider.tsx';
import type { ThemeChoice } from '../features/settings/window-part.tsx';
import { useStore } from '../station/store.ts';
import { Look } from './look.tsx';
import type { Looks } from './looks.ts';
import type { OpenedWindow } from './open-window.ts';
import { Window } from './window.tsx';
import { Words } from './words.tsx';

const whole = (looks: Looks) => looks;

/** The whole window over one station. `nonce`: what the content security policy lets styles carry. */
export function App({ opened, nonce }: { opened: OpenedWindow; nonce: string | undefined }) {
  const { workbench, looks } = opened;
  const { language, theme } = useStore(looks, whole);
  const isSystemDark = useMediaQuery('(prefers-color-scheme: dark)');
  const mode = theme === 'system' ? (isSystemDark ? 'dark' : 'light') : theme;
  const onLanguage = useCallback((chosen: Language) => looks.set({ language: chosen }), [looks]);
  const onTheme = useCallback((chosen: ThemeChoice) => looks.set({ theme: chosen }), [looks]);
  return (
    <Look mode={mode} language={language} nonce={nonce}>
      <WorkbenchProvider value={workbench}>
        <Words language={language}>
          <Window mode={mode} language={language} theme={theme} onLanguage={onLanguage} onTheme={onTheme} />
        </Words>
      </WorkbenchProvider>
    </Look>
  );
}
