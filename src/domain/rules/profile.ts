import type { ColourKind } from '../reading.ts';

/** Which codes name a bill. Per customer: there is no national standard for the cover code. */
export interface CoverRule {
  /** Barcode formats that may carry a bill number, as zxing names them: `Code128`, `Code39`, `QRCode`... */
  readonly formats: readonly string[];
  /** Anchored regular expression over the whole text. */
  readonly pattern: string;
}

/** Named settings of device, feed and cleanup (扫描方案). */
export interface ScanProfile {
  readonly name: string;
  readonly source: 'feeder' | 'platen';
  readonly sides: 'simplex' | 'duplex';
  readonly dpi: number;
  readonly colour: ColourKind;
}

export const defaultCoverRule: CoverRule = {
  formats: ['Code128', 'Code39', 'QRCode'],
  pattern: '[A-Z]{2,6}-?\\d{4}-?\\d{4,10}',
};

export const defaultScanProfile: ScanProfile = {
  name: 'duplex-300',
  source: 'feeder',
  sides: 'duplex',
  dpi: 300,
  colour: 'colour',
};
