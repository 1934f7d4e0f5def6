import createCache from '@emotion/cache';
import { CacheProvider } from '@emotion/react';
import CssBaseline from '@mui/material/CssBaseline';
import GlobalStyles from '@mui/material/GlobalStyles';
import { ThemeProvider } from '@mui/material/styles';
import useMediaQuery from '@mui/material/useMediaQuery';
import { useEffect, useMemo, useState } from 'react';
import type { StationClient } from '../../contract/client.ts';
import type { Language } from '../../i18n/text.ts';
import { WorkbenchProvider } from '../actions/workbench-provider.tsx';
import { TextProvider } from '../components/text.tsx';
import { cssVariables, darkTokens, lightTokens } from '../components/tokens.ts';
import type { ThemeChoice } from '../features/settings/settings-dialog.tsx';
import { openWorkbench } from './open-workbench.ts';
import { rememberedLanguage, rememberedTheme, rememberLanguage, rememberTheme } from './preferences.ts';
import { themeFor } from './theme.ts';
import { Window } from './window.tsx';

/** The whole window over one station. `nonce`: what the content security policy lets styles carry. */
export function App({ client, nonce }: { client: StationClient; nonce: string | undefined }) {
  const [language, setLanguage] = useState<Language>(rememberedLanguage);
  const [theme, setTheme] = useState<ThemeChoice>(rememberedTheme);
  const isSystemDark = useMediaQuery('(prefers-color-scheme: dark)');
  const mode = theme === 'system' ? (isSystemDark ? 'dark' : 'light') : theme;
  const [cache] = useState(() => createCache({ key: 'platen', ...(nonce ? { nonce } : {}) }));
  const muiTheme = useMemo(() => themeFor(mode, language), [mode, language]);
  const tokens = mode === 'light' ? lightTokens : darkTokens;

  const [workbench] = useState(() =>
    openWorkbench(client, () => setLanguage((now) => (now === 'zh-CN' ? 'en-US' : 'zh-CN'))),
  );
  useEffect(() => {
    rememberLanguage(language);
    document.documentElement.lang = language;
  }, [language]);
  useEffect(() => rememberTheme(theme), [theme]);

  return (
    <CacheProvider value={cache}>
      <ThemeProvider theme={muiTheme}>
        <CssBaseline />
        <GlobalStyles
          styles={{
            ':root': { ...cssVariables(tokens), colorScheme: mode },
            '@keyframes platen-late': { from: { opacity: 0 }, to: { opacity: 1 } },
          }}
        />
        <TextProvider language={language}>
          <WorkbenchProvider value={workbench}>
            <Window
              mode={mode}
              language={language}
              theme={theme}
              onLanguage={setLanguage}
              onTheme={setTheme}
            />
          </WorkbenchProvider>
        </TextProvider>
      </ThemeProvider>
    </CacheProvider>
  );
}
