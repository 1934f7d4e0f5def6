import type { InvoiceFields } from '../../src/domain/invoice.ts';
import type { ExpectedInvoice } from '../../src/domain/rules/expected.ts';

/* An invoice and what the ERP expects of it: equal in all but what a test says. */

export function invoice(number: string, totalMinor: number): InvoiceFields {
  return {
    type: 'digital-ordinary',
    code: null,
    number,
    date: '2026-03-18',
    amountMinor: totalMinor,
    amountBasis: 'gross',
    totalMinor,
    currency: 'CNY',
    checkCode: null,
    sellerName: '示例办公用品有限公司',
    buyerName: null,
    source: 'qr',
    confidence: 1,
  };
}

export function expectedOf(billNumber: string, number: string, totalMinor: number): ExpectedInvoice {
  return {
    id: `expected:${billNumber}-${number}`,
    billNumber,
    type: 'digital-ordinary',
    code: null,
    number,
    date: '2026-03-18',
    netMinor: null,
    totalMinor,
    currency: 'CNY',
    sellerName: '示例办公用品有限公司',
  };
}
