import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { InvoiceFields } from '../../src/domain/invoice.ts';
import { qrKindName } from '../../src/recognition/invoice/kinds.ts';
import { parseInvoiceQr } from '../../src/recognition/invoice/qr.ts';

type Row = readonly [shows: string, text: string, fields: Partial<InvoiceFields>];

const legacyCheck = '86420975318642097531';

const samples: readonly Row[] = [
  [
    'e-ordinary, one decimal, no CRC',
    `01,10,031001700211,40506070,64.9,20181018,${legacyCheck}`,
    {
      type: 'vat-e-ordinary',
      code: '031001700211',
      number: '40506070',
      date: '2018-10-18',
      amountMinor: 6490,
      amountBasis: 'net',
      totalMinor: null,
      checkCode: legacyCheck,
      source: 'qr',
      currency: 'CNY',
      confidence: 0.99,
    },
  ],
  [
    'special, no check code, trailing comma',
    '01,01,3100182130,05060708,94339.62,20180621,,9335,',
    { type: 'vat-special', code: '3100182130', number: '05060708', amountMinor: 9433962, checkCode: null },
  ],
  [
    'ordinary, complete',
    `01,04,3100183350,00091827,165106.00,20180501,${legacyCheck},DBFE,`,
    { type: 'vat-ordinary', amountMinor: 16510600, amountBasis: 'net', totalMinor: null },
  ],
  [
    'digital ordinary, whole amount',
    '01,32,,26312000001234567890,112,20260215,,74AE',
    {
      type: 'digital-ordinary',
      code: null,
      number: '26312000001234567890',
      date: '2026-02-15',
      amountMinor: 11200,
      amountBasis: 'gross',
      totalMinor: 11200,
    },
  ],
  [
    'digital ordinary, one fen',
    '01,32,,26312000001234567891,0.01,20260514,,1DD6',
    { amountMinor: 1, totalMinor: 1 },
  ],
  [
    'digital special, empty CRC',
    '01,31,,26312000001234567892,31605.00,20260514,,',
    { type: 'digital-special', totalMinor: 3160500 },
  ],
  [
    'digital rail, lower-case CRC',
    '01,51,,26319100001234567893,56.00,20260423,,219a',
    { type: 'digital-rail', totalMinor: 5600 },
  ],
];

describe('invoice QR', () => {
  it.each(samples)('INV-1 %s', (_shows, text, fields) => {
    expect(parseInvoiceQr(text)).toMatchObject(fields);
  });

  it('INV-2 takes full-width commas, white space and six fields', () => {
    expect(parseInvoiceQr(' 01，04，3100183350，00091827，1.00，20180501 \n')).toMatchObject({
      number: '00091827',
      amountMinor: 100,
      date: '2018-05-01',
      checkCode: null,
    });
    expect(parseInvoiceQr('01,04,3100183350,00091827,1.00')).toBeNull();
    expect(parseInvoiceQr('01,04,3100183350,00091827,1.00,20180501,,,x')).toBeNull();
  });

  it('INV-3 tells the family by the length of the number, so an unknown kind keeps its key', () => {
    expect(parseInvoiceQr('01,77,,26312000001234567890,10.00,20260318,,')).toMatchObject({
      type: 'unknown-77',
      number: '26312000001234567890',
      amountBasis: 'gross',
      totalMinor: 1000,
    });
    expect(parseInvoiceQr('01,32,3100183350,00091827,10.00,20180501,,')).toMatchObject({
      amountBasis: 'net',
      totalMinor: null,
    });
  });

  it('INV-4 keeps both numbers of a digital invoice printed on paper', () => {
    expect(parseInvoiceQr('01,85,3100183350,26312000001234567890,10.00,20260318,,')).toMatchObject({
      code: '3100183350',
      number: '26312000001234567890',
    });
  });

  it.each([
    ['64.9', 6490],
    ['64.90', 6490],
    ['7', 700],
    ['-113.00', -11300],
    ['-0.00', 0],
    ['90071992547409.91', 9007199254740991],
    ['1e5', null],
    ['12.345', null],
    ['', null],
    ['99999999999999999999.00', null],
  ])('INV-5 reads the amount %j by its text as %j fen', (amount, minor) => {
    const invoice = parseInvoiceQr(`01,32,,26312000001234567890,${amount},20260318,,`);
    expect(invoice === null ? null : invoice.amountMinor).toBe(minor);
  });

  it.each(['20260230', '20261301', '2026-03-18', '00000000', ''])(
    'INV-6 keeps the key where %j is no calendar day',
    (date) => {
      const invoice = parseInvoiceQr(`01,32,,26312000001234567890,10.00,${date},,`);
      expect(invoice).toMatchObject({ number: '26312000001234567890', date: null });
      expect(invoice?.confidence).toBeLessThan(0.9);
    },
  );

  it('INV-7 takes a number that stands in the place of the code, and says it is less sure', () => {
    const invoice = parseInvoiceQr('01,32,26312000001234567890,10.00,20260318');
    expect(invoice).toMatchObject({
      code: null,
      number: '26312000001234567890',
      totalMinor: 1000,
      date: '2026-03-18',
    });
    expect(invoice?.confidence).toBeLessThan(0.9);
  });

  it('INV-8 never rejects by the CRC', () => {
    const plain = parseInvoiceQr('01,32,,26312000001234567890,10.00,20260318,,');
    for (const crc of ['0000', 'ffff', '74AE', '?']) {
      expect(parseInvoiceQr(`01,32,,26312000001234567890,10.00,20260318,,${crc}`)).toEqual(plain);
    }
  });

  it.each([
    '$01,32,,26312000001234567890,10.00,20260318,,',
    '$01ExampleCompany</>91310000MA1FL00X0X</>',
    'https://invoices.example/q?bill_num=00091827&total=1.00',
    'CL-2026-000123',
    '01,3x,,26312000001234567890,10.00,20260318,,',
    '01,32,,2631200000123456789,10.00,20260318,,',
    '01,04,31001,00091827,1.00,20180501,,',
    '',
  ])('INV-9 quietly leaves %j alone', (text) => {
    expect(parseInvoiceQr(text)).toBeNull();
  });

  it('INV-10 names every kind of the QR list by one name of its own', () => {
    const codes = [
      '01',
      '03',
      '04',
      '08',
      '10',
      '11',
      '14',
      '15',
      '31',
      '32',
      '51',
      '61',
      '83',
      '84',
      '85',
      '86',
      '87',
      '88',
    ];
    const names = codes.map(qrKindName);
    expect(new Set(names).size).toBe(codes.length);
    expect(names.some((name) => name.startsWith('unknown'))).toBe(false);
    expect(names.slice(0, 3)).toEqual(['vat-special', 'vat-motor', 'vat-ordinary']);
  });

  it('INV-11 never throws, whatever the text', () => {
    const field = fc.oneof(
      fc.string(),
      fc.constantFrom(
        '01',
        '32',
        '',
        '26312000001234567890',
        '00091827',
        '3100183350',
        '1.00',
        '20260318',
        '，',
      ),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(field, { maxLength: 12 }).map((all) => all.join(',')),
        ),
        (text) => {
          const invoice = parseInvoiceQr(text);
          if (invoice) {
            expect(invoice.number).toMatch(/^(\d{8}|\d{20})$/);
            expect(invoice.totalMinor === null || invoice.amountBasis === 'gross').toBe(true);
          }
        },
      ),
    );
  });
});
