import { describe, expect, it } from 'vitest';
import type { Quality, Reading, Recipe } from '../../src/domain/reading.ts';
import { problemsOf } from '../../src/domain/rules/check.ts';
import { neighboursOf, noNeighbours } from '../../src/domain/rules/neighbours.ts';
import { defaultQualityPolicy, faultsOf, hintsOf, openFaultsOf } from '../../src/domain/rules/quality.ts';
import { giveBack, isOutdated, keepManual } from '../../src/domain/rules/recipe.ts';
import { apply } from '../../src/domain/tree/apply.ts';
import { applyDiff, isEmptyDiff } from '../../src/domain/tree/changes.ts';
import type { EditCommand } from '../../src/domain/tree/commands.ts';
import { redoDiff, undoDiff } from '../../src/domain/tree/history.ts';
import type { Page, Tree } from '../../src/domain/tree/records.ts';
import { findingFor } from './any.ts';
import {
  attachment,
  batch,
  bill,
  billAt,
  countingIds,
  cover,
  document,
  page,
  pageAt,
  plainReading,
  recipe,
  renditionOf,
  unread,
} from './builders.ts';
import { run } from './shape.ts';

function withQuality(change: Partial<Quality>): Reading {
  return { ...plainReading, quality: { ...plainReading.quality, ...change } };
}

/** The page of a bill behind its cover. */
function treeWith(reading: Reading, fields: Partial<Page> = {}): Tree {
  return batch(bill('A', cover(), document('attachment', page(reading, fields))));
}

function faultsIn(tree: Tree) {
  const looked = pageAt(tree, 0, 1);
  return openFaultsOf(looked, defaultQualityPolicy, neighboursOf(tree, looked));
}

const auto = <T>(value: T, confidence = 0.9) => ({ value, by: 'auto', confidence }) as const;
const manual = <T>(value: T) => ({ value, by: 'manual', confidence: 1 }) as const;

