import type { Device } from '../../contract/device-shapes.ts';
import type { CaptureJob } from '../../contract/queries.ts';
import type { BatchId, CaptureJobId, DocumentId, PageId } from '../../domain/ids.ts';
import type { ScanWork, StoredProfile } from '../../domain/rules/profile.ts';
import type { Place } from '../../domain/tree/commands.ts';
import type { Page } from '../../domain/tree/records.ts';
import { capturesOfStack } from '../station/stacks.ts';
import { unlocked } from '../station/station.ts';
import { upload } from '../station/uploads.ts';
import { deviceOf, profileFor, profileToGoOn } from './chosen-profile.ts';
import {
  type ActionContext,
  cursorBill,
  edit,
  indexOfBatch,
  runningCapture,
  tickedDocuments,
  told,
} from './context.ts';
import { noTicks, notify } from './workbench-state.ts';

/** What one press of Scan asks for. */
interface ScanOrder {
  readonly profile: StoredProfile;
  readonly place: Place;
  /** The capture this goes on with. */
  readonly continues: CaptureJobId | null;
  readonly refedSheets: number;
  /** Documents it replaces; a scan that goes on with another is for what that one was for. */
  readonly replaces: readonly DocumentId[];
}

/** One press of Scan, with the profile of the work. */
export async function startScan(context: ActionContext, work: ScanWork, place: Place): Promise<void> {
  await startWith(context, profileFor(context, work), place);
}

export async function startWith(context: ActionContext, profile: StoredProfile, place: Place): Promise<void> {
  await order(context, { profile, place, continues: null, refedSheets: 0, replaces: [] });
}

/** The scan of what replaces these documents, with the profile for it. */
export async function startReplacing(context: ActionContext, replaces: readonly DocumentId[]): Promise<void> {
  const profile = profileFor(context, 'replace');
  await order(context, { profile, place: { at: 'tail' }, continues: null, refedSheets: 0, replaces });
}

/**
 * Goes on with a stack that stopped, behind the last page that was kept. The pages in `again` are of a sheet that goes
 * in once more: they go to the bin first, and come back out of it when the scan is refused.
 */
export async function goOn(context: ActionContext, job: CaptureJob, again: readonly Page[]): Promise<void> {
  const pageIds = again.filter((page) => !page.isDeleted).map((page) => page.id);
  if (pageIds.length > 0 && !(await edit(context, { type: 'page.delete', pageIds }))) return;
  const { lastPlace } = context.workbench.get();
  const hasBegun = await order(context, {
    profile: profileToGoOn(context, job),
    place: lastPlace.at === 'tail' ? lastPlace : placeAfterCapture(context, job.id, pageIds),
    continues: job.id,
    refedSheets: again.length > 0 ? 1 : 0,
    replaces: [],
  });
  // The button that was pressed goes with its panel.
  if (hasBegun) context.workbench.set(({ focusTree }) => ({ focusTree: focusTree + 1 }));
  else if (pageIds.length > 0) await edit(context, { type: 'page.restore', pageIds });
}

/** Opens a batch where there is none; takes the only scanner in reach, else asks for one. Says whether it began. */
async function order(context: ActionContext, wish: ScanOrder): Promise<boolean> {
  const device = deviceOf(context, wish.profile) ?? (await onlyDevice(context));
  if (!device) {
    context.workbench.set({ panel: { type: 'profile' } });
    return false;
  }
  const batchId = await batchForCapture(context);
  if (!batchId) return false;
  // The count made by hand is of the next stack.
  const isNewStack = wish.continues === null && wish.replaces.length === 0;
  const started = await context.station.client.run('scan.start', {
    batchId,
    deviceId: device.id,
    profile: wish.profile.settings,
    place: wish.place,
    countedSheets: isNewStack ? context.workbench.get().countedSheets : null,
    continues: wish.continues,
    refedSheets: wish.refedSheets,
    replaces: [...wish.replaces],
  });
  if (!told(context, started)) return false;
  context.workbench.set((now) => ({
    lastPlace: wish.place,
    panel: null,
    lastProfileId: wish.profile.id || now.lastProfileId,
    chosenSinceScan: null,
    countedSheets: isNewStack ? null : now.countedSheets,
    countOf: null,
  }));
  return true;
}

