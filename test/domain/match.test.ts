import fc from 'fast-check';
import { expect, it } from 'vitest';
import { matchBill } from '../../src/domain/rules/match.ts';
import type { InvoiceTold } from './builders.ts';
import { legacy, one, scan, told, two, type Wanted, wanted } from './match-rig.ts';

it('MATCH-1 one key, with date and amount as expected, is matched, with its evidence', () => {
  const [result] = matchBill([wanted('e1', { number: one, total: '12.30' })], [scan('d1', { number: one })]);
  expect(result).toEqual({
    verdict: 'matched',
    expectedId: 'expected:e1',
    documentId: 'document:d1',
    number: one,
    amountMinor: 1230,
    currency: 'CNY',
    evidence: [
      { field: 'number', expected: one, scanned: one, agrees: true },
      { field: 'date', expected: '2026-03-18', scanned: '2026-03-18', agrees: true },
      { field: 'amount', expected: '12.30', scanned: '12.30', agrees: true },
    ],
    notes: [],
  });
});

it('MATCH-2 one key with another amount, date or currency is a mismatch that says which', () => {
  const disagreeing = (told: InvoiceTold) => {
    const [result] = matchBill(
      [wanted('e1', { number: one, total: '12.30' })],
      [scan('d1', { number: one, ...told })],
    );
    return [result?.verdict, result?.evidence.filter((field) => !field.agrees)];
  };
  expect(disagreeing({ amount: '12.31' })).toEqual([
    'mismatch',
    [{ field: 'amount', expected: '12.30', scanned: '12.31', agrees: false }],
  ]);
  expect(disagreeing({ date: '2026-03-19' })).toEqual([
    'mismatch',
    [{ field: 'date', expected: '2026-03-18', scanned: '2026-03-19', agrees: false }],
  ]);
  expect(disagreeing({ currency: 'USD' })).toEqual([
    'mismatch',
    [{ field: 'amount', expected: 'CNY 12.30', scanned: 'USD 12.30', agrees: false }],
  ]);
});

it('MATCH-3 net is compared with net and gross with gross; what one side does not state is not held against it', () => {
  const verdict = (expected: Wanted, told: InvoiceTold) =>
    matchBill([wanted('e1', { ...legacy, ...expected })], [scan('d1', { ...legacy, ...told })]).map(
      (result) => [result.verdict, result.evidence.filter((field) => field.field === 'amount').length],
    );
  expect(verdict({ net: '100.00', total: '106.00' }, { amount: '100.00', basis: 'net' })).toEqual([
    ['matched', 1],
  ]);
  expect(verdict({ net: '100.00', total: '106.00' }, { amount: '106.00', basis: 'net' })).toEqual([
    ['mismatch', 1],
  ]);
  expect(verdict({ total: '106.00' }, { amount: '100.00', basis: 'net' })).toEqual([['matched', 0]]);
  expect(verdict({ total: '106.00' }, { amount: '100.00', basis: 'net', total: '106.00' })).toEqual([
    ['matched', 1],
  ]);
  expect(verdict({ total: '106.00' }, { amount: '100.00', basis: 'net', total: '107.00' })).toEqual([
    ['mismatch', 1],
  ]);
  expect(
    verdict({ net: '100.00', total: '106.00' }, { amount: '100.00', basis: 'net', total: '107.00' }),
  ).toEqual([['mismatch', 1]]);
  expect(verdict({ net: '100.00' }, { amount: '106.00', basis: 'gross' })).toEqual([['matched', 0]]);
  expect(verdict({ net: '100.00', date: null }, { amount: null, date: null })).toEqual([['matched', 0]]);
});

it('MATCH-4 a second scan of one invoice is a duplicate, expected or not; two sources on one document are one scan', () => {
  expect(
    told(
      [wanted('e1', { number: one, total: '12.30' })],
      [
        scan('d1', { number: one }, { number: one, source: 'text', amount: null, total: '12.30' }),
        scan('d2', { number: one }),
        scan('d3', { number: two }),
        scan('d4', { number: two }),
      ],
    ),
  ).toEqual(['matched e1 d1', 'duplicate - d2', 'extra - d3', 'duplicate - d4']);
});

it('MATCH-5 expected without scan is missing, scanned without expected is extra; expected order first, then scan order', () => {
  expect(
    told(
      [wanted('e1', { number: two, total: '1.00' }), wanted('e2', { number: one, total: '12.30' })],
      [
        scan('d1', { number: '26317000000000000008' }),
        scan('d2', { number: one }),
        scan('d3', { number: '26317000000000000007' }),
      ],
    ),
  ).toEqual(['missing e1 -', 'matched e2 d2', 'extra - d1', 'extra - d3']);
});

