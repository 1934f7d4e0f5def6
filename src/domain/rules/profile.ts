import type { ColourKind } from '../reading.ts';
import { type CleanupPlan, cleanupPresets } from './cleanup.ts';

/** Which codes name a bill. Per customer: there is no national standard for the cover code. */
export interface CoverRule {
  /** Barcode formats that may carry a bill number, as zxing names them: `Code128`, `Code39`, `QRCode`... */
  readonly formats: readonly string[];
  /** Anchored regular expression over the whole text. */
  readonly pattern: string;
}

/** `auto`: as wide as the device takes and A4 with a margin; cleanup finds the sheet in it. */
export const paperSizes = ['auto', 'a3', 'a4', 'a5', 'a6', 'b4', 'b5', 'letter', 'legal'] as const;
export type PaperSize = (typeof paperSizes)[number];

/** Settings a scan is made with (扫描方案). What a device cannot do is told as a note of the scan, never silently left out. */
export interface ScanProfile {
  readonly name: string;
  readonly source: 'feeder' | 'platen';
  readonly sides: 'simplex' | 'duplex';
  readonly dpi: number;
  /** `auto`: the device decides side by side; where it cannot, colour. */
  readonly colour: ColourKind | 'auto';
  readonly paper: PaperSize;
  /** `stop`: the feeder stops where two sheets went in together. */
  readonly doubleFeed: 'stop' | 'off';
  /** `skip`: the device itself leaves blank sides out; they can never be looked at again. */
  readonly blankSides: 'keep' | 'skip';
  /** -100 to 100; 0 is the device's own. */
  readonly brightness: number;
  readonly contrast: number;
  /** The colour that is not seen, for forms printed in it. */
  readonly dropout: 'none' | 'red' | 'green' | 'blue';
  /** `on`: the device draws sheets in ahead of the transfer. */
  readonly buffering: 'on' | 'off';
  /** What the device prints on each sheet, in its own notation; null prints nothing. */
  readonly imprint: string | null;
  /** `compact`: JPEG, for bitonal CCITT G4; `lossless`: PNG, for bitonal CCITT G4. */
  readonly storage: 'compact' | 'lossless';
  /** What is done to the pages once they are captured. */
  readonly cleanup: CleanupPlan;
  /** How TWAIN sources hand over pixels; some only know `native`. */
  readonly transfer: 'memory' | 'native';
  /** Options of the driver under their own names, set last. */
  readonly options: Readonly<Record<string, string>>;
  /** What the vendor's own dialog saved, base64 (TWAIN CUSTOMDSDATA). */
  readonly vendorSettings: string | null;
}

/** Keys that may start a scan with a profile at once; the others have their work already. */
export const profileKeys = [
  'F5',
  'F10',
  'F12',
  'Shift+F5',
  'Shift+F6',
  'Shift+F7',
  'Shift+F9',
  'Shift+F12',
] as const;
export type ProfileKey = (typeof profileKeys)[number];

/** What is scanned for: a stack into the batch, single sheets between others, sheets in place of others. */
export const scanWorks = ['stack', 'insert', 'replace'] as const;
export type ScanWork = (typeof scanWorks)[number];

/** A profile as the station keeps it; `settings.name` is unique among them. */
export interface StoredProfile {
  readonly id: string;
  /** The scanner it is for; null: whichever is chosen. */
  readonly deviceId: string | null;
  readonly deviceName: string | null;
  readonly key: ProfileKey | null;
  readonly settings: ScanProfile;
}

export interface ProfileSet {
  readonly profiles: readonly StoredProfile[];
  /** Ids; null: the profile chosen last. */
  readonly defaults: Readonly<Record<ScanWork, string | null>>;
}

/** Below `warnBelowDpi` small print is at risk; below `refuseBelowDpi` nothing is scanned, where IT says so. */
export interface ScanPolicy {
  readonly warnBelowDpi: number;
  readonly refuseBelowDpi: number | null;
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
  paper: 'auto',
  doubleFeed: 'stop',
  blankSides: 'keep',
  brightness: 0,
  contrast: 0,
  dropout: 'none',
  buffering: 'on',
  imprint: null,
  storage: 'compact',
  cleanup: cleanupPresets.standard,
  transfer: 'memory',
  options: {},
  vendorSettings: null,
};
