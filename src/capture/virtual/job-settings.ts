import { parseXml, textOf } from '../escl/xml.ts';

/** ScanSettings as far as the virtual scanner heeds them. */
export interface JobSettings {
  readonly source: 'feeder' | 'platen';
  readonly sides: 'simplex' | 'duplex';
  readonly dpi: number;
  readonly colour: 'gray' | 'colour';
}

export const minDpi = 75;
export const maxDpi = 600;

/** Null for what this scanner cannot do: black and white, other formats than JPEG, other resolutions, no XML. */
export function readJobSettings(text: string): JobSettings | null {
  const root = parseXml(text);
  if (!root.ok) return null;
  const dpi = Number(textOf(root.value, 'XResolution') ?? 300);
  const mode = textOf(root.value, 'ColorMode') ?? 'RGB24';
  const format =
    textOf(root.value, 'DocumentFormatExt') ?? textOf(root.value, 'DocumentFormat') ?? 'image/jpeg';
  const source = textOf(root.value, 'InputSource') ?? 'Feeder';
  const isPossible =
    Number.isInteger(dpi) &&
    dpi >= minDpi &&
    dpi <= maxDpi &&
    (mode === 'RGB24' || mode === 'Grayscale8') &&
    format === 'image/jpeg' &&
    (source === 'Feeder' || source === 'Platen');
  if (!isPossible) return null;
  return {
    source: source === 'Feeder' ? 'feeder' : 'platen',
    sides: source === 'Feeder' && textOf(root.value, 'Duplex') === 'true' ? 'duplex' : 'simplex',
    dpi,
    colour: mode === 'RGB24' ? 'colour' : 'gray',
  };
}
