import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Page } from '../../../src/domain/tree/records.ts';
import type { Store } from '../../../src/station/ports/store.ts';
import {
  audit,
  batch,
  bill,
  billId,
  commit,
  diff,
  document,
  documentId,
  page,
  pageId,
  reading,
  recipe,
  rendition,
  sha,
  uuid,
} from './sample.ts';
import { newStore, opened, temporaryFolder } from './temporary.ts';

function withTwoPages(store: Store): void {
  store.insertBatch(batch, audit('opened'));
  store.commit(
    commit(1, {
      diff: diff({
        bills: { added: [bill(1, { number: 'CL-2026-000001' })] },
        documents: { added: [document(1, 1), document(2, 1, { rank: 1 })] },
        pages: { added: [page(1, 1), page(2, 2, { source: { name: '发票.pdf', pageNumber: 3 } })] },
      }),
    }),
  );
}

describe('the tree in the store', () => {
  it('STORE-1 gives back every field of every record, also after reopening', () => {
    const path = join(temporaryFolder(), 'station.sqlite');
    const full = page(3, 3, {
      rank: 0,
      side: 'back',
      source: { name: '发票.pdf', pageNumber: 2 },
      dpi: 299.72,
      dpiBy: 'file',
      deviceSays: { patch: 'T', codes: [{ format: 'Code39', text: 'PATCHT' }], imprinted: 'A-00042' },
      recipe,
      rendition: rendition(3),
      reading,
      typed: reading.invoices.map((invoice) => ({ ...invoice, source: 'manual' as const })),
      mark: 'separator',
      markBy: 'manual',
      isDeleted: true,
    });
    const records = {
      bill: bill(3, { rank: 2, number: 'CL-1', numberBy: 'manual', state: 'submitted' }),
      document: document(3, 3, {
        rank: 4,
        kind: 'invoice',
        kindBy: 'manual',
        category: 'contract',
        placedBy: 'manual',
      }),
    };
    const store = opened(path);
    store.insertBatch(batch, audit('opened'));
    store.commit(
      commit(1, {
        diff: diff({
          bills: { added: [records.bill] },
          documents: { added: [records.document] },
          pages: { added: [full] },
        }),
      }),
    );
    store.close();

    const loaded = opened(path).loadBatch(batch.id);
    expect(loaded?.revision).toBe(1);
    expect(loaded?.tree.batch).toEqual(batch);
    expect(loaded?.tree.bills.get(records.bill.id)).toEqual(records.bill);
    expect(loaded?.tree.documents.get(records.document.id)).toEqual(records.document);
    expect(loaded?.tree.pages.get(full.id)).toEqual(full);
  });

  it('STORE-2 refuses a commit that is not the next revision, and leaves nothing of it', () => {
    const store = newStore();
    withTwoPages(store);
    const late = { diff: diff({ bills: { added: [bill(9)] } }), audit: [audit('late', [billId(9)])] };
    expect(() => store.commit(commit(1, late))).toThrow(/revision 1 onto 1/);
    expect(() => store.commit(commit(3, late))).toThrow(/revision 3 onto 1/);
    expect(() => store.commit({ ...commit(1, late), batchId: `batch:${uuid(77)}` })).toThrow(/onto nothing/);
    expect(store.loadBatch(batch.id)?.revision).toBe(1);
    expect(store.loadBatch(batch.id)?.tree.bills.has(billId(9))).toBe(false);
    expect(store.auditOf(billId(9))).toEqual([]);
  });

  it('STORE-3 saves all of a commit or nothing: a diff that does not fit takes its earlier rows back', () => {
    const store = newStore();
    withTwoPages(store);
    const before = store.loadBatch(batch.id);
    const unfit = diff({
      documents: { added: [document(5, 1, { rank: 2 })] },
      pages: { updated: [{ id: pageId(404), from: { rank: 0 }, to: { rank: 1 } }] },
    });
    expect(() => store.commit(commit(2, { diff: unfit }))).toThrow(/no page:.* to change/);
    expect(store.loadBatch(batch.id)).toEqual(before);
    expect(store.batchSummaries()[0]).toMatchObject({ bills: 1, pages: 2, openBills: 1 });
  });

  it('STORE-4 takes dense re-ranking of any order within one commit', () => {
    const store = newStore();
    withTwoPages(store);
    store.commit(
      commit(2, {
        diff: diff({
          documents: {
            updated: [
              { id: documentId(1), from: { rank: 0 }, to: { rank: 1 } },
              { id: documentId(2), from: { rank: 1 }, to: { rank: 0 } },
            ],
          },
        }),
      }),
    );
    const documents = [...(store.loadBatch(batch.id)?.tree.documents.values() ?? [])];
    expect(documents.map(({ id, rank }) => [id, rank])).toEqual([
      [documentId(2), 0],
      [documentId(1), 1],
    ]);
  });

  it('STORE-5 moves children away before their parent goes, and adds parents before their children', () => {
    const store = newStore();
    withTwoPages(store);
    store.commit(
      commit(2, {
        diff: diff({
          bills: { added: [bill(2, { rank: 1 })], removed: [] },
          documents: {
            updated: [{ id: documentId(2), from: { billId: billId(1) }, to: { billId: billId(2), rank: 0 } }],
          },
          pages: {
            updated: [
              {
                id: pageId(1),
                from: { documentId: documentId(1) },
                to: { documentId: documentId(2), rank: 1 },
              },
            ],
          },
        }),
      }),
    );
    store.commit(
      commit(3, {
        diff: diff({
          documents: { removed: [document(1, 1)] },
          bills: { removed: [bill(1, { number: 'CL-2026-000001' })] },
        }),
      }),
    );
    const tree = store.loadBatch(batch.id)?.tree;
    expect([...(tree?.bills.keys() ?? [])]).toEqual([billId(2)]);
    expect([...(tree?.pages.values() ?? [])].map((one) => one.documentId)).toEqual([
      documentId(2),
      documentId(2),
    ]);
    expect(store.batchOfPage(pageId(1))).toBe(batch.id);
  });

  it('STORE-5 never leaves a page whose document is gone', () => {
    const store = newStore();
    withTwoPages(store);
    expect(() =>
      store.commit(commit(2, { diff: diff({ documents: { removed: [document(1, 1)] } }) })),
    ).toThrow(/FOREIGN KEY/);
    expect(store.loadBatch(batch.id)?.tree.documents.size).toBe(2);
  });

  it('STORE-6 counts bills, open bills and pages outside the bin through every kind of change', () => {
    const store = newStore();
    withTwoPages(store);
    const counts = () => {
      const { bills, openBills, pages } = store.batchSummaries()[0] ?? {};
      return [bills, openBills, pages];
    };
    expect(counts()).toEqual([1, 1, 2]);
    store.commit(
      commit(2, {
        diff: diff({
          bills: {
            added: [bill(2, { rank: 1 })],
            updated: [{ id: billId(1), from: { state: 'open' }, to: { state: 'submitted' } }],
          },
          pages: { updated: [{ id: pageId(1), from: { isDeleted: false }, to: { isDeleted: true } }] },
        }),
      }),
    );
    expect(counts()).toEqual([2, 1, 1]);
    store.commit(
      commit(3, {
        diff: diff({
          bills: { removed: [bill(2, { rank: 1 })] },
          pages: { updated: [{ id: pageId(1), from: { isDeleted: true }, to: { isDeleted: false } }] },
        }),
      }),
    );
    expect(counts()).toEqual([1, 0, 2]);
    store.commit(
      commit(4, {
        diff: diff({ pages: { removed: [page(1, 1)] }, documents: { removed: [document(1, 1)] } }),
      }),
    );
    expect(counts()).toEqual([1, 0, 1]);
  });

  it('STORE-7 names every hash a page row refers to', () => {
    const store = newStore();
    withTwoPages(store);
    store.commit(
      commit(2, {
        diff: diff({
          pages: { updated: [{ id: pageId(1), from: { rendition: null }, to: { rendition: rendition(1) } }] },
        }),
      }),
    );
    expect([...store.referencedHashes()].sort()).toEqual([sha(1), sha(2), sha(100_001), sha(200_001)].sort());
  });

  it('STORE-8 knows no batch and no page that is not there', () => {
    const store = newStore();
    expect(store.loadBatch(batch.id)).toBeNull();
    expect(store.batchOfPage(pageId(1))).toBeNull();
    expect(store.batchSummaries()).toEqual([]);
  });
});

