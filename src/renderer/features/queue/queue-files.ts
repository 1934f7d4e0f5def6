import type { BillId } from '../../../domain/ids.ts';
import { told } from '../../actions/context.ts';
import { contextOf, type Workbench } from '../../actions/workbench-provider.tsx';
import { notify } from '../../actions/workbench-state.ts';
import { offerDownload, pickFile } from '../../components/files.ts';
import { upload } from '../../station/uploads.ts';

/* Bills that go to another station in a file, and those that come from one. What goes wrong is told. */

/** More numbers than these nobody reads in a notice. */
const namedBills = 10;

/** These, or all that the service does not have; where the file goes the browser or the system asks. */
export async function exportBills(workbench: Workbench, billIds: readonly BillId[] | null): Promise<void> {
  const result = await workbench.station.client.run('queue.export', { billIds });
  if (!told(contextOf(workbench), result)) return;
  const { exportId, name, bills, both } = result.value;
  offerDownload(`exports/${exportId}`, name);
  const key = both > 0 ? 'queue.done.export.both' : 'queue.done.export';
  notify(workbench.ui, { type: 'done', key, params: { count: bills, both, name } });
}

export async function importBills(workbench: Workbench): Promise<void> {
  const file = await pickFile('.zip');
  if (file === null) return;
  const uploaded = await upload(file, 'bills');
  if (!told(contextOf(workbench), uploaded)) return;
  const result = await workbench.station.client.run('queue.import', { uploadId: uploaded.value });
  if (!told(contextOf(workbench), result)) return;
  const { bills, known, refused } = result.value;
  const counts = { count: bills, known };
  if (refused.length === 0)
    return notify(workbench.ui, { type: 'done', key: 'queue.done.import', params: counts });
  const named = refused.slice(0, namedBills);
  notify(workbench.ui, {
    type: 'partly',
    key: 'queue.done.import.refused',
    todo: 'queue.done.import.refused.do',
    params: {
      ...counts,
      refused: refused.length,
      numbers: named.join(' '),
      more: refused.length - named.length,
    },
  });
}

export async function cancelTransfer(workbench: Workbench): Promise<void> {
  told(contextOf(workbench), await workbench.station.client.run('queue.cancelTransfer', {}));
}
