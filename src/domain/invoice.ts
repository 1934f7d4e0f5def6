import type { LocalDate, MinorUnits } from './units.ts';

export type AmountBasis = 'net' | 'gross';
export type InvoiceSource = 'qr' | 'xml' | 'ofd' | 'text' | 'ocr' | 'manual';

/** Fields of one invoice as read from one source. Null: not stated by that source. */
export interface InvoiceFields {
  /** Our name of the kind, for example `vat-special`, `digital-ordinary`; `unknown-NN` for a code no list knows. */
  readonly type: string;
  /** 10 or 12 digits on legacy VAT invoices, null on fully digitalised ones. */
  readonly code: string | null;
  /** 8 digits legacy, 20 digits fully digitalised. */
  readonly number: string;
  /** The 8 digits beside the 20 of a digitalised invoice on paper (数电纸质发票). */
  readonly paperNumber?: string | null | undefined;
  readonly date: LocalDate | null;
  readonly amountMinor: MinorUnits | null;
  /** Whether `amountMinor` is without (net) or with (gross) tax: legacy codes carry net, digitalised ones gross. */
  readonly amountBasis: AmountBasis;
  /** Gross total where known. */
  readonly totalMinor: MinorUnits | null;
  readonly currency: string;
  readonly checkCode: string | null;
  readonly sellerName: string | null;
  readonly buyerName: string | null;
  readonly source: InvoiceSource;
  /** 0 to 1. */
  readonly confidence: number;
}
