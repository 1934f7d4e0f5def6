import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { IdSource, PageId } from '../../src/domain/ids.ts';
import type { Reading } from '../../src/domain/reading.ts';
import { apply } from '../../src/domain/tree/apply.ts';
import { emptyTree } from '../../src/domain/tree/build.ts';
import { applyDiff } from '../../src/domain/tree/changes.ts';
import type { Place, TreeCommand } from '../../src/domain/tree/commands.ts';
import type { Tree } from '../../src/domain/tree/records.ts';
import { billsOf, documentsOf } from '../../src/domain/tree/views.ts';
import { anyPick, anyReading, editFor, findingFor } from './any.ts';
import { countingIds, sideAt } from './builders.ts';
import { expectSound, run, shapeOf } from './shape.ts';

interface Side {
  readonly add: Extract<TreeCommand, { type: 'page.add' }>;
  readonly reading: Reading;
}

const anyStack = fc.array(fc.record({ front: anyReading, back: fc.option(anyReading) }), {
  minLength: 1,
  maxLength: 8,
});

it('SEP-1 the tree does not depend on the order in which pages are read, nor on when they are read', () => {
  fc.assert(
    fc.property(anyStack, fc.array(fc.nat(1000), { minLength: 16, maxLength: 16 }), (stack, rolls) => {
      const sides = sidesOf('stack', stack, { at: 'tail' });
      const inTurn = readInOrder(feed(empty(), sides), sides);
      expect(shapeOf(readInOrder(feed(empty(), sides), shuffled(sides, rolls)))).toBe(shapeOf(inTurn));
      expect(shapeOf(feedAndRead(empty(), sides, rolls))).toBe(shapeOf(inTurn));
    }),
    { numRuns: 600 },
  );
});

it('SEP-2 the same holds for pages put into a batch that is there, which a person has worked on', () => {
  fc.assert(
    fc.property(
      anyStack,
      fc.array(anyPick, { maxLength: 5 }),
      anyStack,
      fc.nat(99),
      fc.array(fc.nat(1000), { minLength: 16, maxLength: 16 }),
      (earlier, picks, stack, roll, rolls) => {
        const earlierSides = sidesOf('earlier', earlier, { at: 'tail' });
        const worked = edited(readInOrder(feed(empty(), earlierSides), earlierSides), picks);
        const documents = [...worked.documents.keys()];
        const anchor = documents[roll % Math.max(1, documents.length)];
        const bills = [...worked.bills.keys()];
        const billId = bills[roll % Math.max(1, bills.length)];
        const places: readonly Place[] =
          anchor === undefined || billId === undefined
            ? [{ at: 'tail' }]
            : [
                { at: 'tail' },
                { at: 'after', documentId: anchor },
                { at: 'before', documentId: anchor },
                { at: 'bill-end', billId },
              ];
        const sides = sidesOf('stack', stack, places[roll % places.length] ?? { at: 'tail' });
        const inTurn = readInOrder(feed(worked, sides), sides);
        expectSound(inTurn);
        expect(shapeOf(readInOrder(feed(worked, sides), shuffled(sides, rolls)))).toBe(shapeOf(inTurn));
      },
    ),
    { numRuns: 600 },
  );
});

it('SEP-3 reading a page a second time with the same outcome changes nothing', () => {
  fc.assert(
    fc.property(anyStack, fc.nat(99), (stack, roll) => {
      const sides = sidesOf('stack', stack, { at: 'tail' });
      const tree = readInOrder(feed(empty(), sides), sides);
      const again = sides[roll % sides.length];
      if (again === undefined) return;
      const result = apply(tree, findingFor(again.add.page.id, again.reading), countingIds('e'));
      if (!result.ok) throw new Error('refused');
      expect(shapeOf(applyDiff(tree, result.value))).toBe(shapeOf(tree));
    }),
    { numRuns: 200 },
  );
});

it('SEP-4 each bill begins with its only number, and no two neighbours that separation made carry the same', () => {
  fc.assert(
    fc.property(anyStack, (stack) => {
      const sides = sidesOf('stack', stack, { at: 'tail' });
      const tree = readInOrder(feed(empty(), sides), sides);
      const bills = billsOf(tree);
      expect(bills.filter((bill) => bill.number === null && bill.rank > 0)).toEqual([]);
      for (const [index, bill] of bills.entries()) {
        if (index > 0) expect(bill.number).not.toBe(bills[index - 1]?.number);
        if (index > 0) expect(documentsOf(tree, bill.id)[0]?.kind).toBe('cover');
      }
    }),
    { numRuns: 200 },
  );
});

function empty(): Tree {
  return emptyTree({ id: 'batch:1', name: 'test', openedAt: 0, openedBy: 'operator' });
}

function sidesOf(
  jobName: 'earlier' | 'stack',
  stack: readonly { readonly front: Reading; readonly back: Reading | null }[],
  place: Place,
): readonly Side[] {
  const sides: Side[] = [];
  const push = (sheet: number, side: 'front' | 'back', reading: Reading) => {
    const number = sides.length;
    const prefix = jobName === 'stack' ? 'a' : 'b';
    const id: PageId = `page:0000000${prefix}-0000-7000-8000-${String(number).padStart(12, '0')}`;
    const page = { ...sideAt(id, number, sheet, side), captureJobId: `capture:${jobName}` } as const;
    sides.push({ add: { type: 'page.add', page, place, grouping: 'split' }, reading });
  };
  stack.forEach(({ front, back }, index) => {
    push(index + 1, 'front', front);
    if (back !== null) push(index + 1, 'back', back);
  });
  return sides;
}

function feed(tree: Tree, sides: readonly Side[]): Tree {
  const ids = countingIds(`d${tree.pages.size}`);
  return sides.reduce((current, side) => run(current, side.add, ids), tree);
}

function readInOrder(tree: Tree, sides: readonly Side[]): Tree {
  const ids = countingIds(`e${tree.pages.size}`);
  return sides.reduce((current, side) => run(current, findingFor(side.add.page.id, side.reading), ids), tree);
}

/** Readings come in between while the feeder still runs, in any order. */
function feedAndRead(start: Tree, sides: readonly Side[], rolls: readonly number[]): Tree {
  const ids = countingIds('d');
  const waiting: Side[] = [];
  let tree = start;
  const readOne = (roll: number) => {
    const [side] = waiting.splice(roll % waiting.length, 1);
    if (side !== undefined) tree = run(tree, findingFor(side.add.page.id, side.reading), ids);
  };
  sides.forEach((side, index) => {
    tree = run(tree, side.add, ids);
    waiting.push(side);
    const roll = rolls[index % rolls.length] ?? 0;
    if (roll % 3 > 0) readOne(roll);
    if (roll % 3 > 1 && waiting.length > 0) readOne(roll);
  });
  while (waiting.length > 0) readOne(rolls[waiting.length % rolls.length] ?? 0);
  return tree;
}

function shuffled<T>(values: readonly T[], rolls: readonly number[]): readonly T[] {
  return values
    .map((value, index) => ({ value, roll: rolls[index % rolls.length] ?? 0 }))
    .sort((a, b) => a.roll - b.roll)
    .map(({ value }) => value);
}

function edited(start: Tree, picks: Parameters<typeof editFor>[1][]): Tree {
  const ids: IdSource = countingIds('f');
  let tree = start;
  for (const pick of picks) {
    const result = apply(tree, editFor(tree, pick), ids);
    if (result.ok) tree = applyDiff(tree, result.value);
  }
  return tree;
}
