import { expect, it } from 'vitest';
import { formOf } from '../../src/domain/rules/invoice-form.ts';
import { invoiceKeys } from '../../src/domain/rules/invoice-key.ts';
import { matchBill } from '../../src/domain/rules/match.ts';
import { countMatches } from '../../src/domain/rules/match-counts.ts';
import { usualContext } from '../../src/domain/rules/match-result.ts';
import { usualCompare } from '../../src/domain/rules/scheme.ts';
import { conflictsAt } from '../../src/domain/rules/source-conflicts.ts';
import { fields, type InvoiceTold, image, invoiceReading } from './builders.ts';
import { legacy, one, scan, scanAs, told, two, wanted } from './match-rig.ts';

it('MATCH-10 each kind is told apart in its own way, and not at all where the paper does not say enough', () => {
  const keys = (told: Parameters<typeof fields>[0]) => invoiceKeys(fields(told));
  expect(keys({ type: 'digital-rail', number: one })).toEqual([one]);
  expect(keys({ type: 'unknown-99', number: one })).toEqual([one]);
  for (const type of ['vat-special', 'vat-toll', 'taxi', 'fixed-amount', 'coach', 'unknown-77'])
    expect(keys({ type, ...legacy })).toEqual(['011001605111-80100798']);
  expect(keys({ type: 'taxi', code: null, number: '80100798' })).toEqual([]);
  const ticket = { type: 'train', number: 'e012345', amount: '55.50', date: '2026-03-18' };
  expect(keys(ticket)).toEqual(['train:E012345:2026-03-18:55.50']);
  expect(keys({ ...ticket, date: '2026-04-18' })).not.toEqual(keys(ticket));
  for (const lack of [{ date: null }, { amount: null }, { number: '' }])
    expect(keys({ ...ticket, ...lack })).toEqual([]);
  expect(keys({ type: 'air-itinerary', number: '781-2345678901' })).toEqual(['air:7812345678901']);
  expect(keys({ type: 'fiscal', code: '31060126', number: '0012345678' })).toEqual([
    'fiscal:31060126-0012345678',
  ]);
  expect(keys({ type: 'customs', number: '530120261016001234-L01' })).toEqual([
    'customs:530120261016001234-L01',
  ]);
  const abroad = { type: 'foreign', number: 'RE-2026/7', sellerName: 'Beispiel  GmbH' };
  expect(keys(abroad)).toEqual(['foreign:beispiel gmbh:RE-2026/7']);
  expect(keys({ ...abroad, number: one })).toEqual([`foreign:beispiel gmbh:${one}`]);
  expect(keys({ type: 'foreign', number: 'RE-2026/7' })).toEqual([]);
  expect(keys({ ...abroad, number: '7'.repeat(101) })).toEqual([]);
});

it('MATCH-11 a digitalised invoice on paper is found by either of its numbers, and is one', () => {
  const paper = { number: one, code: legacy.code, paperNumber: legacy.number };
  expect(invoiceKeys(fields(paper))).toEqual([one, '011001605111-80100798']);
  const expected = wanted('e1', { ...paper, type: 'digital-paper-special', total: '12.30' });
  const typed = { ...legacy, amount: null, total: '12.30' };
  expect(told([expected], [scan('d1', typed)])).toEqual(['matched e1 d1']);
  expect(told([expected], [scan('d1', { number: one }), scan('d2', typed)])).toEqual([
    'matched e1 d1',
    'duplicate - d2',
  ]);
  const [result] = matchBill([expected], [scan('d1', typed)]);
  expect(result?.evidence[0]).toEqual({
    field: 'number',
    expected: legacy.number,
    scanned: legacy.number,
    agrees: true,
  });
});

it('MATCH-12 amounts may be apart as far as the scheme lets them, and both are shown', () => {
  const rules = { ...usualCompare, toleranceMinor: 5 };
  const expected = [wanted('e1', { number: one, total: '12.30' })];
  const [near] = matchBill(expected, [scan('d1', { number: one, amount: '12.35' })], {
    ...usualContext,
    rules,
  });
  expect(near?.verdict).toBe('matched');
  expect(near?.evidence.at(-1)).toEqual({
    field: 'amount',
    expected: '12.30',
    scanned: '12.35',
    agrees: true,
  });
  const verdict = (told_: InvoiceTold) => told(expected, [scan('d1', { number: one, ...told_ })], { rules });
  expect(verdict({ amount: '12.36' })).toEqual(['mismatch e1 d1']);
  expect(verdict({ amount: '12.24' })).toEqual(['mismatch e1 d1']);
  expect(verdict({ amount: '12.30', currency: 'USD' })).toEqual(['mismatch e1 d1']);
  // The same to the last figure goes before what is only near.
  const pair = [
    wanted('e1', { ...legacy, net: '100.03' }),
    wanted('e2', { ...legacy, code: '1200154130', net: '100.00' }),
  ];
  const unread = scan('d1', { number: legacy.number, amount: '100.00', basis: 'net' });
  expect(told(pair, [unread], { rules })).toEqual(['missing e1 -', 'matched e2 d1']);
  expect(told(pair.slice(0, 1), [unread], { rules })).toEqual(['matched e1 d1']);
});

