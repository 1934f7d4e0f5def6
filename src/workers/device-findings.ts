import type { InvoiceFields } from '../domain/invoice.ts';
import type { Reading, SideInfo } from '../domain/reading.ts';
import { classify } from '../domain/rules/classify.ts';
import { fits } from '../domain/rules/cover-rule.ts';
import { invoiceKey } from '../domain/rules/invoice-key.ts';
import type { CoverRule } from '../domain/rules/profile.ts';
import type { Corners } from '../domain/units.ts';
import { parseInvoiceQr } from '../recognition/invoice/qr.ts';
import { parseStatedInvoice } from '../recognition/invoice/stated.ts';

/**
 * The reading with what the device found, or the file states, and we did not see. A device tells no place, so its findings have the whole page of
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
  const stated = says?.file?.invoice ? parseStatedInvoice(says.file.invoice) : null;
  if (added.length === 0 && patch === null && stated === null) return reading;
  const corners = cornersOf(page);
  const codes = [...reading.codes, ...added.map(({ format, text }) => ({ format, text, corners }))];
  const invoices = withStated(withInvoicesOf(reading, added), stated);
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

/** A field of the file that its own code contradicts. */
const doubtfulConfidence = 0.8;

/**
 * What a file states stands for the code of the same invoice, which has fewer fields and is its cross-check: where the two
 * differ, and where there is only a code of another invoice, the fields are doubtful.
 */
function withStated(invoices: Reading['invoices'], stated: InvoiceFields | null): Reading['invoices'] {
  if (!stated) return invoices;
  const key = invoiceKey(stated);
  const coded = invoices.find((one) => invoiceKey(one) === key);
  if (!coded) {
    const confidence = invoices.length === 0 ? stated.confidence : doubtfulConfidence;
    return [...invoices, { ...stated, confidence }];
  }
  const isSame = agrees(coded.date, stated.date) && agrees(coded.amountMinor, stated.amountMinor);
  const joined: InvoiceFields = {
    ...stated,
    type: coded.type,
    code: stated.code ?? coded.code,
    date: stated.date ?? coded.date,
    amountMinor: stated.amountMinor ?? coded.amountMinor,
    totalMinor: stated.totalMinor ?? coded.totalMinor,
    checkCode: stated.checkCode ?? coded.checkCode,
    confidence: isSame ? stated.confidence : doubtfulConfidence,
  };
  return invoices.map((one) => (one === coded ? joined : one));
}

function agrees(one: string | number | null, other: string | number | null): boolean {
  return one === null || other === null || one === other;
}

function cornersOf({ width, height }: { readonly width: number; readonly height: number }): Corners {
  return [
    { x: 0, y: 0 },
    { x: width, y: 0 },
    { x: width, y: height },
    { x: 0, y: height },
  ];
}
