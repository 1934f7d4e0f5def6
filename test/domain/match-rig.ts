import type { DocumentId } from '../../src/domain/ids.ts';
import type { ExpectedInvoice, InvoiceForm, MatchResult } from '../../src/domain/rules/expected.ts';
import { matchBill } from '../../src/domain/rules/match.ts';
import { type MatchContext, usualContext } from '../../src/domain/rules/match-result.ts';
import type { ScannedDocument } from '../../src/domain/rules/match-scan.ts';
import { parseMinor } from '../../src/domain/rules/money.ts';
import { fields, type InvoiceTold } from './builders.ts';

export const one = '26317000000000000001';
export const two = '26317000000000000002';
export const legacy = { code: '011001605111', number: '80100798' } as const;

export interface Wanted {
  readonly number?: string;
  readonly code?: string | null;
  readonly paperNumber?: string;
  readonly type?: string;
  readonly net?: string | null;
  readonly total?: string | null;
  readonly date?: string | null;
  readonly checkCode?: string;
  readonly sellerName?: string;
}

export function wanted(name: string, expected: Wanted): ExpectedInvoice {
  const minor = (text: string | null | undefined) => (text ? parseMinor(text) : null);
  return {
    id: `expected:${name}`,
    billNumber: 'B1',
    type: expected.type ?? 'vat-ordinary',
    code: expected.code ?? null,
    number: expected.number ?? one,
    date: expected.date === undefined ? '2026-03-18' : expected.date,
    netMinor: minor(expected.net),
    totalMinor: minor(expected.total),
    currency: 'CNY',
    sellerName: expected.sellerName ?? null,
    ...(expected.paperNumber === undefined ? {} : { paperNumber: expected.paperNumber }),
    ...(expected.checkCode === undefined ? {} : { checkCode: expected.checkCode }),
  };
}

export function scan(name: string, ...invoices: readonly InvoiceTold[]): ScannedDocument {
  return scanAs(null, name, ...invoices);
}

export function scanAs(
  form: InvoiceForm | null,
  name: string,
  ...invoices: readonly InvoiceTold[]
): ScannedDocument {
  const documentId: DocumentId = `document:${name}`;
  return { documentId, form, invoices: invoices.map(fields) };
}

/** Results as `verdict expected scanned`. */
export function told(
  expected: readonly ExpectedInvoice[],
  scanned: readonly ScannedDocument[],
  context: Partial<MatchContext> = {},
): readonly string[] {
  return matchBill(expected, scanned, { ...usualContext, ...context }).map(inShort);
}

export function inShort(result: MatchResult): string {
  const bare = (id: string | null) => id?.slice(id.indexOf(':') + 1) ?? '-';
  return `${result.verdict} ${bare(result.expectedId)} ${bare(result.documentId)}`;
}
