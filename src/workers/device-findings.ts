import type { Reading, SideInfo } from '../domain/reading.ts';
import { classify } from '../domain/rules/classify.ts';
import { fits } from '../domain/rules/cover-rule.ts';
import { invoiceKey } from '../domain/rules/invoice-key.ts';
import type { CoverRule } from '../domain/rules/profile.ts';
import type { Corners } from '../domain/units.ts';
import { parseInvoiceQr } from '../recognition/invoice/qr.ts';

/**
 * The reading with what the device found and we did not. A device tells no place, so its findings have the whole page of
 * `width` x `height` pixels. A patch of its own is taken only where we saw none: bars can be taken for their mirror image.
 */
export function withDeviceFindings(
  reading: Reading,
  says: SideInfo | null,
  page: { readonly width: number; readonly height: number },
  coverRule: CoverRule,
): Reading {
  const texts = new Set(reading.codes.map((code) => code.text.trim()));
  const added = (says?.codes ?? []).filter((code) => !texts.has(code.text.trim()));
  const patch = reading.patches.length === 0 ? (says?.patch ?? null) : null;
  if (added.length === 0 && patch === null) return reading;
  const corners = cornersOf(page);
  const codes = [...reading.codes, ...added.map(({ format, text }) => ({ format, text, corners }))];
  const invoices = withInvoicesOf(reading, added);
  const coverTexts = codes.flatMap(({ format, text }) => fits(coverRule, format, text) ?? []);
  return {
    ...reading,
    codes,
    patches: patch === null ? reading.patches : [{ type: patch, corners }],
    invoices,
    ...classify({ coverTexts, invoices }),
  };
}

function withInvoicesOf(reading: Reading, added: SideInfo['codes']): Reading['invoices'] {
  const invoices = [...reading.invoices];
  for (const { text } of added) {
    const invoice = parseInvoiceQr(text);
    const key = invoice && invoiceKey(invoice);
    if (invoice && key !== null && !invoices.some((known) => invoiceKey(known) === key))
      invoices.push(invoice);
  }
  return invoices;
}

function cornersOf({ width, height }: { readonly width: number; readonly height: number }): Corners {
  return [
    { x: 0, y: 0 },
    { x: width, y: 0 },
    { x: width, y: height },
    { x: 0, y: height },
  ];
}
