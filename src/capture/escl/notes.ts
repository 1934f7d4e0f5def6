import type { ScanNote } from '../../contract/profile-shapes.ts';
import type { ColourKind } from '../../domain/reading.ts';
import type { ScanProfile } from '../../domain/rules/profile.ts';
import { type EsclSettings, modeByColour } from './settings.ts';

/** What of a profile the scan does not follow. A wish for nothing (no dropout, no imprint, brightness 0) is always followed. */
export function notesOn(profile: ScanProfile, used: EsclSettings): ScanNote[] {
  const notes: ScanNote[] = [];
  const changed = (setting: keyof ScanProfile, wanted: string | number, now: string | number) => {
    if (wanted === now) return;
    notes.push({ type: 'SettingChanged', setting, wanted: String(wanted), used: String(now) });
  };
  const unless = (isFollowed: boolean, setting: string, wanted: string | number) => {
    if (!isFollowed) notes.push({ type: 'SettingNotApplied', setting, wanted: String(wanted) });
  };

  changed('sides', profile.sides, used.sides);
  changed('dpi', profile.dpi, used.dpi);
  const colour = colourOf(used.colourMode);
  if (profile.colour === 'auto' && colour === 'colour') unless(false, 'colour', 'auto');
  else changed('colour', profile.colour, colour);
  changed('paper', profile.paper, used.paper);
  // Whether a device that does not offer it watches all the same is not known: nobody may rely on it.
  const isWatched = used.source === 'platen' || used.multipickDetection === true;
  unless(profile.doubleFeed === 'off' || isWatched, 'doubleFeed', profile.doubleFeed);
  unless(profile.blankSides === 'keep' || used.blankRemoval === true, 'blankSides', profile.blankSides);
  unless(profile.brightness === 0 || used.brightness !== null, 'brightness', profile.brightness);
  unless(profile.contrast === 0 || used.contrast !== null, 'contrast', profile.contrast);
  unless(profile.dropout === 'none' || used.channel !== null, 'dropout', profile.dropout);
  unless(profile.buffering === 'on', 'buffering', profile.buffering);
  unless(profile.imprint === null, 'imprint', profile.imprint ?? '');
  unless(profile.storage === 'compact', 'storage', profile.storage);
  unless(profile.transfer === 'memory', 'transfer', profile.transfer);
  for (const [name, value] of Object.entries(profile.options)) unless(false, name, value);
  // The settings themselves are the vendor's bytes: nothing to show.
  unless(profile.vendorSettings === null, 'vendorSettings', `${profile.vendorSettings?.length} characters`);
  return notes;
}

function colourOf(mode: string): ColourKind {
  if (mode === modeByColour.bitonal) return 'bitonal';
  return mode === modeByColour.gray ? 'gray' : 'colour';
}
