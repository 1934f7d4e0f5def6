import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { InvoiceFields } from '../../src/domain/invoice.ts';
import {
  emptyInvoice,
  fitsNumber,
  invoiceFromTyped,
  invoiceTypes,
  type TypedInvoice,
  typedFrom,
} from '../../src/domain/rules/invoice-fields.ts';
import { dayAfter, parseLocalDate } from '../../src/domain/rules/local-date.ts';
import { formatMinor } from '../../src/domain/rules/money.ts';
import { qrKindName } from '../../src/recognition/invoice/kinds.ts';
import { fields } from './builders.ts';

const today = '2026-06-01';
const digital: TypedInvoice = {
  ...emptyInvoice,
  number: '26317000000000000001',
  date: '2026-03-18',
  amount: '12.30',
  type: 'digital-ordinary',
};
const legacy: TypedInvoice = {
  ...digital,
  number: '87272786',
  code: '3100223130',
  total: '13.90',
  checkCode: '12345678901234567890',
  type: 'vat-ordinary',
};

/** What is wrong, as `field: reason`. */
function faults(typed: TypedInvoice, before: InvoiceFields | null = null): readonly string[] {
  const made = invoiceFromTyped(typed, today, before);
  return made.ok ? [] : made.error.map(({ field, reason }) => `${field}: ${reason}`);
}

function made(typed: TypedInvoice, before: InvoiceFields | null = null): InvoiceFields {
  const result = invoiceFromTyped(typed, today, before);
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

const digits = (length: number) =>
  fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })
    .map((figures) => figures.join(''));

describe('number and code', () => {
  it('FIELD-1 a number has 20 digits or 8, and 8 digits have a code of 10 or 12', () => {
    expect(faults(digital)).toEqual([]);
    expect(faults(legacy)).toEqual([]);
    for (const number of ['', '8727278', '872727860', '2631700000000000000a'])
      expect(faults({ ...digital, number })).toContain('number: NumberDigits');
    expect(faults({ ...legacy, code: '' })).toEqual(['code: CodeMissing']);
    expect(faults({ ...legacy, code: '31002231301' })).toEqual(['code: CodeDigits']);
    expect(made({ ...legacy, code: '031002231301' }).code).toBe('031002231301');
    // On paper a digitalised invoice may carry both.
    expect(made({ ...digital, code: '3100223130' }).code).toBe('3100223130');
    expect(made(digital).code).toBeNull();
  });

  it('FIELD-1 full width and blanks are read as what they stand for', () => {
    expect(made({ ...legacy, number: ' ８７２７ 2786 ', code: '31002 23130' })).toMatchObject({
      number: '87272786',
      code: '3100223130',
    });
  });

  it('FIELD-1 every number of another length is refused', () => {
    fc.assert(
      fc.property(
        fc
          .integer({ min: 1, max: 30 })
          .filter((length) => length !== 8 && length !== 20)
          .chain(digits),
        (number) => {
          expect(faults({ ...digital, number })).toContain('number: NumberDigits');
        },
      ),
    );
  });
});

describe('dates', () => {
  it('FIELD-2 a date is a day of the calendar, written as people write it', () => {
    for (const date of [
      '2026-3-18',
      '2026/03/18',
      '2026.3.18',
      '20260318',
      '2026 年 3 月 18 日',
      '２０２６－０３－１８',
    ])
      expect(made({ ...digital, date }).date).toBe('2026-03-18');
    for (const date of ['2026-02-29', '2026-04-31', '2026-13-01', '2026-3/18', '18.3.2026', '260318', 'x'])
      expect(faults({ ...digital, date })).toEqual(['date: NoSuchDay']);
    expect(made({ ...digital, date: '2024-02-29' }).date).toBe('2024-02-29');
    expect(faults({ ...digital, date: '1900-02-29' })).toEqual(['date: NoSuchDay']);
    expect(made({ ...digital, date: ' ' }).date).toBeNull();
  });

  it('FIELD-2 a date may be a day ahead, not more', () => {
    expect(faults({ ...digital, date: '2026-06-02' })).toEqual([]);
    expect(faults({ ...digital, date: '2026-06-03' })).toEqual(['date: DateAhead']);
  });

  it('FIELD-2 every day there is can be typed, and the day after it is the next there is', () => {
    const anyDay = fc.date({
      min: new Date('1900-01-01T00:00:00Z'),
      max: new Date('2199-12-30T00:00:00Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(anyDay, (day) => {
        const date = day.toISOString().slice(0, 10);
        expect(parseLocalDate(date)).toBe(date);
        expect(parseLocalDate(date.replaceAll('-', ''))).toBe(date);
        expect(dayAfter(date)).toBe(new Date(day.getTime() + 86_400_000).toISOString().slice(0, 10));
      }),
    );
  });

  it('FIELD-2 no day that is not in the calendar can be typed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1900, max: 2199 }), fc.nat(20), fc.nat(40), (year, month, day) => {
        const two = (value: number) => String(value).padStart(2, '0');
        const text = `${year}-${two(month)}-${two(day)}`;
        const real = new Date(`${text}T00:00:00Z`);
        const isReal = !Number.isNaN(real.getTime()) && real.toISOString().startsWith(text);
        expect(parseLocalDate(text)).toBe(isReal ? text : null);
      }),
    );
  });
});