describe('the undo stack in the store', () => {
  const step = (seq: number) =>
    ({
      type: 'push',
      step: { seq, label: `edit-${seq}`, diff: diff({ bills: { added: [bill(seq)] } }), isUndone: false },
    }) as const;
  const steps = (store: Store) =>
    store.loadBatch(batch.id)?.history.map((one) => `${one.seq}${one.isUndone ? 'u' : ''}`);

  it('STORE-9 keeps steps with their diffs; a new edit drops what was undone; submission drops by number', () => {
    const store = newStore();
    store.insertBatch(batch, audit('opened'));
    store.commit(commit(1, { history: step(1) }));
    store.commit(commit(2, { history: step(2) }));
    store.commit(commit(3, { history: step(3) }));
    expect(store.loadBatch(batch.id)?.history[1]).toEqual({
      seq: 2,
      label: 'edit-2',
      diff: step(2).step.diff,
      isUndone: false,
    });
    store.commit(commit(4, { history: { type: 'undo', seq: 3 } }));
    store.commit(commit(5, { history: { type: 'undo', seq: 2 } }));
    expect(steps(store)).toEqual(['1', '2u', '3u']);
    store.commit(commit(6, { history: { type: 'redo', seq: 2 } }));
    expect(steps(store)).toEqual(['1', '2', '3u']);
    store.commit(commit(7, { history: step(4) }));
    expect(steps(store)).toEqual(['1', '2', '4']);
    store.commit(commit(8, { history: { type: 'drop', seqs: [1, 4] } }));
    expect(steps(store)).toEqual(['2']);
    expect(() => store.commit(commit(9, { history: { type: 'undo', seq: 99 } }))).toThrow(/no step 99/);
  });
});

