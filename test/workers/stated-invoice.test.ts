import { describe, expect, it } from 'vitest';
import type { Reading, StatedInvoice } from '../../src/domain/reading.ts';
import { saysOfFile } from '../../src/domain/rules/file-says.ts';
import { defaultCoverRule } from '../../src/domain/rules/profile.ts';
import { parseInvoiceQr } from '../../src/recognition/invoice/qr.ts';
import { withDeviceFindings } from '../../src/workers/device-findings.ts';
import { plainReading } from '../domain/builders.ts';

const number = '25952000000000000042';
const stated: StatedInvoice = {
  InvoiceNo: number,
  IssueDate: '2025年03月18日',
  TaxInclusiveTotalAmount: '1130.00',
  SellerName: '示例销售有限公司',
};

function read(qr: string | null, file: StatedInvoice = stated): Reading {
  const coded = qr === null ? null : parseInvoiceQr(qr);
  const reading = { ...plainReading, invoices: coded ? [coded] : [] };
  const says = saysOfFile({ invoice: file, warnings: [] });
  return withDeviceFindings(reading, says, { width: 100, height: 100 }, defaultCoverRule);
}

describe('fields of a file beside the code on its page', () => {
  it('OFD-35 without a code they make the page an invoice', () => {
    expect(read(null)).toMatchObject({
      kind: 'invoice',
      invoices: [{ number, source: 'ofd', confidence: 0.99 }],
    });
  });

  it('OFD-35 the code of the same invoice makes one of both, with its kind', () => {
    expect(read(`01,32,,${number},1130.00,20250318,,74AE`).invoices).toMatchObject([
      { number, type: 'digital-ordinary', sellerName: '示例销售有限公司', source: 'ofd', confidence: 0.99 },
    ]);
  });

  it.each([
    ['amount', `01,32,,${number},1131.00,20250318,,74AE`],
    ['date', `01,32,,${number},1130.00,20250319,,74AE`],
  ])('OFD-35 another %s in the code makes them doubtful', (_field, qr) => {
    expect(read(qr).invoices).toMatchObject([{ number, amountMinor: 113_000, confidence: 0.8 }]);
  });

  it('OFD-35 the code of another invoice stands beside them', () => {
    expect(read('01,32,,25952000000000000099,5.00,20250318,,74AE').invoices).toMatchObject([
      { number: '25952000000000000099', source: 'qr' },
      { number, source: 'ofd', confidence: 0.8 },
    ]);
  });

  it('OFD-33 what names no invoice changes nothing', () => {
    expect(read(null, { InvoiceNo: 'x' })).toEqual({ ...plainReading, invoices: [] });
  });
});
