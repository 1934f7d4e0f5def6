import { type Language, languageFor, languages } from '../../i18n/text.ts';
import { sheetSizes } from '../actions/sheet-size.ts';
import { paneWidth, views, type WorkbenchState } from '../actions/workbench-state.ts';
import type { ThemeChoice } from '../features/settings/window-part.tsx';

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

/** How the window is laid out: what was chosen by hand, and nothing a person did not ask for. */
export type Layout = Pick<
  WorkbenchState,
  'view' | 'sheetSize' | 'leftWidth' | 'rightWidth' | 'isLeftFolded'
> &
  // A pane that folded for want of room stands by itself again where there is room.
  Partial<Pick<WorkbenchState, 'isRightFolded' | 'rightFoldBy'>>;

export function layoutOf(ui: WorkbenchState): Layout {
  const { view, sheetSize, leftWidth, rightWidth, isLeftFolded, isRightFolded, rightFoldBy } = ui;
  const always = { view, sheetSize, leftWidth, rightWidth, isLeftFolded };
  return rightFoldBy === 'hand' ? { ...always, isRightFolded, rightFoldBy } : always;
}

/** What is left of a layout that was stored, perhaps by an older window: what cannot be is left out. */
export function readLayout(stored: string | null): Partial<Layout> {
  const read = parsed(stored);
  const width = (value: unknown) =>
    typeof value === 'number' && value >= paneWidth.min && value <= paneWidth.max ? value : undefined;
  const isBoolean = (value: unknown) => typeof value === 'boolean';
  const all = {
    view: views.find((view) => view === read.view),
    sheetSize: sheetSizes.find((size) => size === read.sheetSize),
    leftWidth: width(read.leftWidth),
    rightWidth: width(read.rightWidth),
    isLeftFolded: isBoolean(read.isLeftFolded) ? read.isLeftFolded : undefined,
    ...(read.rightFoldBy === 'hand' && isBoolean(read.isRightFolded)
      ? { isRightFolded: read.isRightFolded, rightFoldBy: 'hand' }
      : {}),
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

function parsed(stored: string | null): Readonly<Record<string, unknown>> {
  try {
    const read: unknown = JSON.parse(stored ?? '{}');
    return typeof read === 'object' && read !== null ? { ...read } : {};
  } catch {
    return {};
  }
}

export function rememberedLayout(): Partial<Layout> {
  return readLayout(localStorage.getItem('platen.layout'));
}

/** Writes only what changed: this is asked on every move of the cursor. */
export function layoutKeeper(): (ui: WorkbenchState) => void {
  let last = localStorage.getItem('platen.layout');
  return (ui) => {
    const now = JSON.stringify(layoutOf(ui));
    if (now === last) return;
    last = now;
    localStorage.setItem('platen.layout', now);
  };
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
  keep('platen.device', choice.deviceId);
  keep('platen.profile', choice.profileId);
}

/** Told with every move of the cursor, and slow to write. */
const kept = new Map<string, string>();
function keep(name: string, value: string | null): void {
  if (!value || kept.get(name) === value) return;
  localStorage.setItem(name, value);
  kept.set(name, value);
}
