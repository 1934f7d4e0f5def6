import type { InvoiceFields } from './invoice.ts';
import type { Box, Corners, QuarterTurn, Setting } from './units.ts';

export type DocumentKind = 'cover' | 'invoice' | 'attachment';
export type ColourKind = 'bitonal' | 'gray' | 'colour';

/** How an original becomes its rendition (处理参数). Applied in this order: crop and skew speak of the original's pixels. */
export interface Recipe {
  /** Clockwise turn that makes the content upright. */
  readonly quarterTurn: Setting<QuarterTurn>;
  /** Skew found, degrees, positive where the content leans counter-clockwise; the rendition is turned clockwise by it. */
  readonly skewDeg: Setting<number>;
  /** Part of the original that is kept; null keeps the whole. */
  readonly crop: Setting<Box | null>;
  /** Background lightened to white; `none` leaves tones as captured. */
  readonly tone: Setting<'none' | 'whiten'>;
}

/** What the measures say of a page, whatever is done about it. */
export interface Quality {
  readonly blank: { readonly isBlank: boolean; readonly inkRatio: number };
  readonly sharpness: { readonly value: number; readonly isBlurred: boolean };
  readonly colour: ColourKind;
}

/** A barcode as read, with its place in pixels of the rendition. */
export interface CodeFinding {
  readonly format: string;
  readonly text: string;
  readonly corners: Corners;
}

/** A patch code (separator sheet): bars, or the words PATCHT, PATCH1... as a barcode. */
export interface PatchFinding {
  readonly type: '1' | '2' | '3' | '4' | '6' | 'T';
  readonly corners: Corners;
}

/** What the device itself says of a side, beyond its pixels. Its codes have no place on the page. */
export interface SideInfo {
  readonly patch: PatchFinding['type'] | null;
  readonly codes: readonly { readonly format: string; readonly text: string }[];
  /** What was printed on the sheet while it went through. */
  readonly imprinted: string | null;
}

/** What a machine read on one page. Several invoices may be pasted on one sheet. */
export interface Reading {
  readonly quality: Quality;
  readonly codes: readonly CodeFinding[];
  readonly patches: readonly PatchFinding[];
  readonly invoices: readonly InvoiceFields[];
  /** Kind the codes speak for; `attachment` where nothing speaks. */
  readonly kind: DocumentKind;
  /** Bill number by the cover rule; null where no code, or more than one, fits. */
  readonly billNumber: string | null;
}
