import type { ScanProfile } from '../../domain/rules/profile.ts';
import type { SaneDevice } from './device.ts';
import type { SaneOption } from './option-value.ts';
import { depthOptions, modeOptions, modeValues } from './options.ts';
import { fittingValue, isTaken, settable } from './settle.ts';

export type Colour = ScanProfile['colour'];

/** The wanted one, else the next richer, else what there is. */
const preferences = {
  bitonal: ['bitonal', 'gray', 'colour'],
  gray: ['gray', 'colour', 'bitonal'],
  colour: ['colour', 'gray', 'bitonal'],
  auto: ['auto', 'colour', 'gray', 'bitonal'],
} as const satisfies Record<Colour, readonly Colour[]>;

/** Sets mode and depth; says which colour it is now. Null: the device has no mode to choose. */
export async function setColour(device: SaneDevice, wanted: Colour): Promise<Colour | null> {
  if (!settable(device, modeOptions)) return null;
  for (const colour of preferences[wanted]) {
    if (await isColour(device, colour)) return colour;
  }
  return null;
}

/** Sets exactly this colour, or answers false. */
export async function isColour(device: SaneDevice, colour: Colour): Promise<boolean> {
  const mode = settable(device, modeOptions);
  if (!mode) return false;
  const value = modeValue(mode, colour);
  if (value !== null) {
    if (!(await isTaken(device, mode, value))) return false;
    if (colour === 'gray' || colour === 'colour') await setDepth(device, '8');
    return true;
  }
  // Some have no mode for black and white but a depth.
  const gray = colour === 'bitonal' ? modeValue(mode, 'gray') : null;
  return gray !== null && (await isTaken(device, mode, gray)) && (await setDepth(device, '1'));
}

async function setDepth(device: SaneDevice, depth: string): Promise<boolean> {
  const option = settable(device, depthOptions);
  const value = option && fittingValue(option, [depth]);
  return option !== null && value !== null && (await isTaken(device, option, value));
}

function modeValue(mode: SaneOption, colour: Colour): string | null {
  return fittingValue(mode, modeValues[colour]);
}
