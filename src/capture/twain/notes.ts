import type { ScanNote } from '../../contract/profile-shapes.ts';
import type { ScanProfile } from '../../domain/rules/profile.ts';
import type { NoteFrame, PageFrame } from './messages.ts';
import { optionId } from './settings.ts';

/** Vendor settings are as long as vendors like. */
const shownLetters = 100;

/** `optionNames`: as the profile has them, where the host knows only their numbers. */
export function noteOf(note: NoteFrame, optionNames: readonly string[]): ScanNote {
  const { used } = note;
  const id = /^option (.+)$/.exec(note.setting)?.[1];
  const setting = optionNames.find((name) => id !== undefined && optionId(name) === id) ?? note.setting;
  const wanted = note.wanted.slice(0, shownLetters);
  return used === null
    ? { type: 'SettingNotApplied', setting, wanted }
    : { type: 'SettingChanged', setting, wanted, used };
}

/** What of a profile decides how sides are counted. */
export type Feeding = Pick<ScanProfile, 'source' | 'sides' | 'blankSides'>;

/** The feeding as the source does it, after a note on it. */
export function feedingAfter(feeding: Feeding, { setting, used }: NoteFrame): Feeding {
  if (setting === 'sides') return { ...feeding, sides: used === 'duplex' ? used : 'simplex' };
  if (setting === 'blankSides') return { ...feeding, blankSides: used === 'skip' ? used : 'keep' };
  if (setting === 'source' && used === 'platen') return { ...feeding, source: used };
  return feeding;
}

/** A source may accept a resolution and deliver another: that is told once, unless the source had said it itself. */
export function openResolutionWatch(wantedDpi: number) {
  const wanted = `${wantedDpi}`;
  const told = new Set([wanted]);
  return {
    heed({ setting, used }: NoteFrame): void {
      if (setting === 'dpi' && used !== null) told.add(used);
    },
    noteOf({ dpiX, dpiY }: PageFrame): ScanNote | null {
      const [x, y] = [Math.round(dpiX), Math.round(dpiY)];
      const used = x === y ? `${x}` : `${x} x ${y}`;
      if (x <= 0 || told.has(used)) return null;
      told.add(used);
      return { type: 'SettingChanged', setting: 'dpi', wanted, used };
    },
  };
}
