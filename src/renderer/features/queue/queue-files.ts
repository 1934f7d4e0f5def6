import type { BillId } from '../../../domain/ids.ts';
import { told } from '../../actions/context.ts';
import { contextOf, type Workbench } from '../../actions/workbench-provider.tsx';
import { notify } from '../../actions/workbench-state.ts';
import { upload } from '../../station/uploads.ts';

/* Bills that go to another station in a file, and those that come from one. What goes wrong is told. */

/** These, or all that the service does not have; where the file goes the browser or the system asks. */
export async function exportBills(workbench: Workbench, billIds: readonly BillId[] | null): Promise<void> {
  const result = await workbench.station.client.run('queue.export', { billIds });
  if (!told(contextOf(workbench), result)) return;
  const { exportId, name, bills, both } = result.value;
  const link = document.createElement('a');
  link.href = `exports/${exportId}`;
  link.download = name;
  link.click();
  const key = both > 0 ? 'queue.done.export.both' : 'queue.done.export';
  notify(workbench.ui, { type: 'done', key, params: { count: bills, both, name } });
}

export async function importBills(workbench: Workbench): Promise<void> {
  const file = await chooseBillFile();
  if (file === null) return;
  const uploaded = await upload(file, 'bills');
  if (!told(contextOf(workbench), uploaded)) return;
  const result = await workbench.station.client.run('queue.import', { uploadId: uploaded.value });
  if (!told(contextOf(workbench), result)) return;
  const { bills, known, refused } = result.value;
  const key = refused.length > 0 ? 'queue.done.import.refused' : 'queue.done.import';
  notify(workbench.ui, {
    type: 'done',
    key,
    params: { count: bills, known, numbers: refused.slice(0, 10).join(' ') },
  });
}

export async function cancelTransfer(workbench: Workbench): Promise<void> {
  told(contextOf(workbench), await workbench.station.client.run('queue.cancelTransfer', {}));
}

/** The system's chooser for one file of bills; null when it is put away. */
function chooseBillFile(): Promise<File | null> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = '.zip';
    input.hidden = true;
    // In the document, so that it cannot be collected while the chooser is open.
    document.body.append(input);
    const choose = (file: File | null) => {
      input.remove();
      resolve(file);
    };
    input.onchange = () => choose(input.files?.[0] ?? null);
    input.oncancel = () => choose(null);
    input.click();
  });
}