describe('a rendition in the store', () => {
  const other = { ...recipe, tone: { value: 'even', by: 'manual', confidence: 1 } } as const;
  const made = rendition(1);
  const reordered = { recipe: made.recipe, image: made.image, thumbnail: made.thumbnail };
  const kept: readonly Page[] = [
    page(1, 1, { recipe: made.recipe, rendition: made }),
    page(2, 1, { rank: 1, recipe: other, rendition: made }),
    page(3, 1, { rank: 2, recipe: null, rendition: made }),
    // Another order of its fields: nothing to go by, and nothing lost.
    page(4, 1, { rank: 3, recipe: made.recipe, rendition: reordered }),
  ];

  it('OPEN-5 shares the recipe its page wants where it was made by that, and keeps its own where not', () => {
    const path = join(temporaryFolder(), 'station.sqlite');
    const store = opened(path);
    store.insertBatch(batch, audit('opened'));
    const tree = { bills: { added: [bill(1)] }, documents: { added: [document(1, 1)] } };
    store.commit(commit(1, { diff: diff({ ...tree, pages: { added: kept } }) }));
    store.close();

    const pages = opened(path).loadBatch(batch.id)?.tree.pages;
    expect(kept.map(({ id }) => pages?.get(id))).toEqual(kept);
    expect(pages?.size).toBe(kept.length);
    const shares = (n: number) => pages?.get(pageId(n))?.rendition?.recipe === pages?.get(pageId(n))?.recipe;
    expect([shares(1), shares(2), shares(3)]).toEqual([true, false, false]);
  });
});
