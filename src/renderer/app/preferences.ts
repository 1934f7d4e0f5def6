import { type Language, languageFor, languages } from '../../i18n/text.ts';
import type { ThemeChoice } from '../features/settings/settings-dialog.tsx';

/* What this window remembers of its operator. Kept in the browser's storage: it is about the window, not the work. */

export function rememberedLanguage(): Language {
  const stored = localStorage.getItem('platen.language');
  return languages.find((language) => language === stored) ?? languageFor(navigator.languages);
}

export function rememberLanguage(language: Language): void {
  localStorage.setItem('platen.language', language);
}

export function rememberedTheme(): ThemeChoice {
  const stored = localStorage.getItem('platen.theme');
  return stored === 'light' || stored === 'dark' ? stored : 'system';
}

export function rememberTheme(theme: ThemeChoice): void {
  localStorage.setItem('platen.theme', theme);
}

/** Scanner and profile chosen last, by their ids. */
export interface ScanChoice {
  readonly deviceId: string | null;
  readonly profileId: string | null;
}

export function rememberedScan(): ScanChoice {
  return {
    deviceId: localStorage.getItem('platen.device'),
    profileId: localStorage.getItem('platen.profile'),
  };
}

export function rememberScan(choice: ScanChoice): void {
  if (choice.deviceId) localStorage.setItem('platen.device', choice.deviceId);
  if (choice.profileId) localStorage.setItem('platen.profile', choice.profileId);
}

export function rememberedBatch(): string | null {
  return localStorage.getItem('platen.batch');
}

export function rememberBatch(batchId: string): void {
  localStorage.setItem('platen.batch', batchId);
}
