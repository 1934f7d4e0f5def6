import useMediaQuery from '@mui/material/useMediaQuery';
import { useEffect, useState } from 'react';
import type { StationClient } from '../../contract/client.ts';
import type { Language } from '../../i18n/text.ts';
import { WorkbenchProvider } from '../actions/workbench-provider.tsx';
import type { ThemeChoice } from '../features/settings/window-part.tsx';
import { Look } from './look.tsx';
import { openWorkbench } from './open-workbench.ts';
import { rememberedLanguage, rememberedTheme, rememberLanguage, rememberTheme } from './preferences.ts';
import { Window } from './window.tsx';
import { Words } from './words.tsx';

/** The whole window over one station. `nonce`: what the content security policy lets styles carry. */
export function App({ client, nonce }: { client: StationClient; nonce: string | undefined }) {
  const [language, setLanguage] = useState<Language>(rememberedLanguage);
  const [theme, setTheme] = useState<ThemeChoice>(rememberedTheme);
  const isSystemDark = useMediaQuery('(prefers-color-scheme: dark)');
  const mode = theme === 'system' ? (isSystemDark ? 'dark' : 'light') : theme;

  const [workbench] = useState(() =>
    openWorkbench(client, {
      toggleLanguage: () => setLanguage((now) => (now === 'zh-CN' ? 'en-US' : 'zh-CN')),
      toggleTheme: () => setTheme((now) => (isDark(now) ? 'light' : 'dark')),
    }),
  );
  useEffect(() => rememberLanguage(language), [language]);
  useEffect(() => rememberTheme(theme), [theme]);

  return (
    <Look mode={mode} language={language} nonce={nonce}>
      <WorkbenchProvider value={workbench}>
        <Words language={language}>
          <Window mode={mode} language={language} theme={theme} onLanguage={setLanguage} onTheme={setTheme} />
        </Words>
      </WorkbenchProvider>
    </Look>
  );
}

function isDark(theme: ThemeChoice): boolean {
  return theme === 'system' ? window.matchMedia('(prefers-color-scheme: dark)').matches : theme === 'dark';
}
