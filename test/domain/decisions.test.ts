import { describe, expect, it } from 'vitest';
import { readCsv } from '../../src/domain/csv.ts';
import { lineFacts } from '../../src/domain/rules/bill-line.ts';
import { type Decision, isSettled } from '../../src/domain/rules/decisions.ts';
import type { ExpectedInvoice } from '../../src/domain/rules/expected.ts';
import { listCsv } from '../../src/domain/rules/list-file.ts';
import { matchBill } from '../../src/domain/rules/match.ts';
import { usualContext } from '../../src/domain/rules/match-result.ts';
import { expectedOf, invoice } from './expected-invoice.ts';

const bill = 'CL-2026-300001';
const digits = (n: number) => `2631200000002${String(n).padStart(7, '0')}`;
const expected = (n: number, amount: number) => expectedOf(bill, digits(n), amount) as ExpectedInvoice;
const documentOf = (n: number) => `document:00000000-0000-4000-8000-00000000000${n}` as const;
const scanned = (n: number, ...numbers: readonly number[]) => ({
  documentId: documentOf(n),
  form: null,
  invoices: numbers.map((one) => invoice(digits(one), 100)),
});
const sign = { decisionId: 'a', by: '核签员一', at: 1, reason: '看过' };
const named = (n: number, number: number) => ({
  documentId: documentOf(n),
  code: null,
  number: digits(number),
});
const told = (decisions: readonly Decision[], scans: Parameters<typeof matchBill>[1]) =>
  matchBill([expected(1, 100), expected(2, 100)], scans, { ...usualContext, decisions }).map((result) => [
    result.verdict,
    result.expectedId?.slice(-1) ?? null,
    result.documentId?.slice(-1) ?? null,
    ...result.notes.map(({ type }) => type),
  ]);

describe('decisions by hand', () => {
  it('CHECK-28 a pair takes both out of the machine’s hands; what it had paired with either is free again', () => {
    const pair: Decision = { type: 'pair', expectedId: expected(1, 100).id, scan: named(2, 2), sign };
    expect(told([], [scanned(1, 1), scanned(2, 2)])).toEqual([
      ['matched', '1', '1'],
      ['matched', '2', '2'],
    ]);
    expect(told([pair], [scanned(1, 1), scanned(2, 2)])).toEqual([
      ['matched', '1', '2', 'Confirmed'],
      ['missing', '2', null],
      ['extra', null, '1'],
    ]);
  });

  it('CHECK-28 another sheet of what a person paired is a second scan, wherever it lies', () => {
    const pair: Decision = { type: 'pair', expectedId: expected(1, 100).id, scan: named(2, 7), sign };
    expect(told([pair], [scanned(1, 7), scanned(2, 7), scanned(3, 2)])).toEqual([
      ['matched', '1', '2', 'Confirmed'],
      ['matched', '2', '3'],
      ['duplicate', null, '1', 'ScannedBefore'],
    ]);
  });

  it('CHECK-28 no paper and set aside settle what stands alone, and say nothing of what is paired', () => {
    const noPaper: Decision = { type: 'no-paper', expectedId: expected(1, 100).id, sign };
    const aside: Decision = { type: 'set-aside', scan: named(1, 7), sign };
    expect(told([noPaper, aside], [scanned(1, 7), scanned(2, 2)])).toEqual([
      ['missing', '1', null, 'NoPaper'],
      ['matched', '2', '2'],
      ['extra', null, '1', 'SetAside'],
    ]);
    expect(told([noPaper], [scanned(1, 1), scanned(2, 2)]).flat()).not.toContain('NoPaper');
    const results = matchBill([expected(1, 100)], [scanned(1, 7)], {
      ...usualContext,
      decisions: [noPaper],
    });
    expect(results.map(isSettled)).toEqual([true, false]);
  });

  it('CHECK-28 of several invoices on one sheet only the named one is meant', () => {
    const aside: Decision = { type: 'set-aside', scan: named(1, 8), sign };
    expect(told([aside], [scanned(1, 7, 8)])).toEqual([
      ['missing', '1', null],
      ['missing', '2', null],
      ['extra', null, '1'],
      ['extra', null, '1', 'SetAside'],
    ]);
  });
});

describe('a line of the lists', () => {
  it('LIST-5 counts as signed what lies there on paper, in each currency apart', () => {
    const foreign = { ...expected(3, 900), currency: 'USD' };
    const noPaper: Decision = { type: 'no-paper', expectedId: expected(2, 5000).id, sign };
    const results = matchBill([expected(1, 100), expected(2, 5000), foreign], [scanned(1, 1)], {
      ...usualContext,
      decisions: [noPaper],
    });
    expect(lineFacts(results)).toMatchObject({
      expected: 3,
      signed: 1,
      byHand: 1,
      amounts: [
        { currency: 'CNY', expectedMinor: 5100, signedMinor: 100 },
        { currency: 'USD', expectedMinor: 900, signedMinor: 0 },
      ],
    });
  });

  it('LIST-6 is written so that no spreadsheet runs it: text that begins as a formula is text, figures stay figures', () => {
    const csv = listCsv(
      ['单据编号', '金额'],
      [
        ['=HYPERLINK("http://x")', -12.5],
        ['+1', null],
        ['@cmd', 0],
        ['-2', 3],
        ['a "b", c', 1],
      ],
    );
    expect(csv.startsWith('\uFEFF"单据编号","金额"\r\n')).toBe(true);
    const read = readCsv(csv);
    expect(read.ok && read.value.slice(1).map(({ fields }) => fields)).toEqual([
      ['\'=HYPERLINK("http://x")', '-12.5'],
      ["'+1", ''],
      ["'@cmd", '0'],
      ["'-2", '3'],
      ['a "b", c', '1'],
    ]);
  });
});
