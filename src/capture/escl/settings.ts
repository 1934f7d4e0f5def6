import type { ScanProfile } from '../../domain/rules/profile.ts';
import { type EsclCapabilities, type EsclInput, nearestDpi } from './capabilities.ts';
import { escapeXml } from './xml.ts';

/** A scan as it will be asked for. */
export interface EsclSettings {
  readonly source: 'feeder' | 'platen';
  readonly sides: 'simplex' | 'duplex';
  readonly dpi: number;
  readonly colourMode: string;
  /** Pixels of 1/300 inch. */
  readonly width: number;
  readonly height: number;
}

/** A skewed A4 sheet sticks out of an A4 frame: 10 mm more are taken, and cropped later. */
const a4HeightAndMore = 3508 + 118;
const a4Width = 2480;

const modeByColour = { bitonal: 'BlackAndWhite1', gray: 'Grayscale8', colour: 'RGB24' } as const;

/** What the device can do nearest to the profile; null where it has no such feeder, glass or duplex unit. */
export function chooseSettings(capabilities: EsclCapabilities, profile: ScanProfile): EsclSettings | null {
  const input = inputFor(capabilities, profile);
  if (!input) return null;
  return {
    source: profile.source,
    sides: profile.source === 'platen' ? 'simplex' : profile.sides,
    dpi: nearestDpi(input.dpi, profile.dpi),
    colourMode: modeFor(input, profile),
    width: input.maxWidth ?? a4Width,
    height: Math.min(input.maxHeight ?? a4HeightAndMore, a4HeightAndMore),
  };
}

export function scanSettingsXml(settings: EsclSettings, version: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<scan:ScanSettings xmlns:pwg="http://www.pwg.org/schemas/2010/12/sm" xmlns:scan="http://schemas.hp.com/imaging/escl/2011/05/03">
  <pwg:Version>${escapeXml(version)}</pwg:Version>
  <pwg:ScanRegions>
    <pwg:ScanRegion>
      <pwg:ContentRegionUnits>escl:ThreeHundredthsOfInches</pwg:ContentRegionUnits>
      <pwg:XOffset>0</pwg:XOffset>
      <pwg:YOffset>0</pwg:YOffset>
      <pwg:Width>${settings.width}</pwg:Width>
      <pwg:Height>${settings.height}</pwg:Height>
    </pwg:ScanRegion>
  </pwg:ScanRegions>
  <pwg:InputSource>${settings.source === 'feeder' ? 'Feeder' : 'Platen'}</pwg:InputSource>
  <scan:ColorMode>${escapeXml(settings.colourMode)}</scan:ColorMode>
  <scan:XResolution>${settings.dpi}</scan:XResolution>
  <scan:YResolution>${settings.dpi}</scan:YResolution>
${settings.source === 'feeder' ? `  <scan:Duplex>${settings.sides === 'duplex'}</scan:Duplex>\n` : ''}  <pwg:DocumentFormat>image/jpeg</pwg:DocumentFormat>
  <scan:DocumentFormatExt>image/jpeg</scan:DocumentFormatExt>
</scan:ScanSettings>
`;
}

function inputFor(capabilities: EsclCapabilities, profile: ScanProfile): EsclInput | null {
  if (profile.source === 'platen') return capabilities.platen;
  return profile.sides === 'duplex' ? capabilities.duplex : (capabilities.simplex ?? capabilities.duplex);
}

/** The wanted mode, else the next richer one: colour can always be reduced later. */
function modeFor(input: EsclInput, profile: ScanProfile): string {
  const byPreference = {
    bitonal: ['bitonal', 'gray', 'colour'],
    gray: ['gray', 'colour'],
    colour: ['colour', 'gray'],
  } as const;
  const wanted = byPreference[profile.colour].map((colour) => modeByColour[colour]);
  return wanted.find((mode) => input.colourModes.includes(mode)) ?? modeByColour[profile.colour];
}
