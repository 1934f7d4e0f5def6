import { parseXml, textOf } from '../escl/xml.ts';
import { type Delivery, makes } from './delivery.ts';

/** ScanSettings as far as the virtual scanner heeds them. */
export interface JobSettings {
  readonly source: 'feeder' | 'platen';
  readonly sides: 'simplex' | 'duplex';
  readonly dpi: number;
  readonly colour: 'bitonal' | 'gray' | 'colour';
  readonly format: 'image/jpeg' | 'application/pdf';
  /** `off`: two sheets at once go through unnoticed. */
  readonly doubleFeed: 'stop' | 'off';
}

export const minDpi = 75;
export const maxDpi = 600;

const colourByMode: Readonly<Record<string, JobSettings['colour']>> = {
  BlackAndWhite1: 'bitonal',
  Grayscale8: 'gray',
  RGB24: 'colour',
};

/** Null for what this scanner cannot do: other modes, formats and resolutions than it makes, no XML. */
export function readJobSettings(text: string, delivery: Delivery): JobSettings | null {
  const root = parseXml(text);
  if (!root.ok) return null;
  const dpi = Number(textOf(root.value, 'XResolution') ?? 300);
  const mode = textOf(root.value, 'ColorMode') ?? 'RGB24';
  const colour = colourByMode[mode];
  const format =
    textOf(root.value, 'DocumentFormatExt') ?? textOf(root.value, 'DocumentFormat') ?? 'image/jpeg';
  const source = textOf(root.value, 'InputSource') ?? 'Feeder';
  const isPossible =
    Number.isInteger(dpi) &&
    dpi >= minDpi &&
    dpi <= maxDpi &&
    makes(delivery, mode, format) &&
    (source === 'Feeder' || source === 'Platen');
  if (!isPossible || !colour) return null;
  return {
    source: source === 'Feeder' ? 'feeder' : 'platen',
    sides: source === 'Feeder' && textOf(root.value, 'Duplex') === 'true' ? 'duplex' : 'simplex',
    dpi,
    colour,
    format: format === 'image/jpeg' ? format : 'application/pdf',
    doubleFeed: textOf(root.value, 'MultipickDetection') === 'false' ? 'off' : 'stop',
  };
}
