import type { StationError } from '../../contract/errors.ts';
import type { CaptureJob } from '../../contract/queries.ts';
import type { BillId, DocumentId, PageId } from '../../domain/ids.ts';
import type { Result } from '../../domain/result.ts';
import type { Category } from '../../domain/rules/categories.ts';
import type { Page } from '../../domain/tree/records.ts';
import type { PlainEdit } from '../station/asked.ts';
import { categoriesNow } from '../station/categories.ts';
import { chosenOf } from '../station/filter.ts';
import type { OpenBatch } from '../station/projection.ts';
import { type Row, type RowKey, rowsOf } from '../station/rows.ts';
import type { Station, StationState } from '../station/station.ts';
import type { Store } from '../station/store.ts';
import { type BillView, type DocumentView, indexOf, type TreeIndex } from '../station/tree-index.ts';
import { notify, type WorkbenchState } from './workbench-state.ts';

/** Everything an action may look at and touch. */
export interface ActionContext {
  readonly station: Station;
  readonly workbench: Store<WorkbenchState>;
  readonly now: StationState;
  readonly ui: WorkbenchState;
  readonly batch: OpenBatch | null;
  readonly index: TreeIndex;
  /** Every page outside the bin in the order of the tree, folded ones left out. */
  readonly pageOrder: readonly PageId[];
  readonly rows: readonly Row[];
  /** Opens the system's file chooser. */
  readonly chooseFiles: () => Promise<readonly File[]>;
  readonly toggleLanguage: () => void;
  readonly toggleTheme: () => void;
}

const emptyIndex: TreeIndex = {
  bills: [],
  billById: new Map(),
  documentById: new Map(),
  deleted: [],
  blank: 0,
};

export function indexOfBatch(batch: OpenBatch | null): TreeIndex {
  return batch ? indexOf(batch.tree) : emptyIndex;
}

let lastRows: {
  readonly index: TreeIndex;
  readonly wish: readonly unknown[];
  readonly rows: readonly Row[];
} | null = null;

/** Rows as shown now. Remembers the last answer: every action and the tree ask for the same. */
export function currentRows(
  batch: OpenBatch | null,
  ui: WorkbenchState,
  categories: readonly Category[],
): readonly Row[] {
  const index = indexOfBatch(batch);
  const only = batch && chosenOf(batch, ui.filter);
  const wish = [ui.closedBills, ui.openDocuments, ui.showsBlank, ui.search, categories, only];
  if (lastRows?.index === index && lastRows.wish.every((value, at) => value === wish[at]))
    return lastRows.rows;
  const rows = rowsOf(index, { ...ui, categories, only });
  lastRows = { index, wish, rows };
  return rows;
}

/** Search or filter leave nothing. The cursor keeps its place for when they are taken off; nothing is done to it meanwhile. */
export function isNothingListed({ index, rows }: ActionContext): boolean {
  return rows.length === 0 && index.bills.length > 0;
}

/** What search and filter leave, in closed bills too; a document whose pages are all folded is there where its line is. */
export function listedDocuments({ batch, index, now, ui, rows }: ActionContext): readonly DocumentView[] {
  const only = batch && chosenOf(batch, ui.filter);
  const { categories } = categoriesNow(now);
  // What is drawn is there already; a closed bill hides what is asked for here.
  const open =
    ui.closedBills.size === 0 ? rows : rowsOf(index, { ...ui, closedBills: new Set(), categories, only });
  return open.flatMap((row) => (row.type === 'document' ? [row.view] : []));
}

export function cursorDocument(context: ActionContext): DocumentView | null {
  return isNothingListed(context) ? null : documentAtCursor(context);
}

export function cursorBill(context: ActionContext): BillView | null {
  return isNothingListed(context) ? null : billAtCursor(context);
}

function documentAtCursor(context: ActionContext): DocumentView | null {
  const { cursor } = context.ui;
  if (!cursor || !context.batch) return null;
  const documentId = isPageId(cursor) ? context.batch.tree.pages.get(cursor)?.documentId : cursor;
  return documentId && isDocumentId(documentId) ? (context.index.documentById.get(documentId) ?? null) : null;
}

