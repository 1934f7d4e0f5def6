import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { InvoiceFields } from '../../src/domain/invoice.ts';
import type { ExpectedInvoice, MatchResult } from '../../src/domain/rules/expected.ts';
import { invoiceKeys } from '../../src/domain/rules/invoice-key.ts';
import { matchBill } from '../../src/domain/rules/match.ts';
import { comparedOf, supportFor } from '../../src/domain/rules/match-evidence.ts';
import { usualContext } from '../../src/domain/rules/match-result.ts';
import { type ScannedDocument, scansOf } from '../../src/domain/rules/match-scan.ts';
import { inShort, one, scanAs, two, wanted } from './match-rig.ts';

/* Few numbers, codes and amounts, so that invoices meet in every way they can. */
const anyInvoice = {
  type: fc.constantFrom('digital-ordinary', 'vat-special', 'taxi', 'train', 'foreign', 'unknown-77'),
  number: fc.constantFrom(one, two, '80100798', '80100799', 'E012345', ''),
  code: fc.constantFrom(null, '011001605111', '1200154130'),
  date: fc.constantFrom('2026-03-18', '2026-03-19', null),
};
const anyAmount = fc.constantFrom('1.00', '1.01', '2.00', null);
const anyExpected = fc
  .array(fc.record({ ...anyInvoice, net: anyAmount, total: anyAmount }), { maxLength: 6 })
  .map((all) => all.map((told, at) => wanted(`e${at}`, told)));
const anyReading = fc.record({
  ...anyInvoice,
  amount: anyAmount,
  basis: fc.constantFrom('net' as const, 'gross' as const),
  source: fc.constantFrom('qr' as const, 'ocr' as const, 'manual' as const),
});
const anyScanned = fc
  .array(
    fc.record({
      form: fc.constantFrom('paper' as const, 'electronic' as const, null),
      invoices: fc.array(anyReading, { minLength: 1, maxLength: 3 }),
    }),
    { maxLength: 5 },
  )
  .map((all) => all.map(({ form, invoices }, at) => scanAs(form, `d${at}`, ...invoices)));
const anyContext = fc.record({
  rules: fc.record({
    toleranceMinor: fc.constantFrom(0, 1, 100),
    compare: fc.constantFrom({}, { vat: 'net' as const }, { digital: 'none' as const }),
  }),
  heldBy: fc.constantFrom(
    usualContext.heldBy,
    new Map([[one, { billNumber: 'CL-9', form: null, invoice: null }]]),
  ),
  expectedBy: fc.constantFrom(usualContext.expectedBy, (key: string) => (key === two ? 'CL-8' : null)),
});

it('MATCH-9 every expected invoice and every scan stands in exactly one result, whatever the paper and the scheme', () => {
  fc.assert(
    fc.property(anyExpected, anyScanned, anyContext, (expected, scanned, context) => {
      const results = matchBill(expected, scanned, context);
      expect(results.slice(0, expected.length).map(({ expectedId }) => expectedId)).toEqual(
        expected.map(({ id }) => id),
      );
      expect(results.slice(expected.length).every(({ expectedId }) => expectedId === null)).toBe(true);
      const scans = scanned.flatMap(scansOf).map(({ documentId }) => documentId);
      expect(results.flatMap(({ documentId }) => documentId ?? []).toSorted()).toEqual(scans.toSorted());
      for (const { verdict, expectedId, documentId, evidence } of results) {
        if (verdict === 'matched' || verdict === 'mismatch')
          expect([expectedId, documentId]).not.toContain(null);
        if (verdict === 'matched') expect(evidence.every(({ agrees }) => agrees)).toBe(true);
        if (verdict === 'mismatch') expect(evidence.some(({ agrees }) => !agrees)).toBe(true);
        if (verdict === 'missing') expect(documentId).toBeNull();
        if (verdict === 'extra') expect(expectedId).toBeNull();
      }
    }),
    { numRuns: 6000 },
  );
});

it('MATCH-19 who is found for whom does not hang on the order of either side', () => {
  fc.assert(
    fc.property(
      anyExpected.map(withoutTwins),
      anyScanned.map(withoutTwinScans),
      anyContext,
      fc.infiniteStream(fc.nat()),
      (expected, scanned, context, dice) => {
        const usual = matchBill(expected, scanned, context);
        const other = matchBill(shuffled(expected, dice), shuffled(scanned, dice), context);
        expect(other.map(inShort).toSorted()).toEqual(usual.map(inShort).toSorted());
        expect(other.map(toldOf).toSorted()).toEqual(usual.map(toldOf).toSorted());
      },
    ),
    { numRuns: 1500 },
  );
});

it('MATCH-20 what may belong together names each other', () => {
  let met = 0;
  fc.assert(
    fc.property(anyExpected, anyScanned, (expected, scanned) => {
      const results = matchBill(expected, scanned);
      const pairs = (type: 'MayBeScanned' | 'MayBeExpected') =>
        results.flatMap(({ expectedId, documentId, notes }) =>
          notes.flatMap((note) => {
            if (note.type !== type) return [];
            return note.type === 'MayBeScanned'
              ? `${expectedId} ${note.documentId}`
              : `${note.type === 'MayBeExpected' ? note.expectedId : ''} ${documentId}`;
          }),
        );
      met += pairs('MayBeScanned').length;
      expect(pairs('MayBeScanned').toSorted()).toEqual(pairs('MayBeExpected').toSorted());
    }),
    { numRuns: 1500 },
  );
  expect(met).toBeGreaterThan(0);
});

it('MATCH-20 two invoices speak for or against each other alike from either side', () => {
  const agreeing = (left: InvoiceFields, right: InvoiceFields, toleranceMinor: number) =>
    supportFor(comparedOf(left), right, { toleranceMinor, compare: {} });
  fc.assert(
    fc.property(anyScanned, fc.nat({ max: 2 }), (scanned, tolerance) => {
      const invoices = scanned.flatMap((document) => document.invoices);
      for (const left of invoices)
        for (const right of invoices)
          expect(agreeing(left, right, tolerance)).toBe(agreeing(right, left, tolerance));
    }),
    { numRuns: 500 },
  );
});

function toldOf({ expectedId, documentId, evidence, notes }: MatchResult): string {
  return JSON.stringify([
    expectedId,
    documentId,
    evidence,
    notes.map((note) => JSON.stringify(note)).toSorted(),
  ]);
}

/** Of several that are the same the first counts: that is what order decides, and nothing else. */
function withoutTwins(expected: readonly ExpectedInvoice[]): readonly ExpectedInvoice[] {
  const seen = new Set<string>();
  return expected.filter((invoice) => {
    const keys = invoiceKeys(invoice);
    const isNew = keys.every((key) => !seen.has(key));
    for (const key of keys) seen.add(key);
    return isNew;
  });
}

function withoutTwinScans(scanned: readonly ScannedDocument[]): readonly ScannedDocument[] {
  const seen = new Set<string>();
  return scanned.filter((document) => {
    const keys = scansOf(document).flatMap((scan) => scan.keys);
    const isNew = keys.every((key) => !seen.has(key));
    for (const key of keys) seen.add(key);
    return isNew;
  });
}

function shuffled<T>(all: readonly T[], dice: fc.Stream<number>): readonly T[] {
  const rest = [...all];
  return all.flatMap(() => rest.splice((dice.next().value ?? 0) % rest.length, 1));
}
