import type { InvoiceFields } from '../domain/invoice.ts';
import type { CodeFinding, DocumentKind, PatchFinding } from '../domain/reading.ts';
import { classify } from '../domain/rules/classify.ts';
import { fits } from '../domain/rules/cover-rule.ts';
import { invoiceKey } from '../domain/rules/invoice-key.ts';
import type { CoverRule } from '../domain/rules/profile.ts';
import { readCodes } from './barcode/read-codes.ts';
import { parseInvoiceQr } from './invoice/qr.ts';
import type { Luma } from './luma.ts';
import { mirrorOf } from './patch/bar-pattern.ts';
import { readPatchWords } from './patch/patch-words.ts';
import { readPatchBars } from './patch/read-bars.ts';

export interface PageReading {
  readonly codes: CodeFinding[];
  readonly patches: PatchFinding[];
  readonly invoices: InvoiceFields[];
  readonly kind: DocumentKind;
  readonly billNumber: string | null;
}

/** Everything the codes of one upright page say. Corners are in pixels of `luma`. Never fails for an image. */
export async function readPage(
  luma: Luma,
  dpi: number,
  rules: { readonly coverRule: CoverRule },
): Promise<PageReading> {
  const codes = await readCodes(luma);
  const invoices = readInvoices(codes);
  const coverTexts = codes.flatMap(({ format, text }) => fits(rules.coverRule, format, text) ?? []);
  return {
    codes,
    patches: readPatches(codes, luma, dpi),
    invoices,
    ...classify({ coverTexts, invoices }),
  };
}

/** One entry an invoice, however many codes of the page carry it. */
function readInvoices(codes: readonly CodeFinding[]): InvoiceFields[] {
  const invoicesByKey = new Map<string, InvoiceFields>();
  for (const code of codes) {
    const invoice = parseInvoiceQr(code.text);
    if (!invoice) continue;
    const key = invoiceKey(invoice);
    if (key !== null && !invoicesByKey.has(key)) invoicesByKey.set(key, invoice);
  }
  return [...invoicesByKey.values()];
}

/** A word knows its own top, so it decides where bars could be read from either end. */
function readPatches(codes: readonly CodeFinding[], luma: Luma, dpi: number): PatchFinding[] {
  const words = readPatchWords(codes);
  const bars = readPatchBars(luma, dpi);
  const unnamed = bars.filter(
    (bar) => !words.some((word) => bar.type === word.type || bar.type === mirrorOf[word.type]),
  );
  return [...words, ...unnamed];
}
