import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classify } from '../../src/domain/rules/classify.ts';
import { checkCoverRule, fits } from '../../src/domain/rules/cover-rule.ts';
import { invoiceKey } from '../../src/domain/rules/invoice-key.ts';
import { formatMinor, parseMinor } from '../../src/domain/rules/money.ts';
import { defaultCoverRule } from '../../src/domain/rules/profile.ts';
import { fields } from './builders.ts';

describe('cover rule', () => {
  it('KEY-1 the whole text must fit, in a format of the rule; full width is read as half width, case counts', () => {
    const read = (text: string, format = 'Code128') => fits(defaultCoverRule, format, text);
    expect(read('CL-2026-000123')).toBe('CL-2026-000123');
    expect(read('CL2026000123', 'QRCode')).toBe('CL2026000123');
    expect(read('CL2026000123', 'qr_code')).toBe('CL2026000123');
    expect(read('ＣＬ－２０２６－０００１２３')).toBe('CL-2026-000123');
    expect(read('  CL-2026-000123\n')).toBe('CL-2026-000123');
    for (const text of ['cl-2026-000123', 'xCL-2026-000123', 'CL-2026-000123 1', 'PATCHT', '']) {
      expect(read(text)).toBeNull();
    }
    expect(read('CL-2026-000123', 'EAN13')).toBeNull();
    const either = { formats: ['Code128'], pattern: 'A|B\\d' };
    expect(fits(either, 'Code128', 'AB1')).toBeNull();
    expect(fits(either, 'Code128', 'B1')).toBe('B1');
    const anything = { formats: ['QRCode'], pattern: '.*' };
    expect(fits(anything, 'QRCode', 'x'.repeat(100))).not.toBeNull();
    expect(fits(anything, 'QRCode', 'x'.repeat(101))).toBeNull();
  });

  it('KEY-2 a pattern that does not compile, or that a text could keep busy for long, is refused with a reason', () => {
    const check = (pattern: string) => checkCoverRule({ formats: ['Code128'], pattern });
    const sound = [
      defaultCoverRule.pattern,
      '.*',
      '\\d{8,20}',
      '(?:CL|BX)-?[A-Z0-9]+',
      '[()+*]{3}\\(\\d+\\)',
      '(\\d{4}-){2,4}\\d+',
      '[^\\]]+',
      '(?<prefix>[A-Z]{2})\\d{6}',
    ];
    expect(sound.filter((pattern) => !check(pattern).ok)).toEqual([]);
    const unsound = [
      '(',
      '[A-',
      '(\\d+)+',
      '(?:a*)*',
      '((a|b)+)',
      '(a|a)*b',
      '(\\w+\\s?)+',
      '.*.*.*.*',
      '(a{1,30}){1,30}',
      '(\\d)\\1',
      '(?=.*x).*',
      '(?<!a)b',
      'x'.repeat(201),
      '',
    ];
    expect(unsound.filter((pattern) => check(pattern).ok)).toEqual([]);
    expect(checkCoverRule({ formats: [], pattern: 'A' }).ok).toBe(false);
    const refused = check('(\\d+)+');
    expect(refused.ok || refused.error.detail).not.toBe('');
  });

  it('KEY-3 whatever the check lets through answers fast on the worst of texts', () => {
    const piece = fc.constantFrom(
      'a',
      'a+',
      'a*',
      'a?',
      '(a|b)',
      '(a+)',
      '(a|a){1,3}',
      'a{1,9}',
      '(?:a?){2}',
      '(a*)*',
      '.',
    );
    let passed = 0;
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 6 }), (pieces) => {
        const rule = { formats: ['QRCode'], pattern: `${pieces.join('')}!` };
        if (!checkCoverRule(rule).ok) return;
        passed += 1;
        const started = performance.now();
        fits(rule, 'QRCode', 'a'.repeat(100));
        expect(performance.now() - started).toBeLessThan(2000);
      }),
      { numRuns: 300 },
    );
    expect(passed).toBeGreaterThan(50);
  });
});

it('SEP-40 one cover code makes a cover, two of one bill too; two of different bills, or none, make an attachment; an invoice wins', () => {
  const of = (coverTexts: readonly string[], invoices = 0) =>
    classify({ coverTexts, invoices: Array.from({ length: invoices }, () => fields()) });
  expect(of(['A'])).toEqual({ kind: 'cover', billNumber: 'A' });
  expect(of(['A', 'A'])).toEqual({ kind: 'cover', billNumber: 'A' });
  expect(of(['A', 'B'])).toEqual({ kind: 'attachment', billNumber: null });
  expect(of([])).toEqual({ kind: 'attachment', billNumber: null });
  expect(of(['A'], 1)).toEqual({ kind: 'invoice', billNumber: null });
  expect(of([], 2)).toEqual({ kind: 'invoice', billNumber: null });
});

describe('money', () => {
  it('MONEY-1 decimal text becomes minor units by its digits', () => {
    const cases: readonly (readonly [string, number | null])[] = [
      ['12', 1200],
      ['64.9', 6490],
      ['0.01', 1],
      ['-5.00', -500],
      ['-0.00', 0],
      ['007.10', 710],
      ['¥12,345.67', 1234567],
      ['￥１，２３４．５０', 123450],
      ['¥-3.20', -320],
      ['-¥ 3.20', -320],
      ['1,234,567', 123456700],
      ['12.3400', 1234],
      ['90071992547409.91', 9007199254740991],
      ['90071992547409.92', null],
      ['1,23.4', null],
      ['12,34', null],
      ['1234,567', null],
      ['12.345', null],
      ['12.', null],
      ['.5', null],
      ['--5', null],
      ['-¥-5', null],
      ['1e3', null],
      ['0x10', null],
      ['', null],
      ['12 00', null],
      ['NaN', null],
    ];
    for (const [text, minor] of cases) expect([text, parseMinor(text)]).toEqual([text, minor]);
    expect(Object.is(parseMinor('-0.00'), 0)).toBe(true);
    expect(parseMinor('1500', 0)).toBe(1500);
    expect(parseMinor('1.5', 0)).toBeNull();
    expect(parseMinor('1.234', 3)).toBe(1234);
  });

  it('MONEY-2 what is written out is read back as the same amount', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.integer({ min: 0, max: 4 }), (minor, decimals) => {
        expect(parseMinor(formatMinor(minor, decimals), decimals)).toBe(minor);
      }),
    );
    expect(formatMinor(1234567)).toBe('12345.67');
    expect(formatMinor(-5)).toBe('-0.05');
    expect(formatMinor(0)).toBe('0.00');
    expect(formatMinor(1500, 0)).toBe('1500');
  });
});

it('KEY-4 the 20-digit number alone, or legacy code and number, is the key of an invoice; anything else has none', () => {
  const legacy = invoiceKey({ code: '011001605111', number: '80100798' });
  expect(legacy).not.toBeNull();
  expect(invoiceKey({ code: ' 0110 0160 5111', number: '８０１００７９８' })).toBe(legacy);
  expect(invoiceKey({ code: '1200154130', number: '80100798' })).not.toBe(legacy);
  const digital = invoiceKey({ code: null, number: '26317000000000000001' });
  expect(digital).not.toBeNull();
  expect(invoiceKey({ code: '011001605111', number: '26317000000000000001' })).toBe(digital);
  expect(invoiceKey({ code: null, number: '80100798' })).toBeNull();
  expect(invoiceKey({ code: '123', number: '80100798' })).toBeNull();
  expect(invoiceKey({ code: null, number: 'INV-2026-7' })).toBeNull();
});
