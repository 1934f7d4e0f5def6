import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CaptureJobId } from '../../src/domain/ids.ts';
import {
  accountOf,
  type CountedCapture,
  countProblems,
  sheetsBefore,
  stackOf,
  stacksOf,
} from '../../src/domain/rules/count.ts';
import { apply } from '../../src/domain/tree/apply.ts';
import { applyDiff } from '../../src/domain/tree/changes.ts';
import { anyPick, anyTree, commandFor } from './any.ts';
import {
  attachment,
  batch,
  bill,
  billAt,
  blankReading,
  countingIds,
  cover,
  document,
  page,
  plainReading,
  separatorReading,
  submitted,
  unread,
} from './builders.ts';

const id = (n: number): CaptureJobId => `capture:${String(n).padStart(8, '0')}-0000-7000-8000-000000000000`;

/** A scan of ten sheets that is through. */
function scan(n: number, fields: Partial<CountedCapture> = {}): CountedCapture {
  return {
    id: id(n),
    kind: 'scan',
    state: 'done',
    continues: null,
    sheetsFed: 10,
    refedSheets: 0,
    countedSheets: null,
    countAcceptedBy: null,
    ...fields,
  };
}

describe('stacks', () => {
  it('COUNT-1 scans that go on from each other are one stack, wherever it is entered; an import is none', () => {
    const captures = [
      scan(1),
      scan(2, { continues: id(1) }),
      scan(3),
      scan(4, { continues: id(2) }),
      scan(5, { continues: id(2) }),
      scan(6, { kind: 'import' }),
    ];
    expect(stacksOf(captures).map(({ first, captures: members }) => [first, members])).toEqual([
      [id(1), [id(1), id(2), id(4), id(5)]],
      [id(3), [id(3)]],
    ]);
    for (const n of [1, 2, 4, 5]) expect(stackOf(captures, id(n))?.first).toBe(id(1));
    expect(stackOf(captures, id(6))).toBeNull();
    expect(stackOf(captures, id(7))).toBeNull();
    expect(stackOf([scan(8, { continues: id(9) })], id(8))?.first).toBe(id(8));
  });

  it('COUNT-2 a sheet that was put on again counts once', () => {
    const captures = [
      scan(1, { state: 'fault', sheetsFed: 12, countedSheets: 20 }),
      scan(2, { continues: id(1), state: 'fault', sheetsFed: 7, refedSheets: 2 }),
      scan(3, { continues: id(2), sheetsFed: 4, refedSheets: 1 }),
    ];
    expect(stackOf(captures, id(2))).toMatchObject({ fed: 20, counted: 20, state: 'agrees' });
    // A count anywhere but at the first capture is none.
    expect(stacksOf([scan(1), scan(2, { continues: id(1), countedSheets: 3 })])).toMatchObject([
      { counted: null, state: 'uncounted' },
    ]);
  });

  it.each([
    ['running', { state: 'running', countedSheets: 12 }],
    ['uncounted', {}],
    ['agrees', { countedSheets: 10 }],
    ['agrees', { countedSheets: 10, countAcceptedBy: 'lin' }],
    ['differs', { countedSheets: 12 }],
    ['accepted', { countedSheets: 12, countAcceptedBy: 'lin' }],
    ['differs', { state: 'fault', countedSheets: 12 }],
    ['differs', { state: 'cancelled', countedSheets: 9 }],
  ] as const)('COUNT-3 a stack is %s: %j', (state, fields) => {
    expect(stacksOf([scan(1, fields)])).toMatchObject([{ state, fed: 10 }]);
  });

  it('COUNT-10 sheets are numbered through the stack, and one fed again keeps its number', () => {
    const jammed = [
      scan(1, { sheetsFed: 5 }),
      scan(2, { continues: id(1), sheetsFed: 4, refedSheets: 1 }),
      scan(9, { sheetsFed: 3 }),
      // Stopped before its first sheet: the one that was to be fed again still is.
      scan(3, { continues: id(2), sheetsFed: 0, refedSheets: 1 }),
      scan(4, { continues: id(3), sheetsFed: 2 }),
      scan(6, { kind: 'import' }),
    ];
    const before = sheetsBefore(jammed);
    const ofFirst = (n: number) => (before.get(id(n)) ?? Number.NaN) + 1;
    expect([1, 2, 4, 9].map(ofFirst)).toEqual([1, 5, 8, 1]);
    expect(before.has(id(6))).toBe(false);
  });

  it('COUNT-10 whatever is fed again, the numbers of a stack are all from one to the sheets fed', () => {
    const anyScans = fc.array(fc.record({ fed: fc.nat(6), again: fc.nat(3) }), { minLength: 1 });
    fc.assert(
      fc.property(anyScans, (scans) => {
        let through = 0;
        const captures = scans.map(({ fed, again }, n) => {
          const refedSheets = Math.min(fed, again, through);
          through += fed - refedSheets;
          return scan(n, { sheetsFed: fed, refedSheets, continues: n === 0 ? null : id(n - 1) });
        });
        const before = sheetsBefore(captures);
        const numbers = captures.flatMap((one) =>
          Array.from({ length: one.sheetsFed }, (_, at) => (before.get(one.id) ?? Number.NaN) + at + 1),
        );
        const all = Array.from({ length: stackOf(captures, id(0))?.fed ?? -1 }, (_, at) => at + 1);
        expect([...new Set(numbers)].toSorted((a, b) => a - b)).toEqual(all);
      }),
    );
  });

  it('COUNT-3 a stack runs as long as any capture of it does', () => {
    const captures = [scan(1, { countedSheets: 11 }), scan(2, { continues: id(1), state: 'running' })];
    expect(stacksOf(captures)).toMatchObject([{ state: 'running' }]);
  });
});

