import type { Language } from '../../i18n/text.ts';
import type { ThemeChoice } from '../features/settings/window-part.tsx';
import { createStore, type Store } from '../station/store.ts';
import { rememberedLanguage, rememberedTheme, rememberLanguage, rememberTheme } from './preferences.ts';

/** What an operator chooses of how the window looks. */
export interface Looks {
  readonly language: Language;
  readonly theme: ThemeChoice;
}

/** As they were chosen last; what is chosen from now on is remembered. */
export function openLooks(): Store<Looks> {
  const looks = createStore<Looks>({ language: rememberedLanguage(), theme: rememberedTheme() });
  const remember = () => {
    rememberLanguage(looks.get().language);
    rememberTheme(looks.get().theme);
  };
  remember();
  looks.subscribe(remember);
  return looks;
}

export function toggleLanguage(looks: Store<Looks>): void {
  looks.set(({ language }) => ({ language: language === 'zh-CN' ? 'en-US' : 'zh-CN' }));
}

export function toggleTheme(looks: Store<Looks>): void {
  looks.set(({ theme }) => ({ theme: isDark(theme) ? 'light' : 'dark' }));
}

function isDark(theme: ThemeChoice): boolean {
  return theme === 'system' ? window.matchMedia('(prefers-color-scheme: dark)').matches : theme === 'dark';
}