describe('the policy', () => {
  it('CLEAN-28 each fault holds its bill back until it is accepted by name', () => {
    const faulty = {
      SkewLeft: treeWith(withQuality({ skew: { degrees: 1.6, confidence: 0.9 } })),
      Coarse: treeWith(plainReading, { dpi: 199 }),
      Blurred: treeWith(withQuality({ sharpness: { value: 0.1, isBlurred: true } })),
      Clipped: treeWith(withQuality({ clipped: ['top'] })),
    };
    for (const [fault, tree] of Object.entries(faulty)) {
      const { id: pageId } = pageAt(tree, 0, 1);
      expect(problemsOf(tree, null)).toEqual([
        { type: 'QualityUnaccepted', billId: billAt(tree, 0).id, pageId, faults: [fault] },
      ]);
      const accepted = run(tree, { type: 'page.accept', pageIds: [pageId], by: 'lin' });
      expect(pageAt(accepted, 0, 1).accepted).toEqual({ by: 'lin', faults: [fault] });
      expect(problemsOf(accepted, null)).toEqual([]);
    }
    expect(problemsOf(treeWith(plainReading), null)).toEqual([]);
  });

  it('CLEAN-28 a lean nobody is sure of, taken out by corners or mended by hand, is none; blank and deleted pages have no faults', () => {
    const lean = withQuality({ skew: { degrees: 3, confidence: 0.9 } });
    const corners = [
      { x: 0, y: 0 },
      { x: 9, y: 0 },
      { x: 9, y: 9 },
      { x: 0, y: 9 },
    ] as const;
    const whole = (made: Recipe) => ({ recipe: made, rendition: renditionOf(made) });
    expect(faultsIn(treeWith(lean))).toEqual(['SkewLeft']);
    expect(faultsIn(treeWith(withQuality({ skew: { degrees: 3, confidence: 0.2 } })))).toEqual([]);
    expect(faultsIn(treeWith(lean, whole({ ...recipe, corners: auto(corners) })))).toEqual([]);
    expect(faultsIn(treeWith(lean, whole({ ...recipe, skewDeg: manual(2.5) })))).toEqual([]);
    expect(faultsIn(treeWith(lean, { mark: 'blank' }))).toEqual([]);
    expect(faultsIn(treeWith(lean, { isDeleted: true }))).toEqual([]);
  });

  it('CLEAN-28 a page much softer than its neighbours is blurred; one among soft ones, or still sharp enough, is not', () => {
    const sharpness = (value: number) => page(withQuality({ sharpness: { value, isBlurred: false } }));
    const blurredOf = (values: readonly number[]) => {
      const tree = batch(bill('A', cover(), document('attachment', ...values.map(sharpness))));
      return values.map((_, n) => {
        const looked = pageAt(tree, 0, 1, n);
        return faultsOf(looked, defaultQualityPolicy, neighboursOf(tree, looked)).length;
      });
    };
    expect(blurredOf([0.5, 0.5, 0.5, 0.5, 0.2])).toEqual([0, 0, 0, 0, 1]);
    expect(blurredOf([0.22, 0.22, 0.22, 0.22, 0.2])).toEqual([0, 0, 0, 0, 0]);
    expect(blurredOf([0.9, 0.9, 0.9, 0.9, 0.3])).toEqual([0, 0, 0, 0, 0]);
    // Nothing to tell by: too little print, too few pages.
    expect(blurredOf([0.5, 0.5, 0.5, 0.5, 0])).toEqual([0, 0, 0, 0, 0]);
    expect(blurredOf([0.5, 0.2])).toEqual([0, 0]);
  });

  it('CLEAN-29 a page drawn at an assumed resolution is not coarse; it is worth a look', () => {
    const tree = treeWith(plainReading, { dpi: 96, dpiBy: 'assumed' });
    expect(faultsIn(tree)).toEqual([]);
    expect(hintsOf(pageAt(tree, 0, 1), noNeighbours)).toEqual(['DpiAssumed']);
  });

  it('CLEAN-31 what was accepted is gone once the page is read again without it, and stays where it is still so', () => {
    const tree = treeWith(withQuality({ clipped: ['top'], sharpness: { value: 0.1, isBlurred: true } }));
    const { id } = pageAt(tree, 0, 1);
    const accepted = run(tree, { type: 'page.accept', pageIds: [id], by: 'lin' });
    const clippedOnly = run(accepted, findingFor(id, withQuality({ clipped: ['left'] })));
    expect(pageAt(clippedOnly, 0, 1).accepted).toEqual({ by: 'lin', faults: ['Clipped'] });
    const clean = run(clippedOnly, findingFor(id, plainReading));
    expect(pageAt(clean, 0, 1).accepted).toBeNull();
    expect(faultsIn(run(clean, findingFor(id, withQuality({ clipped: ['left'] }))))).toEqual(['Clipped']);
  });

  it('CLEAN-15 a page given up is told as such, not as one still to be read; one that is ready holds nothing back', () => {
    const tree = batch(bill('A', cover(), document('attachment', unread({ parked: 'worker died' }))));
    const ids = { billId: billAt(tree, 0).id, pageId: pageAt(tree, 0, 1).id };
    expect(problemsOf(tree, null)).toEqual([{ type: 'PageParked', ...ids, detail: 'worker died' }]);
    expect(problemsOf(treeWith(plainReading, { parked: 'worker died' }), null)).toEqual([]);
  });
});

