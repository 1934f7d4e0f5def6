import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DocumentId } from '../../src/domain/ids.ts';
import { areNeighbours } from '../../src/domain/tree/merge-commands.ts';
import type { Tree } from '../../src/domain/tree/records.ts';
import { billsOf, documentsOf, pagesOf } from '../../src/domain/tree/views.ts';
import { anyTree } from './any.ts';
import {
  attachment,
  batch,
  bill,
  blankReading,
  countingIds,
  cover,
  document,
  documentAt,
  invoice,
  page,
  pageAt,
  plainReading,
  recipe,
  renditionOf,
  sideAt,
} from './builders.ts';
import { expectSound, refusal, run, shapeOf } from './shape.ts';

const merge = (tree: Tree, ...at: readonly number[]) =>
  ({ type: 'document.merge', documentIds: at.map((index) => documentAt(tree, 0, index).id) }) as const;
const splitOf = (tree: Tree, index: number, atPageId: null | ReturnType<typeof pageAt>['id'] = null) =>
  ({ type: 'document.split', documentId: documentAt(tree, 0, index).id, atPageId }) as const;
const kindsIn = (tree: Tree) =>
  [...documentsOf(tree, billsOf(tree)[0]?.id ?? 'bill:')].map(
    ({ kind, kindBy, category }) => `${kind} ${kindBy} ${category ?? '-'}`,
  );

describe('merging what is shown side by side', () => {
  const tree = batch(bill('B', cover(), invoice(), attachment(2), invoice({ number: '2' }), attachment()));

  it('EDIT-1 two of one kind are merged though another kind lies between; the later comes up behind the first', () => {
    const merged = run(tree, merge(tree, 3, 1));
    expect(shapeOf(merged)).toBe('B[cover:1 invoice:2,5 attachment:3,4 attachment:6]');
    expect(documentAt(merged, 0, 1)).toMatchObject({ kind: 'invoice', kindBy: 'auto', placedBy: 'manual' });
  });

  it('EDIT-1 one of the same kind between them keeps them apart, another category does not', () => {
    const three = batch(
      bill('B', attachment(), attachment(), attachment(1, { category: 'x' }), attachment()),
    );
    expect(refusal(three, merge(three, 0, 3))).toEqual({ type: 'NotAdjacent' });
    expect(shapeOf(run(three, merge(three, 1, 3)))).toBe('B[attachment:1 attachment:2,4 attachment:3]');
  });

  it('EDIT-1 what is folded away as blank is between nothing', () => {
    const blank = document('attachment', page(blankReading, { mark: 'blank' }));
    const folded = batch(bill('B', attachment(), blank, attachment()));
    expect(shapeOf(run(folded, merge(folded, 0, 2)))).toBe('B[attachment:1,3 attachment:2]');
  });

  it('EDIT-2 different kinds must be neighbours in the paper, and the whole is what the first is, whatever is read later', () => {
    expect(refusal(tree, merge(tree, 0, 2))).toEqual({ type: 'NotAdjacent' });
    const merged = run(tree, merge(tree, 2, 3));
    expect(documentAt(merged, 0, 2)).toMatchObject({ kind: 'attachment', kindBy: 'manual' });
    const { id, reading } = pageAt(merged, 0, 2, 2);
    if (!reading) throw new Error('an unread page');
    const finding = {
      type: 'page.read',
      pageId: id,
      recipe,
      reading,
      rendition: renditionOf(recipe),
    } as const;
    expect(documentAt(run(merged, finding), 0, 2).kind).toBe('attachment');
  });
});

