import type { ImportWarning } from './import-warnings.ts';
import type { InvoiceFields } from './invoice.ts';
import type { Box, Corners, QuarterTurn, Setting } from './units.ts';

export type DocumentKind = 'cover' | 'invoice' | 'attachment';
export type ColourKind = 'bitonal' | 'gray' | 'colour';

/** How an original becomes its rendition (处理参数). All but the quarter turn speak of the original's pixels. */
export interface RecipeValues {
  /** Clockwise turn that makes the content upright. */
  readonly quarterTurn: QuarterTurn;
  /** The sheet's corners, clockwise from its top left as captured, where perspective is taken out; they then stand for skew and crop. */
  readonly corners: Corners | null;
  /** Part of the original that is kept; null keeps the whole. */
  readonly crop: Box | null;
  /** Skew found, degrees, positive where the content leans counter-clockwise; the rendition is turned clockwise by it. */
  readonly skewDeg: number;
  /** `even`: uneven light taken out, paper keeps its colour; `whiten`: paper becomes white; `none`: tones as captured. */
  readonly tone: 'none' | 'even' | 'whiten';
  /** What shines through from the back. */
  readonly bleed: 'keep' | 'remove';
  /** Bed and shadows along the sheet's edges. */
  readonly borders: 'keep' | 'clear';
  /** Punch holes. */
  readonly holes: 'keep' | 'fill';
  /** Dust: up to 0.15 mm (`fine`) or 0.25 mm (`coarse`). */
  readonly specks: 'keep' | 'fine' | 'coarse';
  /** Colours the rendition is written in. */
  readonly output: ColourKind;
}

/** One value of a recipe: what one stage of the cleanup decides. */
export type RecipeValue = keyof RecipeValues;

/** In the order in which the stages find them: each may depend on those before it. */
export const recipeValues = [
  'corners',
  'skewDeg',
  'crop',
  'quarterTurn',
  'tone',
  'bleed',
  'borders',
  'holes',
  'specks',
  'output',
] as const satisfies readonly RecipeValue[];

/** Values to be set; what is not named stays. */
export type RecipeChange = { readonly [V in RecipeValue]?: RecipeValues[V] | undefined };

export type RecipeSettings = { readonly [V in RecipeValue]: Setting<RecipeValues[V]> };

/** Every value with its origin. */
export type Recipe = RecipeSettings & {
  /** Version of the stage that found each automatic value; 0 where none has looked yet. */
  readonly versions: Readonly<Record<RecipeValue, number>>;
};

export type SheetEdge = 'top' | 'right' | 'bottom' | 'left';

/** What the measures say of a page, whatever is done about it. */
export interface Quality {
  readonly blank: { readonly isBlank: boolean; readonly inkRatio: number };
  /** `value`: 1 as sharp as pixels can show, towards 0 blurred. */
  readonly sharpness: { readonly value: number; readonly isBlurred: boolean };
  /** Colours of the print; the paper's own is none. */
  readonly colour: ColourKind;
  /** Lean of the print as found, whether acted upon or not; confidence 0 to 1. */
  readonly skew: { readonly degrees: number; readonly confidence: number };
  /** Edges of the captured image that cut through content. */
  readonly clipped: readonly SheetEdge[];
  /** The sheet as seen against its bed, millimetres; null where its edges are not seen. */
  readonly sheetMm: { readonly width: number; readonly height: number } | null;
  /** Signs that two sheets went through together, 0 to 1; 0 none. */
  readonly overlap: number;
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
  /** Only of a side that no device brought but a file. */
  readonly file?: FileInfo;
}

/** What the file a page was made from says beside the picture, and what the picture lacks of it. */
export interface FileInfo {
  readonly invoice: StatedInvoice | null;
  readonly warnings: readonly ImportWarning[];
}

/** Fields of an invoice in the file's own words and under its own names (`InvoiceNo`, `发票号码`): nothing of it is checked yet. */
export type StatedInvoice = Readonly<Record<string, string>>;

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
