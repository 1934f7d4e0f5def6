import type { PageId } from '../../src/domain/ids.ts';
import type { InvoiceFields } from '../../src/domain/invoice.ts';
import type { Quality, Reading, Recipe } from '../../src/domain/reading.ts';
import { stageVersions } from '../../src/domain/rules/cleanup.ts';
import type { ImageFile } from '../../src/domain/tree/records.ts';

/* Pages made by hand: what their paper says, and what a reader would have found on it. */

/** What one side of paper says. */
export interface FixtureSide {
  readonly kind: 'cover' | 'invoice' | 'attachment' | 'blank';
  readonly billNumber?: string;
  readonly invoice?: Partial<InvoiceFields>;
  /** The same or another invoice by further sources. */
  readonly moreInvoices?: readonly Partial<InvoiceFields>[];
  readonly isBlurred?: boolean;
  readonly isBack?: boolean;
  readonly skewDeg?: number;
  /** Taken, and still to be read. */
  readonly isUnread?: boolean;
  /** Its worker died over it twice. */
  readonly isGivenUp?: boolean;
  /** What the measures say otherwise than of a good page. */
  readonly quality?: Partial<Quality>;
  /** What the recipe says otherwise than of a straight page. */
  readonly recipe?: Partial<Recipe>;
}

export function invoiceFields(fields: Partial<InvoiceFields>): InvoiceFields {
  return {
    type: 'digital-special',
    code: null,
    number: '26317000000530000021',
    date: '2026-03-18',
    amountMinor: 1234567,
    amountBasis: 'gross',
    totalMinor: 1234567,
    currency: 'CNY',
    checkCode: null,
    sellerName: '上海明远电子科技股份有限公司',
    buyerName: '苏州华锐精密机械有限公司',
    source: 'qr',
    confidence: 0.99,
    ...fields,
  };
}

export function recipeOf(side: FixtureSide): Recipe {
  return {
    quarterTurn: { value: 0, by: 'auto', confidence: 1 },
    skewDeg: { value: side.skewDeg ?? 0, by: 'auto', confidence: 0.9 },
    crop: { value: null, by: 'auto', confidence: 1 },
    tone: { value: 'whiten', by: 'auto', confidence: 1 },
    corners: { value: null, by: 'auto', confidence: 1 },
    bleed: { value: 'keep', by: 'auto', confidence: 1 },
    borders: { value: 'keep', by: 'auto', confidence: 1 },
    holes: { value: 'keep', by: 'auto', confidence: 1 },
    specks: { value: 'keep', by: 'auto', confidence: 1 },
    output: { value: 'colour', by: 'auto', confidence: 1 },
    versions: stageVersions,
    ...side.recipe,
  };
}

/** The hash says what the side shows (first digit: its kind), so that whoever serves the pictures can draw it. */
export function image(pageId: PageId, side: FixtureSide, letter: string): ImageFile {
  const kind = ['cover', 'invoice', 'attachment', 'blank'].indexOf(side.kind);
  const sha256 = String(kind) + (pageId.slice(-12) + letter).padStart(63, '0');
  return { sha256, mime: 'image/jpeg', bytes: 412_000, width: 2480, height: 3508 };
}

export function readingOf(side: FixtureSide): Reading {
  const isInvoice = side.kind === 'invoice';
  const invoices =
    isInvoice && side.invoice ? [side.invoice, ...(side.moreInvoices ?? [])].map(invoiceFields) : [];
  const corners = (x: number, y: number, width: number, height: number) =>
    [
      { x, y },
      { x: x + width, y },
      { x: x + width, y: y + height },
      { x, y: y + height },
    ] as const;
  return {
    quality: {
      blank: { isBlank: side.kind === 'blank', inkRatio: side.kind === 'blank' ? 0.0002 : 0.043 },
      sharpness: { value: side.isBlurred ? 0.021 : 0.087, isBlurred: side.isBlurred ?? false },
      colour: 'colour',
      skew: { degrees: side.skewDeg ?? 0, confidence: 0.9 },
      clipped: [],
      sheetMm: null,
      overlap: 0,
      ...side.quality,
    },
    codes: [
      ...(side.billNumber
        ? [{ format: 'Code128', text: side.billNumber, corners: corners(1240, 300, 900, 200) }]
        : []),
      ...(invoices.length > 0
        ? [{ format: 'QRCode', text: '01,31,,…', corners: corners(200, 160, 330, 330) }]
        : []),
    ],
    patches: [],
    invoices,
    kind: side.kind === 'blank' ? 'attachment' : side.kind,
    billNumber: side.billNumber ?? null,
  };
}
