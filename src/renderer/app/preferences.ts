import type { Device } from '../../contract/queries.ts';
import { defaultScanProfile, type ScanProfile } from '../../domain/rules/profile.ts';
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

export interface ScanChoice {
  readonly deviceId: string | null;
  readonly profile: ScanProfile;
}

export function rememberedScan(): ScanChoice {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem('platen.scan') ?? 'null');
    if (typeof stored === 'object' && stored !== null && 'deviceId' in stored && 'profile' in stored) {
      const { deviceId, profile } = stored as ScanChoice;
      return { deviceId, profile: { ...defaultScanProfile, ...profile } };
    }
  } catch {
    // Somebody else's text under our name: as if nothing were stored.
  }
  return { deviceId: null, profile: defaultScanProfile };
}

export function rememberScan(device: Device | null, profile: ScanProfile): void {
  localStorage.setItem('platen.scan', JSON.stringify({ deviceId: device?.id ?? null, profile }));
}

export function rememberedBatch(): string | null {
  return localStorage.getItem('platen.batch');
}

export function rememberBatch(batchId: string): void {
  localStorage.setItem('platen.batch', batchId);
}