describe('amounts', () => {
  it('FIELD-3 an amount is exact to the last figure, with two decimals at most', () => {
    expect(made({ ...digital, amount: '￥1,234.5' })).toMatchObject({
      amountMinor: 123_450,
      currency: 'CNY',
    });
    expect(made({ ...digital, amount: '-5' }).amountMinor).toBe(-500);
    expect(made({ ...digital, amount: '' }).amountMinor).toBeNull();
    for (const amount of ['12.345', '12.300', '12.', '1,23', '1e3', 'x', '１２．３４５', '12. 345'])
      expect(faults({ ...digital, amount })).toEqual(['amount: NotAnAmount']);
  });

  it('FIELD-3 whatever amount is written out is typed back the same', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (minor) => {
        expect(made({ ...digital, amount: formatMinor(minor) }).amountMinor).toBe(minor === 0 ? 0 : minor);
      }),
    );
  });

  it('FIELD-3 three decimals are never an amount', () => {
    fc.assert(
      fc.property(fc.nat(999_999), digits(3), (whole, decimals) => {
        expect(faults({ ...digital, amount: `${whole}.${decimals}` })).toEqual(['amount: NotAnAmount']);
      }),
    );
  });

  it('FIELD-3 a total is not below its net amount; of a red invoice it is not above', () => {
    expect(faults({ ...legacy, total: '12.29' })).toEqual(['total: TotalBelowNet']);
    expect(faults({ ...legacy, total: '12.30' })).toEqual([]);
    expect(faults({ ...legacy, amount: '-12.30', total: '-13.90' })).toEqual([]);
    expect(faults({ ...legacy, amount: '-12.30', total: '13.90' })).toEqual(['total: TotalBelowNet']);
    expect(faults({ ...legacy, amount: '', total: '13.90' })).toEqual([]);
    expect(faults({ ...legacy, total: 'x' })).toEqual(['total: NotAnAmount']);
  });
});

describe('kinds', () => {
  it('FIELD-4 a digitalised invoice carries its amount with tax and no check code, another without tax', () => {
    expect(made({ ...digital, total: 'x', checkCode: 'x' })).toMatchObject({
      amountBasis: 'gross',
      amountMinor: 1_230,
      totalMinor: 1_230,
      checkCode: null,
    });
    expect(made(legacy)).toMatchObject({
      amountBasis: 'net',
      amountMinor: 1_230,
      totalMinor: 1_390,
      checkCode: '12345678901234567890',
    });
    expect(faults({ ...legacy, checkCode: '123456' })).toEqual(['checkCode: CheckCodeDigits']);
  });

  it('FIELD-4 a kind goes with the length of the number; one that no list knows goes with both', () => {
    expect(faults({ ...digital, type: 'vat-ordinary' })).toEqual(['type: TypeOfOtherNumber']);
    expect(faults({ ...legacy, type: 'digital-rail' })).toEqual(['type: TypeOfOtherNumber']);
    expect(faults({ ...legacy, type: 'unknown' })).toEqual([]);
    expect(faults({ ...digital, type: 'anything' })).toEqual(['type: TypeUnknown']);
    expect(faults({ ...digital, type: 'unknown-77' }, fields({}))).toEqual(['type: TypeUnknown']);
    expect(faults({ ...digital, type: 'unknown-77' }, { ...fields({}), type: 'unknown-77' })).toEqual([]);
    expect(fitsNumber('vat-roll', '8727')).toBe(true);
  });

  it('FIELD-4 every kind that a code can name can be chosen', () => {
    const named = Array.from({ length: 100 }, (_, code) => qrKindName(String(code).padStart(2, '0')));
    const known = named.filter((type) => !type.startsWith('unknown-'));
    expect(new Set(invoiceTypes)).toEqual(new Set(known));
  });
});

it('FIELD-5 what was read is typed back the same, and is then by hand; what cannot be typed stays', () => {
  const read = { ...made(legacy), sellerName: 'S', buyerName: 'B', currency: 'USD', source: 'qr' } as const;
  expect(made(typedFrom(read), read)).toEqual({ ...read, source: 'manual', confidence: 1 });
  const other = made(typedFrom(fields()), fields());
  expect(other).toEqual({ ...fields(), totalMinor: 1_230, source: 'manual' });
});

it('FIELD-5 everything that is wrong is told, in the order of the fields', () => {
  expect(faults({ ...legacy, number: '1', code: '2', date: '3', amount: '4.567', checkCode: '5' })).toEqual([
    'number: NumberDigits',
    'code: CodeDigits',
    'date: NoSuchDay',
    'amount: NotAnAmount',
    'checkCode: CheckCodeDigits',
  ]);
});
