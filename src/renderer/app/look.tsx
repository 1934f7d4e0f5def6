import createCache from '@emotion/cache';
import { CacheProvider } from '@emotion/react';
import CssBaseline from '@mui/material/CssBaseline';
import GlobalStyles from '@mui/material/GlobalStyles';
import { ThemeProvider } from '@mui/material/styles';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import type { Language } from '../../i18n/text.ts';
import { cssVariables, darkTokens, lightTokens } from '../components/tokens.ts';
import { themeFor } from './theme.ts';

interface LookProps {
  mode: 'light' | 'dark';
  language: Language;
  /** What the content security policy lets styles carry. */
  nonce: string | undefined;
  children: ReactNode;
}

/** How everything of the window looks: theme, tokens, and the language the document says it is in. */
export function Look({ mode, language, nonce, children }: LookProps) {
  const [cache] = useState(() => createCache({ key: 'platen', ...(nonce ? { nonce } : {}) }));
  const theme = useMemo(() => themeFor(mode, language), [mode, language]);
  const tokens = mode === 'light' ? lightTokens : darkTokens;
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  return (
    <CacheProvider value={cache}>
      <ThemeProvider theme={theme}>
        <CssBaseline />
        <GlobalStyles
          styles={{
            ':root': { ...cssVariables(tokens), colorScheme: mode },
            '@keyframes platen-late': { from: { opacity: 0 }, to: { opacity: 1 } },
          }}
        />
        {children}
      </ThemeProvider>
    </CacheProvider>
  );
}