/** The scanner that needs no choosing, also where the window's own look for scanners is not through yet. */
async function onlyDevice(context: ActionContext): Promise<Device | null> {
  const found = await context.station.lookForScanners();
  const [device, ...others] = found?.devices ?? [];
  if (!device || others.length > 0) return null;
  context.workbench.set({ device });
  return device;
}

export async function importFiles(
  context: ActionContext,
  files: readonly File[],
  grouping: 'split' | 'whole',
  place: Place,
  replaces: readonly DocumentId[] = [],
): Promise<void> {
  if (files.length === 0) return;
  const batchId = await batchForCapture(context);
  if (!batchId) return;
  const stopping = new AbortController();
  try {
    const uploadIds = await uploadAll(context, files, stopping);
    // Less than what was chosen must not replace anything.
    const isTooFew = replaces.length > 0 && uploadIds.length < files.length;
    if (!stopping.signal.aborted) {
      if (uploadIds.length === 0 || isTooFew) return;
      await unlocked(context.station);
    }
    if (stopping.signal.aborted) {
      const params = { total: files.length };
      notify(context.workbench, { type: 'done', key: 'scan.import.notBegun', params });
      return;
    }
    const order = { batchId, uploadIds: [...uploadIds], grouping, place, replaces: [...replaces] };
    const started = await context.station.client.run('import.start', order);
    // Said while it was being begun.
    if (told(context, started) && stopping.signal.aborted)
      told(context, await context.station.client.run('capture.cancel', started.value));
  } finally {
    context.workbench.set({ uploading: null });
  }
}

/** One after the other, up to the last or until it is stopped; what does not get through is told. */
async function uploadAll(
  context: ActionContext,
  files: readonly File[],
  stopping: AbortController,
): Promise<readonly string[]> {
  const uploadIds: string[] = [];
  const stop = () => stopping.abort();
  for (const [done, file] of files.entries()) {
    context.workbench.set({ uploading: { done, total: files.length, stop } });
    const result = await upload(file, 'pages', stopping.signal);
    if (stopping.signal.aborted) return [];
    if (result.ok) uploadIds.push(result.value);
    else notify(context.workbench, { type: 'error', error: result.error });
  }
  return uploadIds;
}

/** Ends the capture that runs, or files on their way into the station. */
export async function stopRunning(context: ActionContext): Promise<void> {
  const job = runningCapture(context.batch);
  if (job) told(context, await context.station.client.run('capture.cancel', { captureJobId: job.id }));
  else context.ui.uploading?.stop();
}

/** Whether files are being read in. A scan is not meant: paper that lies in the feeder is not stopped in passing. */
export function isReadingIn({ batch, ui }: ActionContext): boolean {
  const job = runningCapture(batch);
  return job ? job.kind === 'import' : ui.uploading !== null;
}

/** After the ticked document or the one under the cursor; at the end where there is none. */
export function placeAfterTarget(context: ActionContext): Place {
  const ticked = tickedDocuments(context).at(-1);
  const page = context.ui.shownPageId && context.batch?.tree.pages.get(context.ui.shownPageId);
  const documentId = ticked?.document.id ?? (page ? page.documentId : null);
  if (documentId && context.index.documentById.has(documentId)) return { at: 'after', documentId };
  const bill = cursorBill(context);
  return bill ? { at: 'bill-end', billId: bill.bill.id } : { at: 'tail' };
}

/** After the last page of the stack that stays where it is. */
function placeAfterCapture(
  context: ActionContext,
  captureJobId: CaptureJobId,
  leaving: readonly PageId[],
): Place {
  const { batch } = context;
  if (!batch) return context.workbench.get().lastPlace;
  const { documentById } = indexOfBatch(batch);
  for (const { id } of capturesOfStack(batch.captureJobs, captureJobId).toReversed()) {
    let last: Page | null = null;
    for (const page of batch.tree.pages.values()) {
      if (page.captureJobId !== id || page.isDeleted || leaving.includes(page.id)) continue;
      if (documentById.has(page.documentId) && page.feed > (last?.feed ?? -1)) last = page;
    }
    if (last) return { at: 'after', documentId: last.documentId };
  }
  return context.workbench.get().lastPlace;
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
    ticked: noTicks,
    tickAnchor: null,
    closedBills: new Set(),
    openDocuments: new Set(),
    search: '',
    editingNumber: null,
    panel: null,
    countOf: null,
  });
  return true;
}

async function batchForCapture(context: ActionContext): Promise<BatchId | null> {
  return context.station.state.get().batch?.tree.batch.id ?? (await openNewBatch(context, null));
}