it('MATCH-6 where the legacy code is unread, number, amount and date decide together', () => {
  const expected = [wanted('e1', { ...legacy, net: '100.00' })];
  const read = (more: InvoiceTold) =>
    told(expected, [scan('d1', { number: legacy.number, basis: 'net', ...more })]);
  expect(read({ amount: '100.00' })).toEqual(['matched e1 d1']);
  expect(read({ amount: '101.00' })).toEqual(['mismatch e1 d1']);
  expect(read({ amount: null, date: null })).toEqual(['ambiguous e1 d1']);
  expect(read({ amount: '100.00', code: '1200154130' })).toEqual(['missing e1 -', 'extra - d1']);
  expect(
    told(
      [wanted('e1', { number: legacy.number, net: '100.00' })],
      [scan('d1', { ...legacy, amount: '100.00', basis: 'net' })],
    ),
  ).toEqual(['matched e1 d1']);
});

it('MATCH-7 of two with one number the amount picks one; two that both fit, on either side, are ambiguous', () => {
  const other = { code: '1200154130', number: legacy.number };
  const pair = (amount: string) => [
    wanted('e1', { ...legacy, net: '100.00' }),
    wanted('e2', { ...other, net: amount }),
  ];
  const unread = { number: legacy.number, amount: '100.00', basis: 'net' } as const;
  expect(told(pair('200.00'), [scan('d1', unread)])).toEqual(['matched e1 d1', 'missing e2 -']);
  expect(told(pair('100.00'), [scan('d1', unread)])).toEqual([
    'ambiguous e1 -',
    'ambiguous e2 -',
    'ambiguous - d1',
  ]);
  expect(told(pair('200.00').slice(0, 1), [scan('d1', unread), scan('d2', unread)])).toEqual([
    'ambiguous e1 -',
    'ambiguous - d1',
    'ambiguous - d2',
  ]);
  // The one whose code was read is settled first and leaves one candidate.
  expect(told(pair('100.00'), [scan('d1', unread), scan('d2', { ...unread, ...other })])).toEqual([
    'matched e1 d1',
    'matched e2 d2',
  ]);
});

it('MATCH-8 each of several invoices pasted on one document is matched for itself', () => {
  expect(
    told(
      [wanted('e1', { number: two, total: '12.30' }), wanted('e2', { number: one, total: '12.30' })],
      [scan('d1', { number: one }, { number: two })],
    ),
  ).toEqual(['matched e1 d1', 'matched e2 d1']);
});

it('MATCH-9 every expected invoice and every scan stands in exactly one result', () => {
  const anyNumber = fc.constantFrom(one, two, '80100798', '80100799');
  const anyCode = fc.constantFrom(null, '011001605111', '1200154130');
  const anyAmount = fc.constantFrom('1.00', '2.00', null);
  const anyExpected = fc.array(fc.record({ number: anyNumber, code: anyCode, total: anyAmount }), {
    maxLength: 6,
  });
  const anyScanned = fc.array(fc.record({ number: anyNumber, code: anyCode, amount: anyAmount }), {
    maxLength: 6,
  });
  fc.assert(
    fc.property(anyExpected, anyScanned, (expectedTold, scannedTold) => {
      const expected = expectedTold.map((one, index) => wanted(`e${index}`, one));
      const scanned = scannedTold.map((one, index) => scan(`d${index}`, one));
      const results = matchBill(expected, scanned);
      expect(results.slice(0, expected.length).map((result) => result.expectedId)).toEqual(
        expected.map(({ id }) => id),
      );
      expect(results.flatMap(({ expectedId }) => expectedId ?? [])).toHaveLength(expected.length);
      const scansTold = results.flatMap(({ documentId }) => documentId ?? []);
      expect(scansTold.toSorted()).toEqual(scanned.map(({ documentId }) => documentId).toSorted());
      for (const { verdict, expectedId, documentId, evidence } of results) {
        if (documentId === null) expect(['missing', 'ambiguous', 'duplicate']).toContain(verdict);
        if (verdict === 'missing') expect(documentId).toBeNull();
        if (verdict === 'extra') expect(expectedId).toBeNull();
        if (verdict === 'matched') expect(evidence.every((field) => field.agrees)).toBe(true);
        if (verdict === 'mismatch') expect(evidence.some((field) => !field.agrees)).toBe(true);
      }
    }),
    { numRuns: 1000 },
  );
});
