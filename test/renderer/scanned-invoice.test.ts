import { afterEach, beforeEach, expect, it } from 'vitest';
import { invoicesOf } from '../../src/domain/rules/page-invoices.ts';
import { scannedInvoice } from '../../src/renderer/station/scanned-invoice.ts';
import { type OpenCase, openCase } from './case.ts';
import { caseSides } from './fixture-case.ts';

let open: OpenCase;
beforeEach(async () => {
  open = await openCase(caseSides);
});
afterEach(() => open.close());

it('COMP-22 an invoice that nobody expects is found in its document by its number', () => {
  const { index } = open.context();
  const documents = index.bills.flatMap((bill) => bill.documents);
  const view = documents.find(({ pages }) => pages.some((page) => invoicesOf(page).length > 0));
  const invoice = view?.pages.flatMap(invoicesOf)[0];
  if (!view || !invoice) throw new Error('the case has an invoice');
  expect(scannedInvoice(index, view.document.id, invoice.number)).toEqual(invoice);
  expect(scannedInvoice(index, view.document.id, `${invoice.number}9`)).toBeNull();
  const other = documents.find(({ document }) => document.kind === 'attachment');
  expect(other && scannedInvoice(index, other.document.id, invoice.number)).toBeNull();
});