/** Where to go on from, listed or not: what is gone to takes the search off that hides it. */
export function billAtCursor(context: ActionContext): BillView | null {
  const { cursor } = context.ui;
  if (!cursor) return null;
  const billId = isBillId(cursor) ? cursor : documentAtCursor(context)?.document.billId;
  return billId ? (context.index.billById.get(billId) ?? null) : null;
}

/** The ticked documents that are listed, in the order of the tree, else the one under the cursor. */
export function targetDocuments(context: ActionContext): readonly DocumentView[] {
  const ticked = tickedDocuments(context);
  if (ticked.length > 0) return ticked;
  const one = cursorDocument(context);
  return one ? [one] : [];
}

const ticked = new WeakMap<ActionContext, readonly DocumentView[]>();

/**
 * In the order of the tree. What search or filter hide stays ticked and is left alone: nothing is done to what is not listed.
 * Looked up once a context: every button that works on ticks asks for it.
 */
export function tickedDocuments(context: ActionContext): readonly DocumentView[] {
  if (context.ui.ticked.size === 0) return [];
  const known = ticked.get(context);
  if (known) return known;
  const isNarrowed = context.ui.search !== '' || context.ui.filter.size > 0;
  const listed = isNarrowed
    ? listedDocuments(context)
    : context.index.bills.flatMap(({ documents }) => documents);
  const views = listed.filter((view) => context.ui.ticked.has(view.document.id));
  ticked.set(context, views);
  return views;
}

export function shownPage(context: ActionContext): Page | null {
  const { shownPageId } = context.ui;
  if (isNothingListed(context)) return null;
  return (shownPageId && context.batch?.tree.pages.get(shownPageId)) || null;
}

/** Pages of the ticked documents, folded ones where they are shown, else the one in view. */
export function targetPages(context: ActionContext): readonly Page[] {
  const ticked = tickedDocuments(context);
  const { showsBlank } = context.ui;
  if (ticked.length > 0) return ticked.flatMap((view) => (showsBlank ? outsideBin(view) : view.pages));
  const page = shownPage(context);
  return page && !page.isDeleted ? [page] : [];
}

/** Every page of a document that is not in the bin, the folded ones at their place. */
export function outsideBin(view: DocumentView): readonly Page[] {
  return [...view.pages, ...view.folded].toSorted((a, b) => a.rank - b.rank);
}

export function isSubmitted(context: ActionContext, documentId: DocumentId): boolean {
  const billId = context.batch?.tree.documents.get(documentId)?.billId;
  return billId !== undefined && context.batch?.tree.bills.get(billId)?.state === 'submitted';
}

export function runningCapture(batch: OpenBatch | null): CaptureJob | null {
  for (const job of batch?.captureJobs.values() ?? []) if (job.state === 'running') return job;
  return null;
}

/** The capture begun last. */
export function latestCapture(batch: OpenBatch | null): CaptureJob | null {
  let latest: CaptureJob | null = null;
  for (const job of batch?.captureJobs.values() ?? [])
    if (!latest || job.startedAt >= latest.startedAt) latest = job;
  return latest;
}

/** Makes an edit; what goes wrong is told. */
export async function edit(context: ActionContext, command: PlainEdit): Promise<boolean> {
  const batchId = context.batch?.tree.batch.id;
  if (batchId === undefined) return false;
  return told(context, await context.station.change(batchId, { type: 'edit', edit: command }));
}

export function told<T>(
  context: ActionContext,
  result: Result<T, StationError>,
): result is { ok: true; value: T } {
  if (!result.ok) notify(context.workbench, { type: 'error', error: result.error });
  return result.ok;
}

export function isBillId(key: RowKey): key is BillId {
  return key.startsWith('bill:');
}
export function isDocumentId(key: string): key is DocumentId {
  return key.startsWith('document:');
}
export function isPageId(key: RowKey): key is PageId {
  return key.startsWith('page:');
}