describe('what is worth a look', () => {
  const sheet = (width: number, height: number) => page(withQuality({ sheetMm: { width, height } }));
  const hintsIn = (sizes: readonly (readonly [number, number])[]) => {
    const pages = sizes.map(([width, height]) => sheet(width, height));
    const tree = batch(bill('A', cover(), document('attachment', ...pages)));
    return sizes.map((_, n) => {
      const looked = pageAt(tree, 0, 1, n);
      return hintsOf(looked, neighboursOf(tree, looked)).join();
    });
  };
  const a4 = [210, 297] as const;

  it('CLEAN-30 a sheet of another length, or about twice as long, among sheets of one size', () => {
    const last = (...size: readonly [number, number]) => hintsIn([a4, a4, [209, 296], a4, a4, size]).at(-1);
    expect(last(210, 308)).toBe('');
    expect(last(210, 310)).toBe('LengthOdd');
    expect(last(210, 270)).toBe('LengthOdd');
    expect(last(210, 560)).toBe('DoubleFeed');
    // A4 on its side is no other sheet.
    expect(last(297, 210)).toBe('');
  });

  it('CLEAN-30 in a mixed stack, and among too few, no length is odd; an overlap is told by itself', () => {
    const mixed = [a4, [148, 210], a4, [80, 200], a4, [105, 148]] as const;
    expect(hintsIn(mixed)).toEqual(mixed.map(() => ''));
    expect(hintsIn([a4, a4, [210, 560]])).toEqual(['', '', '']);
    expect(hintsOf(pageAt(treeWith(withQuality({ overlap: 0.6 })), 0, 1), noNeighbours)).toEqual([
      'DoubleFeed',
    ]);
    expect(hintsOf(pageAt(treeWith(withQuality({ overlap: 0.4 })), 0, 1), noNeighbours)).toEqual([]);
  });

  it('CLEAN-30 a turn or a lean no stage was sure of, where there is content and no person set it', () => {
    const hints = (made: Recipe, fields: Partial<Page> = {}) =>
      hintsOf(pageAt(treeWith(plainReading, { recipe: made, ...fields }), 0, 1), noNeighbours);
    const unsure = { ...recipe, quarterTurn: auto<0>(0, 0.2), skewDeg: auto(0, 0.1) };
    expect(hints(unsure)).toEqual(['TurnUnsure', 'SkewUnsure']);
    expect(hints({ ...unsure, skewDeg: manual(0) })).toEqual(['TurnUnsure']);
    expect(hints(unsure, { mark: 'blank' })).toEqual([]);
  });
});

