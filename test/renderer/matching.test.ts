import { afterEach, expect, it } from 'vitest';
import type { MatchNote } from '../../src/domain/rules/expected.ts';
import { languages, textOf } from '../../src/i18n/text.ts';
import { needOf } from '../../src/renderer/actions/bill-need.ts';
import { differencesIn, differenceWords } from '../../src/renderer/components/difference-words.ts';
import { noteWords } from '../../src/renderer/components/note-words.ts';
import { attentionOf } from '../../src/renderer/station/attention.ts';
import { billMatch } from '../../src/renderer/station/matches.ts';
import { type OpenCase, openCase } from './case.ts';
import { matchingExpected, matchingSides } from './fixture-case.ts';

let open: OpenCase | null = null;
afterEach(() => open?.close());

const names = { zh: '差旅', en: 'Travel' };
const book = {
  schemes: [
    {
      code: 'near',
      names,
      submit: 'manual',
      cover: 'not-needed',
      toleranceMinor: 5,
      compare: {},
      isActive: true,
    },
  ],
  billTypes: [{ code: 'travel', names, numberPrefix: 'CL-', schemeCode: 'near', isActive: true }],
} as const;

async function firstBill() {
  open = await openCase(matchingSides, matchingExpected);
  const shown = () => {
    const { batch, index } = (open as OpenCase).context();
    const bill = index.bills[0];
    if (!batch || !bill) throw new Error('the case has a bill');
    return { batch, bill, results: billMatch(batch, bill.bill.id).results };
  };
  return { open, shown };
}

it('MATCH-50 before submit the station shows what the service will say: scheme, other bills, forms, sources', async () => {
  const { open, shown } = await firstBill();
  const before = shown().results;
  expect(before.map(({ verdict }) => verdict)).toEqual([
    'matched',
    'mismatch',
    'ambiguous',
    'ambiguous',
    'duplicate',
    'extra',
    'ambiguous',
  ]);
  expect(before.flatMap(({ notes }) => notes.map(({ type }) => type))).toEqual([
    'SourcesDiffer',
    'MayBeScanned',
    'MayBeScanned',
    'ScannedBefore',
    'ExpectedByBill',
    'MayBeExpected',
    'MayBeExpected',
  ]);
  open.fixture.setFacts({ schemes: book });
  await open.settle();
  expect(shown().results[1]).toMatchObject({ verdict: 'matched' });
  const [first] = shown().batch.tree.bills.values();
  const held = { key: '26317000000530000601', billNumber: 'CL-2026-000009', batchId: first?.batchId };
  open.fixture.setFacts({
    submitted: [{ ...held, billId: 'bill:other', batchName: '昨天', at: 0 } as never],
  });
  await open.settle();
  expect(shown().results[0]).toMatchObject({
    verdict: 'duplicate',
    notes: [{ type: 'HeldByBill', billNumber: 'CL-2026-000009' }, { type: 'SourcesDiffer' }],
  });
});

it('MATCH-51 sources that differ are looked at, also where nothing else is wrong or expected', async () => {
  const { open, shown } = await firstBill();
  const told = attentionOf(shown().batch).filter(({ reason }) => reason === 'SourcesDiffer');
  expect(told).toMatchObject([{ tone: 'warn', billId: shown().bill.bill.id, problem: null }]);
  open.close();
  const alone = await openCase(matchingSides.slice(0, 2));
  const { batch, index } = alone.context();
  const bill = index.bills[0];
  expect(batch && bill && needOf(batch, bill)).toMatchObject({ tone: 'warn', key: 'need.SourcesDiffer' });
  alone.close();
});

it('MATCH-52 every note and difference has its sentence in both languages, with what it names', () => {
  const forms = [
    { form: 'paper', otherForm: 'electronic' },
    { form: 'electronic', otherForm: 'paper' },
    { form: null, otherForm: 'paper' },
  ] as const;
  const conflict = { source: 'qr', otherSource: 'ocr' } as const;
  const notes: readonly (readonly [MatchNote, readonly string[]])[] = [
    ...forms.map((each) => [{ type: 'ScannedBefore', documentId: 'document:1', ...each }, []] as const),
    ...forms.map((each) => [{ type: 'HeldByBill', billNumber: 'CL-7', ...each }, ['CL-7']] as const),
    [{ type: 'ExpectedByBill', billNumber: 'CL-8' }, ['CL-8']],
    [{ type: 'ExpectedTwice', expectedId: 'expected:1' }, []],
    [{ type: 'MayBeExpected', expectedId: 'expected:1', number: '801', code: '011' }, ['011 801']],
    [{ type: 'MayBeScanned', documentId: 'document:1', number: '801' }, ['801']],
    [
      { type: 'SourcesDiffer', field: 'amount', value: '1234.50', otherValue: '7234.50', ...conflict },
      ['1,234.50', '7,234.50', 'OCR'],
    ],
    [
      { type: 'SourcesDiffer', field: 'date', value: '2026-03-18', otherValue: '2026-03-28', ...conflict },
      ['2026-03-18', '2026-03-28'],
    ],
  ];
  for (const language of languages) {
    const text = textOf(language);
    const sentences = notes.map(([note]) => noteWords(note, text));
    expect(new Set(sentences).size).toBe(notes.length);
    for (const [at, [, parts]] of notes.entries())
      for (const part of parts) expect(sentences[at]).toContain(part);
    const amount = { field: 'amount', expected: '12.30', scanned: '12.35' } as const;
    const one = { currency: 'CNY', expectedId: 'expected:1' } as const;
    const words = [
      differenceWords({ ...amount, agrees: true }, one, text),
      differenceWords({ ...amount, agrees: false }, one, text),
      differenceWords({ ...amount, agrees: false }, { ...one, expectedId: null }, text),
    ];
    expect(new Set(words).size).toBe(3);
    for (const sentence of words) expect(sentence).toContain('12.35');
    expect(words[0]).toContain('0.05');
  }
  const same = { field: 'date', expected: 'a', scanned: 'a', agrees: true } as const;
  expect(differencesIn([same, { ...same, scanned: 'b' }])).toHaveLength(1);
});