it('MATCH-13 a scheme says by kind which amounts are compared', () => {
  const expected = [wanted('e1', { ...legacy, net: '100.00', total: '106.00' })];
  const paper = [scan('d1', { ...legacy, amount: '100.00', basis: 'net', total: '107.00' })];
  const by = (compare: (typeof usualCompare)['compare']) =>
    told(expected, paper, { rules: { ...usualCompare, compare } });
  expect(by({})).toEqual(['mismatch e1 d1']);
  expect(by({ vat: 'net' })).toEqual(['matched e1 d1']);
  expect(by({ vat: 'gross' })).toEqual(['mismatch e1 d1']);
  expect(by({ vat: 'none' })).toEqual(['matched e1 d1']);
  expect(by({ digital: 'none' })).toEqual(['mismatch e1 d1']);
});

it('MATCH-14 the last six of the check code confirm, or contradict', () => {
  const verdict = (checkCode: string, scanned: string) =>
    told(
      [wanted('e1', { ...legacy, checkCode })],
      [scan('d1', { ...legacy, amount: null, checkCode: scanned })],
    );
  expect(verdict('260258', '85342965681116260258')).toEqual(['matched e1 d1']);
  expect(verdict('260259', '85342965681116260258')).toEqual(['mismatch e1 d1']);
  expect(verdict('58', '85342965681116260258')).toEqual(['matched e1 d1']);
});

it('MATCH-15 what a bill names twice is one invoice: the second is a duplicate however often it was scanned', () => {
  const expected = [wanted('e1', { number: one }), wanted('e2', { number: one })];
  expect(told(expected, [scan('d1', { number: one })])).toEqual(['matched e1 d1', 'duplicate e2 -']);
  expect(told(expected, [scan('d1', { number: one }), scan('d2', { number: one })])).toEqual([
    'matched e1 d1',
    'duplicate e2 -',
    'duplicate - d2',
  ]);
  expect(matchBill(expected, [])[1]?.notes).toEqual([{ type: 'ExpectedTwice', expectedId: 'expected:e1' }]);
});

it('MATCH-16 a file and its printout are one invoice; the duplicate says which is which and what differs', () => {
  const [, second] = matchBill(
    [wanted('e1', { number: one, total: '12.30' })],
    [scanAs('electronic', 'd1', { number: one }), scanAs('paper', 'd2', { number: one, amount: '21.30' })],
  );
  expect(second).toMatchObject({
    verdict: 'duplicate',
    expectedId: null,
    documentId: 'document:d2',
    notes: [{ type: 'ScannedBefore', documentId: 'document:d1', form: 'paper', otherForm: 'electronic' }],
  });
  expect(second?.evidence.at(-1)).toEqual({
    field: 'amount',
    expected: '12.30',
    scanned: '21.30',
    agrees: false,
  });
  const page = (name: string | null, mime: string) => [
    { source: name === null ? null : { name, pageNumber: 1 }, original: { ...image, mime } },
  ];
  const read = invoiceReading().invoices;
  expect(formOf(page(null, 'image/png'), read)).toBe('paper');
  expect(formOf(page('a.PDF', 'image/png'), read)).toBe('electronic');
  expect(formOf(page('a.pdf', 'image/jpeg'), read)).toBe('paper');
  expect(formOf(page('a.png', 'image/png'), read)).toBe('paper');
  expect(formOf(page('a.pdf', 'image/jpeg'), [fields({ source: 'text' })])).toBe('electronic');
});

it('MATCH-17 what another bill holds is a duplicate, what another expects is extra; both name the bill', () => {
  const heldBy = new Map([
    [one, { billNumber: 'CL-1', form: 'electronic', invoice: fields({ number: one }) }] as const,
  ]);
  const expectedBy = (key: string) => (key === two ? 'CL-2' : null);
  const scanned = [scanAs('paper', 'd1', { number: one }), scan('d2', { number: two })];
  const held = { type: 'HeldByBill', billNumber: 'CL-1', form: 'paper', otherForm: 'electronic' };
  const results = matchBill([wanted('e1', { number: one })], scanned, {
    ...usualContext,
    heldBy,
    expectedBy,
  });
  expect(results).toMatchObject([
    { verdict: 'duplicate', expectedId: 'expected:e1', documentId: 'document:d1', notes: [held] },
    { verdict: 'extra', notes: [{ type: 'ExpectedByBill', billNumber: 'CL-2' }] },
  ]);
  const [alone] = matchBill([], [scan('d1', { number: one, amount: '1.00' })], { ...usualContext, heldBy });
  expect(alone?.verdict).toBe('duplicate');
  expect(alone?.evidence.filter(({ agrees }) => !agrees)).toEqual([
    { field: 'amount', expected: '12.30', scanned: '1.00', agrees: false },
  ]);
});