describe('values and those who set them', () => {
  it('CLEAN-33 a page is outdated where a stage would look another way at a value no person set', () => {
    const of = (made: Recipe | null) => isOutdated({ ...pageAt(treeWith(plainReading), 0, 1), recipe: made });
    const old = { ...recipe, versions: { ...recipe.versions, holes: recipe.versions.holes - 1 } };
    expect([of(null), of(recipe), of(old)]).toEqual([false, false, true]);
    expect(of({ ...old, holes: manual('fill' as const) })).toBe(false);
    expect(of(giveBack({ ...recipe, holes: manual('fill' as const) }, 'holes'))).toBe(true);
  });

  it('CLEAN-20 what the machine kept for a person who has given it back meanwhile waits to be found', () => {
    const found = { ...recipe, skewDeg: manual(3) };
    const wanted = giveBack({ ...recipe, skewDeg: manual(3) }, 'skewDeg');
    const kept = keepManual(wanted, found);
    expect(kept.skewDeg).toEqual({ value: 3, by: 'auto', confidence: 0 });
    expect(kept.versions).toEqual({ ...recipe.versions, skewDeg: 0 });
    expect(keepManual(found, recipe).skewDeg).toEqual(manual(3));
  });

  it('CLEAN-34 undo changes the value that was set and no other, and is a conflict where a person set it since', () => {
    const tree = treeWith(plainReading);
    const { id } = pageAt(tree, 0, 1);
    const set = perform(tree, { type: 'page.adjust', pageIds: [id], set: { skewDeg: 5 }, giveBack: [] });
    const found = { ...recipe, crop: auto({ x: 1, y: 1, width: 5, height: 5 }) };
    const read = run(set.tree, {
      type: 'page.read',
      pageId: id,
      recipe: found,
      reading: plainReading,
      rendition: renditionOf(found),
    });
    const undone = undoDiff(read, set);
    if (!undone.ok) throw new Error(undone.error.type);
    const after = pageAt(applyDiff(read, undone.value), 0, 1).recipe;
    expect(after).toEqual({ ...found, skewDeg: recipe.skewDeg });
    const again = redoDiff(applyDiff(read, undone.value), set);
    expect(again.ok && pageAt(applyDiff(read, again.value), 0, 1).recipe?.skewDeg).toEqual(manual(5));

    const other = run(read, { type: 'page.adjust', pageIds: [id], set: { skewDeg: 6 }, giveBack: [] });
    expect(undoDiff(other, set)).toEqual({ ok: false, error: { type: 'UndoConflict' } });
  });

  it('CLEAN-37 an acceptance that lapsed hinders neither undo nor redo; what is left of it is taken back', () => {
    const both = withQuality({ clipped: ['top'], sharpness: { value: 0.1, isBlurred: true } });
    const tree = treeWith(both);
    const { id } = pageAt(tree, 0, 1);
    const accept = perform(tree, { type: 'page.accept', pageIds: [id], by: 'lin' });
    for (const reading of [plainReading, withQuality({ clipped: ['left'] })]) {
      const read = run(accept.tree, findingFor(id, reading));
      const undone = undoDiff(read, accept);
      if (!undone.ok) throw new Error(undone.error.type);
      const back = applyDiff(read, undone.value);
      expect(pageAt(back, 0, 1).accepted).toBeNull();
      expect(redoDiff(back, accept).ok).toBe(true);
    }
    const markedToo = perform(accept.tree, { type: 'page.mark', pageIds: [id], mark: 'blank' });
    const lapsed = run(markedToo.tree, findingFor(id, both));
    expect(pageAt(lapsed, 0, 1).accepted).toBeNull();
    const unmarked = undoDiff(lapsed, markedToo);
    if (!unmarked.ok) throw new Error(unmarked.error.type);
    expect(undoDiff(applyDiff(lapsed, unmarked.value), accept).ok).toBe(true);
  });

  it('CLEAN-37 what another person accepted since is a conflict', () => {
    const tree = treeWith(withQuality({ clipped: ['top'] }));
    const { id } = pageAt(tree, 0, 1);
    const first = perform(tree, { type: 'page.accept', pageIds: [id], by: 'lin' });
    const blurredToo = withQuality({ clipped: ['top'], sharpness: { value: 0.1, isBlurred: true } });
    const read = run(first.tree, findingFor(id, blurredToo));
    const second = run(read, { type: 'page.accept', pageIds: [id], by: 'zhou' });
    expect(undoDiff(second, first)).toEqual({ ok: false, error: { type: 'UndoConflict' } });
  });

  it('CLEAN-36 a value set and given back in one edit is set, and setting it so again changes nothing', () => {
    const tree = treeWith(plainReading);
    const { id } = pageAt(tree, 0, 1);
    const edit = {
      type: 'page.adjust',
      pageIds: [id],
      set: { skewDeg: 5 },
      giveBack: ['skewDeg', 'holes'],
    } as const;
    const set = perform(tree, edit);
    expect(pageAt(set.tree, 0, 1).recipe).toEqual({ ...recipe, skewDeg: manual(5) });
    expect(isEmptyDiff(perform(set.tree, edit).diff)).toBe(true);
  });

  it('CLEAN-32 places read on a page follow its rendition, and come back with it', () => {
    const corners = [
      { x: 2, y: 1 },
      { x: 4, y: 1 },
      { x: 4, y: 2 },
      { x: 2, y: 2 },
    ] as const;
    const straight = { ...recipe, skewDeg: auto(0) };
    const reading = { ...plainReading, codes: [{ format: 'QRCode', text: 'x', corners }] };
    const tree = treeWith(reading, { recipe: straight, rendition: renditionOf(straight) });
    const { id } = pageAt(tree, 0, 1);
    const turned = { ...straight, quarterTurn: manual<90>(90) };
    const moved = run(tree, { type: 'page.rendered', pageId: id, rendition: renditionOf(turned) });
    const [code] = pageAt(moved, 0, 1).reading?.codes ?? [];
    // 10 x 10 pixels, a quarter clockwise: (x, y) comes to lie at (10 - y, x).
    for (const [n, { x, y }] of corners.entries()) {
      expect(code?.corners[n]?.x).toBeCloseTo(10 - y, 6);
      expect(code?.corners[n]?.y).toBeCloseTo(x, 6);
    }
    const back = run(moved, { type: 'page.rendered', pageId: id, rendition: renditionOf(straight) });
    for (const [n, { x, y }] of corners.entries()) {
      const corner = pageAt(back, 0, 1).reading?.codes[0]?.corners[n];
      expect([corner?.x, corner?.y]).toEqual([expect.closeTo(x, 6), expect.closeTo(y, 6)]);
    }
  });
});

it('CLEAN-15 pages given up are not among those still to be read', () => {
  const tree = batch(
    bill('A', cover(), attachment(), document('attachment', unread({ parked: 'worker died' }))),
  );
  expect(problemsOf(tree, null).map(({ type }) => type)).toEqual(['PageParked']);
});

function perform(tree: Tree, command: EditCommand) {
  const result = apply(tree, command, countingIds('q'));
  if (!result.ok) throw new Error(result.error.type);
  return { tree: applyDiff(tree, result.value), diff: result.value };
}