describe('splitting what was merged', () => {
  const tree = batch(
    bill('B', cover(), attachment(2), attachment(3, { kindBy: 'manual', category: 'contract' }), invoice()),
  );
  const merged = run(run(tree, merge(tree, 1, 2)), {
    ...merge(tree, 1, 3),
  });

  it('EDIT-3 split gives back what was merged with kind and category, whatever it was made meanwhile', () => {
    expect(shapeOf(merged)).toBe('B[cover:1 attachment:2,3,4,5,6,7]');
    const refiled = run(merged, {
      type: 'document.reclassify',
      documentIds: [documentAt(merged, 0, 1).id],
      kind: 'cover',
      category: null,
    });
    for (const each of [merged, refiled]) {
      const split = run(each, splitOf(each, 1));
      expect(shapeOf(split)).toBe('B[cover:1 attachment:2,3 attachment:4,5,6 invoice:7]');
      expect(kindsIn(split)).toEqual([
        'cover auto -',
        'attachment auto -',
        'attachment manual contract',
        'invoice auto -',
      ]);
      expectSound(split);
      // What was given back is whole again: it splits as one that never was merged.
      expect(shapeOf(run(split, splitOf(split, 2), countingIds('c')))).toBe(
        'B[cover:1 attachment:2,3 attachment:4 attachment:5 attachment:6 invoice:7]',
      );
    }
  });

  it('EDIT-4 split at a page keeps the seams on both sides', () => {
    const cut = run(merged, splitOf(merged, 1, pageAt(merged, 0, 1, 3).id));
    expect(shapeOf(cut)).toBe('B[cover:1 attachment:2,3,4 attachment:5,6,7]');
    expectSound(cut);
    const back = run(cut, splitOf(cut, 1), countingIds('c'));
    const all = run(back, splitOf(back, 3), countingIds('d'));
    expect(shapeOf(all)).toBe('B[cover:1 attachment:2,3 attachment:4 attachment:5,6 invoice:7]');
    expect(kindsIn(all).slice(2)).toEqual([
      'attachment manual contract',
      'attachment manual contract',
      'invoice auto -',
    ]);
  });

  it('EDIT-4 split at the very seam gives that document back as it was', () => {
    const cut = run(merged, splitOf(merged, 1, pageAt(merged, 0, 1, 5).id));
    expect(shapeOf(cut)).toBe('B[cover:1 attachment:2,3,4,5,6 invoice:7]');
    expect(documentAt(cut, 0, 2)).toMatchObject({ kind: 'invoice', seams: [] });
    expect(documentAt(cut, 0, 1).seams.length).toBe(2);
  });

  it('EDIT-5 a seam outlives the bin: its page deleted it still parts; all behind it deleted, it parts nothing', () => {
    const last = pageAt(merged, 0, 1, 2).id;
    const without = run(merged, { type: 'page.delete', pageIds: [last] });
    expect(shapeOf(run(without, splitOf(without, 1)))).toBe(
      'B[cover:1 attachment:2,3 attachment:4,5,6 invoice:7]',
    );
    const rest = [2, 3, 4, 5].map((index) => pageAt(merged, 0, 1, index).id);
    const bare = run(merged, { type: 'page.delete', pageIds: rest });
    expect(shapeOf(run(bare, splitOf(bare, 1)))).toBe(
      'B[cover:1 attachment:2 attachment:3 attachment:4 attachment:5 attachment:6 invoice:7]',
    );
  });

  it('EDIT-3 law: what was merged and split again holds the same pages, document by document', () => {
    let tried = 0;
    fc.assert(
      fc.property(anyTree, fc.nat(9), fc.integer({ min: 2, max: 3 }), (any, from, length) => {
        const open = billsOf(any).filter(({ state }) => state === 'open');
        for (const { id: billId } of open) {
          const chosen = documentsOf(any, billId).slice(from % 3, (from % 3) + length);
          if (chosen.length < 2 || !areNeighbours(any, chosen)) continue;
          const seen = chosen.filter(({ id }) => pagesOf(any, id).some((each) => each.mark === 'content'));
          if (seen.length < 2) continue;
          tried += 1;
          const documentIds: DocumentId[] = chosen.map(({ id }) => id);
          const one = run(any, { type: 'document.merge', documentIds });
          const first = documentIds[0];
          if (first === undefined) throw new Error('nothing was chosen');
          const back = run(one, { type: 'document.split', documentId: first, atPageId: null });
          expectSound(back);
          const pagesIn = (tree: Tree) =>
            documentsOf(tree, billId).map(({ id }) => pagesOf(tree, id).map((each) => each.id));
          expect(pagesIn(back)).toEqual(pagesIn(any));
        }
      }),
    );
    expect(tried).toBeGreaterThan(20);
  });
});

describe('moving into another kind', () => {
  const tree = batch(bill('B', cover(), invoice(), attachment(), attachment()));
  const move = (at: readonly number[], kind: 'invoice' | 'attachment', category: string | null) =>
    ({
      type: 'document.move',
      documentIds: at.map((index) => documentAt(tree, 0, index).id),
      place: { at: 'before', documentId: documentAt(tree, 0, 1).id },
      kind: { kind, category },
    }) as const;

  it('EDIT-7 one edit moves and refiles; what is filed so already stays its own', () => {
    const moved = run(tree, move([3], 'invoice', 'contract'));
    expect(shapeOf(moved)).toBe('B[cover:1 invoice:4 invoice:2 attachment:3]');
    expect(documentAt(moved, 0, 1)).toMatchObject({ kindBy: 'manual', category: null });
    expect(documentAt(moved, 0, 2).kindBy).toBe('auto');
    const filed = run(tree, move([2, 3], 'attachment', 'contract'));
    expect(kindsIn(filed).slice(1, 3)).toEqual(['attachment manual contract', 'attachment manual contract']);
  });

  it('EDIT-8 several at once become no invoices, and nothing has moved', () => {
    expect(refusal(tree, move([2, 3], 'invoice', null))).toEqual({ type: 'OneDocumentOnly' });
  });

  it('EDIT-9 a white page of a file taken whole counts, also after it was read', () => {
    for (const grouping of ['whole', 'split'] as const) {
      const added = run(batch(), {
        type: 'page.add',
        page: { ...sideAt('page:00000000-0000-7000-8000-000000000001', 0, 1, 'front') },
        place: { at: 'tail' },
        grouping,
      });
      const pageId = pageAt(added, 0, 0).id;
      const read = run(added, {
        type: 'page.read',
        pageId,
        recipe,
        reading: { ...plainReading, ...blankReading },
        rendition: renditionOf(recipe),
      });
      expect(pageAt(read, 0, 0).mark).toBe(grouping === 'whole' ? 'content' : 'blank');
    }
  });
});
