import type { Device } from '../../contract/queries.ts';
import type { BatchId } from '../../domain/ids.ts';
import type { Place } from '../../domain/tree/commands.ts';
import { upload } from '../station/uploads.ts';
import { type ActionContext, cursorBill, indexOfBatch, told } from './context.ts';
import { notify } from './workbench-state.ts';

/** One press of Scan. Opens a batch where there is none; takes the only scanner in reach, else asks for one. */
export async function startScan(context: ActionContext, place: Place): Promise<void> {
  const { profile } = context.workbench.get();
  const device = context.workbench.get().device ?? (await onlyDevice(context));
  if (!device) {
    context.workbench.set({ panel: { type: 'profile' } });
    return;
  }
  const batchId = await batchForCapture(context);
  if (!batchId) return;
  context.workbench.set({ lastPlace: place, panel: null });
  told(
    context,
    await context.station.client.run('scan.start', { batchId, deviceId: device.id, profile, place }),
  );
}

/** The scanner that needs no choosing, also where the window's own look for scanners is not through yet. */
async function onlyDevice(context: ActionContext): Promise<Device | null> {
  const found = await context.station.client.ask('devices.list', {});
  const [device, ...others] = found.ok ? found.value : [];
  if (!device || others.length > 0) return null;
  context.workbench.set({ device });
  return device;
}

/** Goes on after a fault, behind the last page that was kept. */
export async function resumeScan(context: ActionContext, captureJobId: string): Promise<void> {
  const { lastPlace } = context.workbench.get();
  await startScan(context, lastPlace.at === 'tail' ? lastPlace : placeAfterCapture(context, captureJobId));
}

export async function importFiles(
  context: ActionContext,
  files: readonly File[],
  grouping: 'split' | 'whole',
  place: Place,
): Promise<void> {
  if (files.length === 0) return;
  const batchId = await batchForCapture(context);
  if (!batchId) return;
  const uploadIds: string[] = [];
  for (const [done, file] of files.entries()) {
    context.workbench.set({ uploading: { done, total: files.length } });
    const result = await upload(file);
    if (result.ok) uploadIds.push(result.value);
    else notify(context.workbench, { type: 'error', error: result.error });
  }
  context.workbench.set({ uploading: null });
  if (uploadIds.length === 0) return;
  told(context, await context.station.client.run('import.start', { batchId, uploadIds, grouping, place }));
}

/** After the ticked document or the one under the cursor; at the end where there is none. */
export function placeAfterTarget(context: ActionContext): Place {
  const ticked = context.index.bills
    .flatMap((bill) => bill.documents)
    .findLast((view) => context.ui.ticked.has(view.document.id));
  const page = context.ui.shownPageId && context.batch?.tree.pages.get(context.ui.shownPageId);
  const documentId = ticked?.document.id ?? (page ? page.documentId : null);
  if (documentId && context.index.documentById.has(documentId)) return { at: 'after', documentId };
  const bill = cursorBill(context);
  return bill ? { at: 'bill-end', billId: bill.bill.id } : { at: 'tail' };
}

function placeAfterCapture(context: ActionContext, captureJobId: string): Place {
  const { batch } = context;
  let last: { feed: number; place: Place } = { feed: -1, place: context.workbench.get().lastPlace };
  for (const page of batch?.tree.pages.values() ?? []) {
    if (page.captureJobId !== captureJobId || page.feed <= last.feed) continue;
    if (indexOfBatch(batch).documentById.has(page.documentId)) {
      last = { feed: page.feed, place: { at: 'after', documentId: page.documentId } };
    }
  }
  return last.place;
}

export async function openNewBatch(context: ActionContext, name: string | null): Promise<BatchId | null> {
  const opened = await context.station.client.run('batch.open', { name });
  if (!told(context, opened)) return null;
  const { batchId } = opened.value;
  if (!(await openBatch(context, batchId))) return null;
  void context.station.refreshBatches();
  return batchId;
}

export async function openBatch(context: ActionContext, batchId: BatchId): Promise<boolean> {
  const result = await context.station.open(batchId);
  if (!told(context, result)) return false;
  context.workbench.set({
    cursor: null,
    shownPageId: null,
    ticked: new Set(),
    tickAnchor: null,
    closedBills: new Set(),
    openDocuments: new Set(),
    search: '',
    editingNumber: null,
    panel: null,
  });
  return true;
}

async function batchForCapture(context: ActionContext): Promise<BatchId | null> {
  return context.station.state.get().batch?.tree.batch.id ?? (await openNewBatch(context, null));
}
