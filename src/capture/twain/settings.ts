import type { ScanNote } from '../../contract/profile-shapes.ts';
import type { ScanProfile } from '../../domain/rules/profile.ts';
import { percentEncoded } from './host-process.ts';

/** Lines of the protocol before `go`, and a note for each option that is none of a TWAIN source. */
export interface HostSettings {
  readonly lines: readonly string[];
  readonly notes: readonly ScanNote[];
}

/** Options are named by their capability in hexadecimal, with or without its name behind: `1041 CAP_...`. */
export function optionId(name: string): string | null {
  return /^(?:0x)?([0-9a-f]{1,4})(?:\s.*)?$/i.exec(name)?.[1] ?? null;
}

/** Every field of the profile, in the order in which later ones may build on earlier ones. */
export function settingsOf(profile: ScanProfile): HostSettings {
  const lines: string[] = [];
  const set = (name: string, value: string | number) => lines.push(`${name} ${percentEncoded(`${value}`)}`);
  if (profile.vendorSettings !== null) lines.push(vendorSettingsLine(profile.vendorSettings));
  set('transfer', profile.transfer);
  set('source', profile.source);
  set('sides', profile.sides);
  set('dpi', profile.dpi);
  set('colour', profile.colour);
  set('paper', profile.paper);
  set('doubleFeed', profile.doubleFeed);
  set('blankSides', profile.blankSides);
  set('buffering', profile.buffering);
  set('brightness', profile.brightness);
  set('contrast', profile.contrast);
  set('dropout', profile.dropout);
  if (profile.imprint !== null) set('imprint', profile.imprint);
  const notes: ScanNote[] = [];
  for (const [name, value] of Object.entries(profile.options)) {
    const id = optionId(name);
    if (id) lines.push(`option ${id}=${percentEncoded(value)}`);
    else notes.push({ type: 'SettingNotApplied', setting: name, wanted: value });
  }
  return { lines, notes };
}

/** What the vendor's dialog saved, base64. */
export function vendorSettingsLine(vendorSettings: string): string {
  return `vendorSettings ${percentEncoded(vendorSettings)}`;
}
