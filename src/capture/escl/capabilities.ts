import type { Extent } from './papers.ts';
import { find, findAll, numberOf, textOf, type XmlElement } from './xml.ts';

/** Settings that go together: what one SettingProfile offers. */
export interface EsclProfile {
  readonly colourModes: readonly string[];
  readonly dpi: readonly number[];
  /** Document formats; empty: not stated. */
  readonly formats: readonly string[];
  /** Colours that can be left out, as CcdChannel names them. */
  readonly channels: readonly string[];
}

/** What one way of feeding can do. */
export interface EsclInput extends Extent {
  readonly profiles: readonly EsclProfile[];
}

/** A number the device takes for brightness and the like, `normal` being its own. */
export interface EsclRange {
  readonly least: number;
  readonly most: number;
  readonly normal: number;
  readonly step: number;
}

/** ScannerCapabilities of one device. Null: it has no such input, or offers no such setting. */
export interface EsclCapabilities {
  readonly model: string;
  readonly uuid: string | null;
  readonly version: string;
  readonly platen: EsclInput | null;
  readonly simplex: EsclInput | null;
  readonly duplex: EsclInput | null;
  readonly brightness: EsclRange | null;
  readonly contrast: EsclRange | null;
  /** It can be told to watch for two sheets at once. */
  readonly canDetectMultipick: boolean;
  /** It can leave blank sides out itself. */
  readonly canRemoveBlank: boolean;
}

/** Offered for a device that names a range and no list. */
const usualDpi = [75, 100, 150, 200, 240, 300, 400, 600, 1200];

/** Elements by the eSCL Technical Specification, 8.1.4, and what makers add; looked up by local name only. */
export function readCapabilities(root: XmlElement): EsclCapabilities {
  const input = (name: string) => {
    const element = find(root, name);
    return element ? readInput(root, element) : null;
  };
  // `scan:` before a value: a Brother writes it so.
  const adfOptions = findAll(root, 'AdfOption').map(({ text }) => text.replace(/^\w+:/, ''));
  return {
    model: textOf(root, 'MakeAndModel') ?? 'eSCL scanner',
    uuid:
      textOf(root, 'UUID')
        ?.toLowerCase()
        .replace(/^urn:uuid:/, '') ?? null,
    version: textOf(root, 'Version') ?? '2.0',
    platen: input('PlatenInputCaps'),
    simplex: input('AdfSimplexInputCaps'),
    duplex: input('AdfDuplexInputCaps'),
    brightness: readRange(root, 'BrightnessSupport'),
    contrast: readRange(root, 'ContrastSupport'),
    canDetectMultipick: adfOptions.includes('MultipickDetection'),
    canRemoveBlank: textOf(root, 'BlankPageDetectionAndRemoval') === 'true',
  };
}

/** The inputs a device has, the feeder first. */
export function inputsOf({ simplex, duplex, platen }: EsclCapabilities): EsclInput[] {
  return [simplex, duplex, platen].filter((input) => input !== null);
}

function readInput(root: XmlElement, element: XmlElement): EsclInput {
  const isFeeder = element.name !== 'PlatenInputCaps';
  const side = isFeeder ? textOf(root, 'XImagePosition')?.toLowerCase() : null;
  return {
    profiles: settingProfiles(root, element).map((profile) => ({
      colourModes: texts(profile, 'ColorMode'),
      dpi: resolutions(profile),
      formats: [...new Set([...texts(profile, 'DocumentFormat'), ...texts(profile, 'DocumentFormatExt')])],
      channels: texts(profile, 'CcdChannel'),
    })),
    maxWidth: numberOf(element, 'MaxWidth'),
    maxHeight: numberOf(element, 'MaxHeight'),
    justification: side === 'center' || side === 'right' ? side : 'left',
  };
}

/** Profiles stand inside the input, or are kept once for all inputs and only named there. */
function settingProfiles(root: XmlElement, element: XmlElement): XmlElement[] {
  const own = findAll(element, 'SettingProfile').filter((profile) => profile.children.length > 0);
  return own.length > 0
    ? own
    : findAll(root, 'SettingProfile').filter((profile) => profile.children.length > 0);
}

function texts(element: XmlElement, name: string): string[] {
  return [...new Set(findAll(element, name).map(({ text }) => text))];
}

function resolutions(profile: XmlElement): number[] {
  const discrete = findAll(profile, 'DiscreteResolution').map((resolution) =>
    numberOf(resolution, 'XResolution'),
  );
  const ranged = findAll(profile, 'XResolutionRange').flatMap((range) =>
    usualDpi.filter((dpi) => dpi >= (numberOf(range, 'Min') ?? 0) && dpi <= (numberOf(range, 'Max') ?? 0)),
  );
  const dpi = [...discrete, ...ranged].filter((value) => value !== null);
  return [...new Set(dpi)].sort((a, b) => a - b);
}

/** Null also for a range in which nothing can be chosen. */
function readRange(root: XmlElement, name: string): EsclRange | null {
  const element = find(root, name);
  const least = numberOf(element, 'Min');
  const most = numberOf(element, 'Max');
  if (least === null || most === null || most <= least) return null;
  const normal = numberOf(element, 'Normal') ?? Math.round((least + most) / 2);
  if (normal < least || normal > most) return null;
  return { least, most, normal, step: Math.max(1, numberOf(element, 'Step') ?? 1) };
}
