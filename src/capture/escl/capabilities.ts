import type { Capabilities } from '../../contract/queries.ts';
import { find, findAll, numberOf, textOf, type XmlElement } from './xml.ts';

/** What one way of feeding can do; lengths in 1/300 inch. */
export interface EsclInput {
  readonly colourModes: readonly string[];
  readonly dpi: readonly number[];
  readonly formats: readonly string[];
  readonly maxWidth: number | null;
  readonly maxHeight: number | null;
}

/** ScannerCapabilities of one device. Null: it has no such input. */
export interface EsclCapabilities {
  readonly model: string;
  readonly uuid: string | null;
  readonly version: string;
  readonly platen: EsclInput | null;
  readonly simplex: EsclInput | null;
  readonly duplex: EsclInput | null;
}

/** Offered for a device that names a range and no list. */
const usualDpi = [75, 100, 150, 200, 240, 300, 400, 600, 1200];

export function readCapabilities(root: XmlElement): EsclCapabilities {
  const input = (name: string) => {
    const element = find(root, name);
    return element ? readInput(root, element) : null;
  };
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
  };
}

/** In the station's words. */
export function toContract(capabilities: EsclCapabilities): Capabilities {
  const inputs = [capabilities.simplex, capabilities.duplex, capabilities.platen].filter(
    (input) => input !== null,
  );
  const modes = new Set(inputs.flatMap((input) => input.colourModes));
  const hasFeeder = capabilities.simplex !== null || capabilities.duplex !== null;
  return {
    sources: [
      ...(hasFeeder ? (['feeder'] as const) : []),
      ...(capabilities.platen ? (['platen'] as const) : []),
    ],
    sides: ['simplex', ...(capabilities.duplex ? (['duplex'] as const) : [])],
    dpi: [...new Set(inputs.flatMap((input) => input.dpi))].sort((a, b) => a - b),
    colours: [
      ...(modes.has('BlackAndWhite1') ? (['bitonal'] as const) : []),
      ...(modes.has('Grayscale8') ? (['gray'] as const) : []),
      ...(modes.has('RGB24') ? (['colour'] as const) : []),
    ],
    formats: [...new Set(inputs.flatMap((input) => input.formats))],
  };
}

/** The supported value nearest to the wanted one; the finer one of two at the same distance. */
export function nearestDpi(supported: readonly number[], wanted: number): number {
  return supported.reduce((best, dpi) => {
    const isNearer = Math.abs(dpi - wanted) < Math.abs(best - wanted);
    const isFiner = Math.abs(dpi - wanted) === Math.abs(best - wanted) && dpi > best;
    return isNearer || isFiner ? dpi : best;
  }, supported[0] ?? wanted);
}

function readInput(root: XmlElement, element: XmlElement): EsclInput {
  const profiles = settingProfiles(root, element);
  const all = (name: string) => [
    ...new Set(profiles.flatMap((profile) => findAll(profile, name)).map(({ text }) => text)),
  ];
  return {
    colourModes: all('ColorMode'),
    dpi: resolutions(profiles),
    formats: [...new Set([...all('DocumentFormat'), ...all('DocumentFormatExt')])],
    maxWidth: numberOf(element, 'MaxWidth'),
    maxHeight: numberOf(element, 'MaxHeight'),
  };
}

/** Profiles stand inside the input, or are kept once for all inputs and only named there. */
function settingProfiles(root: XmlElement, element: XmlElement): XmlElement[] {
  const own = findAll(element, 'SettingProfile').filter((profile) => profile.children.length > 0);
  return own.length > 0
    ? own
    : findAll(root, 'SettingProfile').filter((profile) => profile.children.length > 0);
}

function resolutions(profiles: readonly XmlElement[]): number[] {
  const discrete = profiles
    .flatMap((profile) => findAll(profile, 'DiscreteResolution'))
    .map((resolution) => numberOf(resolution, 'XResolution'));
  const ranges = profiles.flatMap((profile) => findAll(profile, 'XResolutionRange'));
  const ranged = ranges.flatMap((range) =>
    usualDpi.filter((dpi) => dpi >= (numberOf(range, 'Min') ?? 0) && dpi <= (numberOf(range, 'Max') ?? 0)),
  );
  const dpi = [...discrete, ...ranged].filter((value) => value !== null);
  return [...new Set(dpi)].sort((a, b) => a - b);
}
