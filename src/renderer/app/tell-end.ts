import type { CaptureJob } from '../../contract/queries.ts';
import { latestCapture } from '../actions/context.ts';
import { countOf } from '../actions/counting.ts';
import { goToPage } from '../actions/navigation.ts';
import { contextOf, type Workbench } from '../actions/workbench-provider.tsx';
import { notify } from '../actions/workbench-state.ts';
import { stackEnd } from '../station/stacks.ts';

/** A capture that ended well is told in one line; a fault and a count that differs have their own panels. */
export function tellEnd(workbench: Workbench, jobId: string): void {
  const { batch } = contextOf(workbench);
  const job = latestCapture(batch);
  const count = batch && job && countOf(batch, job.id);
  if (job?.id !== jobId) return;
  if (job.replacement) {
    tellReplacement(workbench, job, job.replacement);
    return;
  }
  const { sheetsFed: sheets, sidesTaken: sides, sidesBlank: blank } = job;
  // Files that failed have a panel of their own.
  const files = job.filesDone - job.failures.length;
  if (job.state === 'cancelled') {
    if (count?.state === 'differs') workbench.ui.set({ countOf: count.first });
    // An import that was stopped short has a panel of its own, which stays.
    const end = batch && job.kind === 'scan' ? stackEnd(batch, job) : null;
    // Its back is nowhere. Fed again it comes whole, and its front would be there twice.
    if (end?.half && !end.half.isDeleted)
      notify(workbench.ui, {
        type: 'partly',
        key: 'scan.cancelled.half',
        todo: 'scan.cancelled.half.do',
        params: { sides, number: end.next },
      });
    else if (job.kind === 'scan')
      notify(workbench.ui, { type: 'done', key: 'scan.cancelled', params: { sides } });
    else if (job.filesDone === job.filesTotal)
      notify(workbench.ui, { type: 'done', key: 'scan.done.import', params: { files, sides } });
  } else if (job.kind === 'scan' && count?.state === 'differs' && job.state === 'done') {
    workbench.ui.set({ countOf: count.first });
  } else if (job.state === 'done' && job.kind === 'scan') {
    // Which sides are blank is known when the last of them is read.
    if (job.sidesUnread > 0) afterReading(workbench, jobId);
    else if (count?.state === 'agrees')
      notify(workbench.ui, {
        type: 'done',
        key: 'scan.done.counted',
        params: { sheets: count.fed, sides, blank },
      });
    else notify(workbench.ui, { type: 'done', key: 'scan.done.scan', params: { sheets, sides, blank } });
  } else if (job.state === 'done' && files > 0) {
    notify(workbench.ui, { type: 'done', key: 'scan.done.import', params: { files, sides } });
  }
}

/** Tells the end of a capture once all of it is read; not at all once another capture or batch is what the operator looks at. */
function afterReading(workbench: Workbench, jobId: string): void {
  const stop = workbench.station.state.subscribe(() => {
    const job = latestCapture(contextOf(workbench).batch);
    if (job?.id === jobId && job.sidesUnread > 0) return;
    stop();
    tellEnd(workbench, jobId);
  });
}

/** How many became how many, or that nothing was replaced and where lies what came; a fault has its own panel. */
function tellReplacement(
  workbench: Workbench,
  job: CaptureJob,
  { documentIds, into, refused }: NonNullable<CaptureJob['replacement']>,
): void {
  if (job.state === 'fault') return;
  if (into === null) {
    notify(workbench.ui, { type: 'kept', pages: job.sidesDeleted, error: refused });
    return;
  }
  notify(workbench.ui, { type: 'done', key: 'replace.done', params: { old: documentIds.length, into } });
  const context = contextOf(workbench);
  // Whoever is typing goes on typing.
  if (context.ui.editingNumber !== null || context.ui.typing !== null) return;
  const { batch } = context;
  const page = context.pageOrder.find((id) => batch?.tree.pages.get(id)?.captureJobId === job.id);
  if (page) goToPage(context, page);
}
