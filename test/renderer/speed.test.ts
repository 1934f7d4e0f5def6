import { describe, expect, it } from 'vitest';
import type { BillId } from '../../src/domain/ids.ts';
import { neighboursIn } from '../../src/domain/rules/neighbours.ts';
import { submittedPages } from '../../src/domain/rules/submission.ts';
import { apply } from '../../src/domain/tree/apply.ts';
import { applyDiff } from '../../src/domain/tree/changes.ts';
import type { EditCommand } from '../../src/domain/tree/commands.ts';
import type { Tree } from '../../src/domain/tree/records.ts';
import { contentsOf } from '../../src/domain/tree/views.ts';
import { screenUrl } from '../../src/renderer/station/pictures.ts';
import { placeOf } from '../../src/renderer/station/row-places.ts';
import { type Row, type RowsWish, rowsOf } from '../../src/renderer/station/rows.ts';
import { indexOf } from '../../src/renderer/station/tree-index.ts';
import { attachment, batch, bill, countingIds, cover, invoice, recipe } from '../domain/builders.ts';

const plain: RowsWish = {
  closedBills: new Set(),
  openDocuments: new Set(),
  showsBlank: false,
  search: '',
  categories: [],
  only: null,
};

const bills = 40;
const large = () =>
  batch(
    ...Array.from({ length: bills }, (_, at) =>
      bill(
        `CL-${at}`,
        cover(),
        invoice({ number: `26317000000000${String(at).padStart(6, '0')}` }),
        attachment(2),
      ),
    ),
  );

function edited(tree: Tree, command: EditCommand): Tree {
  const result = apply(tree, command, countingIds('9'));
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return applyDiff(tree, result.value);
}

describe('what a change to one bill leaves alone', () => {
  const before = large();
  const [first, second] = indexOf(before).bills;
  const invoiceView = second?.documents.find(({ document }) => document.kind === 'invoice');
  const reclassified = () => {
    if (!invoiceView) throw new Error('the second bill has an invoice');
    return edited(before, {
      type: 'document.reclassify',
      documentIds: [invoiceView.document.id],
      kind: 'attachment',
      category: null,
    });
  };

  it('SPEED-1 contents, view and rows of every other bill are the very same objects, and so need no second look', () => {
    const tree = reclassified();
    const changed = indexOf(tree).bills.filter((view, at) => view !== indexOf(before).bills[at]);
    expect(changed.map((view) => view.bill.id)).toEqual([second?.bill.id]);
    const rows = new Set(rowsOf(indexOf(before), plain));
    const fresh = rowsOf(indexOf(tree), plain).filter((row) => !rows.has(row));
    expect(fresh.length).toBeGreaterThan(0);
    expect(new Set(fresh.map((row) => ('billId' in row ? row.billId : row.key)))).toEqual(
      new Set<BillId | undefined>([second?.bill.id]),
    );
    if (!first || !second) throw new Error('there are bills');
    expect(contentsOf(tree, first.bill.id)).toBe(contentsOf(before, first.bill.id));
    expect(submittedPages(tree, first.bill.id)).toBe(submittedPages(before, first.bill.id));
    expect(contentsOf(tree, second.bill.id)).not.toBe(contentsOf(before, second.bill.id));
  });

  it('SPEED-6 rows of documents and pages that show the same are the very same, in the bill that changed too', () => {
    const open = { ...plain, openDocuments: new Set(before.documents.keys()) };
    const rows = rowsOf(indexOf(before), open);
    const after = rowsOf(indexOf(reclassified()), open);
    const fresh = after.filter((row) => row.type !== 'heading' && !rows.includes(row));
    expect(fresh.map((row) => row.key)).toEqual([second?.bill.id, invoiceView?.document.id]);
  });

  it('SPEED-6 a place among its like is told anew where one beside it went', () => {
    const rows = rowsOf(indexOf(before), plain);
    const gone = rowsOf(
      indexOf(edited(before, { type: 'page.delete', pageIds: [invoiceView?.pages[0]?.id ?? 'page:'] })),
      plain,
    );
    const last = second?.documents.find(({ document }) => document.kind === 'attachment')?.document.id;
    const placeIn = (all: readonly Row[]) =>
      placeOf(
        all,
        all.findIndex((row) => row.key === last),
      );
    expect(placeIn(rows)).toEqual({ position: 3, count: 3 });
    expect(placeIn(gone)).toEqual({ position: 2, count: 2 });
    const secondBill = gone.findIndex((row) => row.key === second?.bill.id);
    expect(placeOf(gone, secondBill)).toEqual({ position: 2, count: bills });
    expect(placeOf(gone, secondBill + 1)).toBeUndefined();
  });

  it('SPEED-1 a document moved from one bill to another changes both and no third', () => {
    const goal = indexOf(before).bills[5];
    if (!invoiceView || !goal) throw new Error('there are bills');
    const tree = edited(before, {
      type: 'document.move',
      documentIds: [invoiceView.document.id],
      place: { at: 'bill-end', billId: goal.bill.id },
      kind: null,
    });
    const changed = [...before.bills.keys()].filter((id) => contentsOf(tree, id) !== contentsOf(before, id));
    expect(new Set(changed)).toEqual(new Set([second?.bill.id, goal.bill.id]));
  });

  it('SPEED-2 the same rows come out of the same bill while search and folds leave it as it was', () => {
    const tree = indexOf(before);
    const all = rowsOf(tree, plain);
    const folded = rowsOf(tree, { ...plain, closedBills: new Set([first?.bill.id ?? 'bill:']) });
    expect(folded.filter((row) => !all.includes(row))).toHaveLength(1);
    expect(rowsOf(tree, plain).slice(-20)).toEqual(all.slice(-20));
    expect(rowsOf(tree, plain).at(-1)).toBe(all.at(-1));
  });

  it('SPEED-3 what is usual in a stack stays the very same as long as one page does not change it', () => {
    expect(neighboursIn(reclassified())).toBe(neighboursIn(before));
    const gone = edited(before, { type: 'page.delete', pageIds: [invoiceView?.pages[0]?.id ?? 'page:'] });
    expect(neighboursIn(gone)).toBe(neighboursIn(before));
  });
});

describe('pictures no larger than they are shown', () => {
  const [page] = large().pages.values();
  const image = { sha256: 'b'.repeat(64), mime: 'image/jpeg', bytes: 1, width: 2480, height: 3508 } as const;

  it('SPEED-4 the next width up is fetched, and the page itself where little would be saved', () => {
    if (!page) throw new Error('there is a page');
    const rendered = { ...page, rendition: { image, thumbnail: image, recipe } };
    const widthFor = (pixels: number) => screenUrl(rendered, pixels).split('width=')[1] ?? 'whole';
    expect(widthFor(424)).toBe('480');
    expect(widthFor(481)).toBe('720');
    expect(widthFor(1_600)).toBe('1620');
    expect(widthFor(1_621)).toBe('whole');
    const small = { ...rendered, rendition: { image: { ...image, width: 500 }, thumbnail: image, recipe } };
    expect(screenUrl(small, 424)).not.toContain('width=');
  });
});
