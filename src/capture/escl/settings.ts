import type { ColourKind } from '../../domain/reading.ts';
import type { PaperSize, ScanProfile } from '../../domain/rules/profile.ts';
import type { EsclCapabilities, EsclInput, EsclProfile, EsclRange } from './capabilities.ts';
import { regionFor, type ScanRegion } from './papers.ts';

/** A scan as it will be asked for. Null: not said, the device does as it does. */
export interface EsclSettings {
  readonly source: 'feeder' | 'platen';
  readonly sides: 'simplex' | 'duplex';
  readonly dpi: number;
  readonly colourMode: string;
  readonly format: DocumentFormat;
  readonly paper: PaperSize;
  readonly region: ScanRegion;
  readonly multipickDetection: boolean | null;
  readonly blankRemoval: boolean | null;
  readonly brightness: number | null;
  readonly contrast: number | null;
  readonly channel: string | null;
}

/** What this driver can take, the preferred one first: a JPEG is one side as the device made it. */
const formats = ['image/jpeg', 'application/pdf'] as const;
export type DocumentFormat = (typeof formats)[number];

export const modeByColour = { bitonal: 'BlackAndWhite1', gray: 'Grayscale8', colour: 'RGB24' } as const;

/** A grey scan through one channel does not see what is printed in its colour. */
export const dropoutChannels = { red: 'Red', green: 'Green', blue: 'Blue' } as const;

/** The wanted mode, else the next richer one: colour can always be reduced later. */
const byPreference: Readonly<Record<ScanProfile['colour'], readonly ColourKind[]>> = {
  bitonal: ['bitonal', 'gray', 'colour'],
  gray: ['gray', 'colour'],
  colour: ['colour', 'gray'],
  auto: ['colour', 'gray'],
};

/**
 * What the device can do nearest to the profile, then what may be asked for where it refuses that: many devices state
 * black and white and make it in one format only. Empty where it has no such feeder, glass or duplex unit, or makes
 * nothing that this driver can take.
 */
export function chooseSettings(capabilities: EsclCapabilities, profile: ScanProfile): EsclSettings[] {
  const input = inputFor(capabilities, profile);
  if (!input) return [];
  const choices = choicesOf(input, profile);
  const isRefusable = choices[0]?.colourMode === modeByColour.bitonal;
  return choices.slice(0, isRefusable ? undefined : 1).map(({ colourMode, format }) => {
    const offered = profilesWith(input, colourMode, format);
    const channel = profile.dropout === 'none' ? null : dropoutChannels[profile.dropout];
    const isOffered = offered.some(({ channels }) => channel !== null && channels.includes(channel));
    const dpi = offered.flatMap((one) => one.dpi).sort((a, b) => a - b);
    const isFed = profile.source === 'feeder';
    return {
      source: profile.source,
      sides: isFed ? profile.sides : 'simplex',
      dpi: nearestDpi(dpi, profile.dpi),
      colourMode,
      format,
      ...regionFor(profile.paper, input),
      multipickDetection: isFed && capabilities.canDetectMultipick ? profile.doubleFeed === 'stop' : null,
      // With sides left out nobody could tell a front from a back: eSCL does not say which side an image is of.
      blankRemoval:
        isFed && profile.sides === 'simplex' && profile.blankSides === 'skip' && capabilities.canRemoveBlank
          ? true
          : null,
      brightness: levelIn(capabilities.brightness, profile.brightness),
      contrast: levelIn(capabilities.contrast, profile.contrast),
      channel: isOffered && colourMode !== modeByColour.colour ? channel : null,
    };
  });
}

interface Choice {
  readonly colourMode: string;
  readonly format: DocumentFormat;
}

function choicesOf(input: EsclInput, profile: ScanProfile): Choice[] {
  const wanted = byPreference[profile.colour];
  // A device that states no profiles is asked for what every one must be able to do.
  if (input.profiles.length === 0) {
    const colourMode = wanted[0] === 'gray' ? modeByColour.gray : modeByColour.colour;
    return [{ colourMode, format: 'image/jpeg' }];
  }
  return wanted
    .map((colour) => modeByColour[colour])
    .flatMap((colourMode) => formatsFor(input, colourMode).map((format) => ({ colourMode, format })));
}

/** Formats in which the input makes a colour mode, as far as this driver can take them. */
export function formatsFor(input: EsclInput, colourMode: string): DocumentFormat[] {
  return formats.filter((format) => profilesWith(input, colourMode, format).length > 0);
}

/** The supported value nearest to the wanted one; the finer one of two at the same distance. */
export function nearestDpi(supported: readonly number[], wanted: number): number {
  return supported.reduce((best, dpi) => {
    const isNearer = Math.abs(dpi - wanted) < Math.abs(best - wanted);
    const isFiner = Math.abs(dpi - wanted) === Math.abs(best - wanted) && dpi > best;
    return isNearer || isFiner ? dpi : best;
  }, supported[0] ?? wanted);
}

function inputFor(capabilities: EsclCapabilities, profile: ScanProfile): EsclInput | null {
  if (profile.source === 'platen') return capabilities.platen;
  return profile.sides === 'duplex' ? capabilities.duplex : (capabilities.simplex ?? capabilities.duplex);
}

/** A device that states no formats makes JPEG: every eSCL device must. */
function profilesWith(input: EsclInput, colourMode: string, format: DocumentFormat): EsclProfile[] {
  return input.profiles.filter((profile) => {
    const makesFormat =
      profile.formats.length === 0 ? format === 'image/jpeg' : profile.formats.includes(format);
    return makesFormat && profile.colourModes.includes(colourMode);
  });
}

/** -100 to 100 on the device's own scale, by its steps; null where nothing is wanted, offered, or would change. */
function levelIn(range: EsclRange | null, wanted: number): number | null {
  if (!range || wanted === 0) return null;
  const reach = wanted > 0 ? range.most - range.normal : range.normal - range.least;
  const exact = range.normal + (wanted / 100) * reach;
  const stepped = range.least + Math.round((exact - range.least) / range.step) * range.step;
  const level = Math.min(range.most, Math.max(range.least, stepped));
  return level === range.normal ? null : level;
}