const of = (n: number) => ({ captureJobId: id(n) });
const from = (n: number, isDeleted = false) =>
  document('attachment', page(plainReading, { ...of(n), isDeleted }));

describe('bills of a stack whose count differs', () => {
  const tree = batch(
    bill('A', from(1), from(2)),
    bill('B', from(3)),
    bill('C', from(1, true), from(3)),
    submitted('D', from(1)),
    bill('E', from(2)),
  );
  const [a, b, , , e] = [0, 1, 2, 3, 4].map((n) => billAt(tree, n).id);
  const differing = [scan(1, { countedSheets: 25 }), scan(2, { continues: id(1) }), scan(3)];

  it('COUNT-4 each open one with a page of it outside the bin has a problem, by any capture of the stack', () => {
    const problem = { type: 'CountDiffers', captureJobId: id(1), counted: 25, fed: 20 };
    expect(countProblems(tree, differing, null)).toEqual([
      { ...problem, billId: a },
      { ...problem, billId: e },
    ]);
    if (!b || !e) throw new Error('no bill');
    expect(countProblems(tree, differing, [b, e])).toEqual([{ ...problem, billId: e }]);
  });

  it('COUNT-4 one problem a stack, and none while it runs, once it is right, or once it is accepted', () => {
    const both = [...differing.slice(0, 2), scan(3, { countedSheets: 1 })];
    expect(countProblems(tree, both, null).map((problem) => problem.billId)).toHaveLength(4);
    for (const fields of [
      { state: 'running' },
      { countedSheets: 20 },
      { countedSheets: null },
      { countAcceptedBy: 'lin' },
    ] as const) {
      const first = { ...scan(1, { countedSheets: 25 }), ...fields };
      expect(countProblems(tree, [first, ...differing.slice(1)], null)).toEqual([]);
    }
  });
});

describe('the account of a capture', () => {
  it('COUNT-5 tells what is kept, blank, a separator, in the bin and unread', () => {
    const tree = batch(
      bill(
        'A',
        cover(),
        attachment(2),
        document(
          'attachment',
          page(blankReading, { mark: 'blank' }),
          page(blankReading, { mark: 'blank', isDeleted: true }),
          page(separatorReading, { mark: 'separator' }),
          page(plainReading, { isDeleted: true }),
          unread(),
          page(plainReading, of(2)),
        ),
      ),
    );
    const [first] = tree.pages.values();
    if (!first) throw new Error('no page');
    expect(accountOf(first.captureJobId, tree.pages.values())).toEqual({
      taken: 8,
      kept: 4,
      blank: 1,
      separators: 1,
      deleted: 2,
      unread: 1,
    });
  });

  it('COUNT-5 kept, blank, separators and deleted add up to the sides taken, whatever is done to the pages', () => {
    let deleted = 0;
    fc.assert(
      fc.property(anyTree, fc.array(anyPick, { minLength: 1, maxLength: 20 }), (start, picks) => {
        const ids = countingIds('d');
        let tree = start;
        for (const pick of picks) {
          const result = apply(tree, commandFor(tree, pick), ids);
          if (result.ok) tree = applyDiff(tree, result.value);
        }
        const pages = [...tree.pages.values()];
        const jobs = new Set(pages.map((one) => one.captureJobId));
        let taken = 0;
        for (const job of jobs) {
          const account = accountOf(job, pages);
          expect(account.kept + account.blank + account.separators + account.deleted).toBe(account.taken);
          taken += account.taken;
          deleted += account.deleted;
        }
        expect(taken).toBe(pages.length);
      }),
      { numRuns: 1000 },
    );
    expect(deleted).toBeGreaterThan(20);
  });
});
