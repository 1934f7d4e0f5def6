import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseStatedInvoice } from '../../src/recognition/invoice/stated.ts';
import { entriesOf, type OfdSpec, ofdOf, xmlFile } from './ofd-files.ts';
import { digitalInvoiceOfd, digitalNumber, legacyInvoiceXml, taggedInvoice } from './ofd-invoice.ts';
import { type Bench, openBench, runImport } from './run-import.ts';
import { zipOf } from './zip-files.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.remove());

async function statedOf(bytes: Buffer) {
  const { pages, errors } = await runImport(bench, await bench.write('f.ofd', bytes), 'f.ofd', 50);
  expect(errors).toEqual([]);
  return pages.map((page) => page.invoice);
}

const data = (name: string, value: string) => `<ofd:CustomData Name="${name}">${value}</ofd:CustomData>`;
const datas = (...all: readonly string[]) => `<ofd:CustomDatas>${all.join('')}</ofd:CustomDatas>`;

const attachment = (files: OfdSpec['files']): OfdSpec => ({
  pages: [{ content: '' }],
  document: '<ofd:Attachments>Attachs/Attachments.xml</ofd:Attachments>',
  info: datas(data('发票号码', '99999999'), data('合计金额', '1.00')),
  files: [
    {
      name: 'Doc_0/Attachs/Attachments.xml',
      bytes: xmlFile(
        '<ofd:Attachments><ofd:Attachment ID="1" Name="original_invoice" Format="xml"><ofd:FileLoc>/Doc_0/Attachs/original_invoice.xml</ofd:FileLoc></ofd:Attachment></ofd:Attachments>',
      ),
    },
    ...(files ?? []),
  ],
});

describe('an invoice in an OFD', () => {
  it('OFD-30 tags on the text of the page state its fields, on its first page, without the sign of money', async () => {
    const [first, second] = await statedOf(digitalInvoiceOfd());
    expect(first).toEqual({
      InvoiceNo: digitalNumber,
      IssueDate: '2025年03月18日',
      BuyerName: '示例采购有限公司',
      SellerName: '示例销售有限公司',
      TaxExclusiveTotalAmount: '1000.00',
      TaxTotalAmount: '130.00',
      TaxInclusiveTotalAmount: '1130.00',
      合计金额: '1000.00',
      Title: '电子发票（普通发票）',
    });
    expect(second).toBeNull();
    expect(parseStatedInvoice(first ?? {})).toEqual({
      type: 'digital-ordinary',
      code: null,
      number: digitalNumber,
      date: '2025-03-18',
      amountMinor: 113_000,
      amountBasis: 'gross',
      totalMinor: 113_000,
      currency: 'CNY',
      checkCode: null,
      sellerName: '示例销售有限公司',
      buyerName: '示例采购有限公司',
      source: 'ofd',
      confidence: 0.99,
    });
  });

  it.each([
    [
      'by its reference',
      attachment([{ name: 'Doc_0/Attachs/original_invoice.xml', bytes: legacyInvoiceXml() }]),
    ],
    ['where it usually lies', attachment([{ name: 'Doc_0/attachs/other.xml', bytes: legacyInvoiceXml() }])],
  ])(
    'OFD-31 the XML attached is found %s and counts more than plain data; item lines do not',
    async (_how, spec) => {
      const [stated] = await statedOf(ofdOf(spec));
      expect(parseStatedInvoice(stated ?? {})).toEqual({
        type: 'vat-e-ordinary',
        code: '012002000011',
        number: '00000042',
        date: '2020-04-05',
        amountMinor: 10_000,
        amountBasis: 'net',
        totalMinor: 10_600,
        currency: 'CNY',
        checkCode: '00001111122222333334',
        sellerName: '示例销售有限公司',
        buyerName: '示例采购有限公司',
        source: 'ofd',
        confidence: 0.99,
      });
    },
  );

  it('OFD-32 plain data completes them: net and tax make the gross amount of a digitalised invoice', async () => {
    const info = datas(
      data('发票号码', digitalNumber),
      data('开票日期', '2025-03-18 10:11:12'),
      data('合计金额', '1000.00'),
      data('合计税额', '130.00'),
    );
    const [stated] = await statedOf(ofdOf({ pages: [{ content: '' }], info }));
    expect(parseStatedInvoice(stated ?? {})).toMatchObject({
      date: '2025-03-18',
      amountMinor: 113_000,
      amountBasis: 'gross',
      type: 'unknown',
    });
  });

  it('OFD-33 a file that names no invoice number states none: tags are used for other papers too', async () => {
    const tags = taggedInvoice.files?.map((file) => ({
      ...file,
      bytes: String(file.bytes).replaceAll('InvoiceNo', 'CertificateNo'),
    }));
    expect(await statedOf(zipOf(entriesOf({ ...taggedInvoice, files: tags ?? [] })))).toEqual([null, null]);
    expect(parseStatedInvoice({ InvoiceNo: 'none', IssueDate: '2025-03-18' })).toBeNull();
    expect(parseStatedInvoice({ InvoiceNo: '00000042' })).toBeNull();
  });

  it('OFD-34 a field that breaks a rule of typed ones is left out, and sums that do not come out make the rest doubtful', () => {
    const stated = {
      InvoiceNo: digitalNumber,
      IssueDate: '2025年02月30日',
      TaxInclusiveTotalAmount: '10.00',
    };
    expect(parseStatedInvoice(stated)).toMatchObject({ date: null, amountMinor: 1_000, confidence: 0.8 });
    const sums = {
      TaxExclusiveTotalAmount: '10.00',
      TaxTotalAmount: '1.30',
      TaxInclusiveTotalAmount: '12.00',
    };
    expect(parseStatedInvoice({ InvoiceNo: digitalNumber, ...sums })).toMatchObject({
      amountMinor: 1_200,
      confidence: 0.8,
    });
  });
});