it('MATCH-18 sources of one page that disagree are told with what each says, and change no verdict', () => {
  const expected = [wanted('e1', { number: one, total: '12.30' })];
  const sources = (...more: readonly InvoiceTold[]) =>
    matchBill(expected, [scan('d1', { number: one, source: 'qr' }, ...more)]);
  const [altered] = sources({ number: one, source: 'ocr', amount: '72.30', date: '2026-03-28' });
  expect(altered?.verdict).toBe('matched');
  const between = { type: 'SourcesDiffer', source: 'qr', otherSource: 'ocr' };
  expect(altered?.notes).toEqual([
    { ...between, field: 'date', value: '2026-03-18', otherValue: '2026-03-28' },
    { ...between, field: 'amount', value: '12.30', otherValue: '72.30' },
  ]);
  expect(sources({ number: one, source: 'ocr' })[0]?.notes).toEqual([]);
  expect(sources({ number: one, source: 'xml', basis: 'net', amount: '11.00' })[0]?.notes).toEqual([]);
  expect(sources({ number: one, source: 'manual', amount: '72.30' })[0]?.notes).toEqual([]);
  // A QR that does not belong to the print.
  const pasted = sources({ number: two, source: 'text' });
  const number = { field: 'number', value: one, otherValue: two };
  expect(pasted.map(({ verdict }) => verdict)).toEqual(['matched', 'extra']);
  for (const { notes } of pasted) expect(notes).toEqual([{ ...between, otherSource: 'text', ...number }]);
  // Two receipts on one sheet say nothing of each other.
  expect(sources({ type: 'taxi', ...legacy, source: 'ocr' })[0]?.notes).toEqual([]);
  expect(sources({ number: two, source: 'qr' })[0]?.notes).toEqual([]);
  const [qr, ocr] = [fields({ number: one }), fields({ number: one, source: 'ocr', amount: '72.30' })];
  expect(conflictsAt([qr, ocr], qr)).toHaveLength(1);
  expect(conflictsAt([qr, ocr], ocr)).toEqual([]);
});

it('MATCH-18 a source that does not give the code speaks of the same legacy invoice', () => {
  const expected = [wanted('e1', { ...legacy, net: '100.00' })];
  const scanned = scan(
    'd1',
    { ...legacy, amount: '100.00', basis: 'net' },
    { number: legacy.number, amount: '900.00', basis: 'net', source: 'ocr' },
  );
  expect(told(expected, [scanned])).toEqual(['matched e1 d1']);
  expect(matchBill(expected, [scanned])[0]?.notes).toMatchObject([
    { type: 'SourcesDiffer', field: 'amount' },
  ]);
});

it('MATCH-21 counts tell each invoice of either side once', () => {
  const results = matchBill(
    [wanted('e1', { number: one }), wanted('e2', { number: two })],
    [
      scan('d1', { number: one }),
      scan('d2', { number: one }),
      scan('d3', { number: '26317000000000000009' }),
    ],
  );
  expect(countMatches(results)).toEqual({
    expected: 2,
    scanned: 3,
    verdicts: { matched: 1, missing: 1, extra: 1, ambiguous: 0, duplicate: 1, mismatch: 0 },
  });
});

it('MATCH-10 what stands as a code on a kind that has none speaks neither for nor against it', () => {
  const ticket = { type: 'train', number: 'E012345', date: '2026-03-18' } as const;
  const expected = [wanted('e1', { ...ticket, code: '1200154130', total: '55.50' })];
  const scanned = [scan('d1', { ...ticket, code: '011001605111', amount: '55.50' })];
  expect(told(expected, scanned)).toEqual(['matched e1 d1']);
  const evidence = matchBill(expected, scanned)[0]?.evidence ?? [];
  expect(evidence.map(({ field, agrees }) => [field, agrees])).toEqual([
    ['number', true],
    ['date', true],
    ['amount', true],
  ]);
});

it('MATCH-8 two receipts of one number on a sheet stay two, though a reading without code fits both', () => {
  const ocr = { number: '80100798', source: 'ocr', amount: '100.00' } as const;
  const scanned = scan(
    'd1',
    { ...ocr, source: 'qr' },
    { ...ocr, code: '011001605111' },
    { ...ocr, code: '1200154130' },
  );
  expect(told([wanted('e1', { ...legacy, code: '1200154130', total: '100.00' })], [scanned])).toEqual([
    'matched e1 d1',
    'extra - d1',
  ]);
});
