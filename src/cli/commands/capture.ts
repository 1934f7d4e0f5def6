import { defaultScanProfile } from '../../domain/rules/profile.ts';
import { reportOf } from '../batch-report.ts';
import { captureBatch } from '../capture-run.ts';
import { openCliStation } from '../environment.ts';
import type { Output } from '../output.ts';

/** `platen capture FILE... | --device ID`: a whole batch into the station's store. */
export async function capture(
  files: readonly string[],
  options: { readonly device: string | null; readonly data: string | null },
  output: Output,
): Promise<void> {
  const opened = await openCliStation({
    ...(options.data === null ? {} : { dataFolder: options.data }),
    virtualScanner: options.device?.startsWith('virtual:') ? 'on' : 'off',
  });
  if (!opened.ok) return output.failure(opened.error, {});
  const station = opened.value;
  try {
    const done = await captureBatch(
      station,
      options.device === null
        ? { from: 'files', files }
        : { from: 'device', deviceId: options.device, profile: defaultScanProfile },
      output,
    );
    if (!done.ok) return output.failure(done.error, {});
    const { snapshot } = done.value;
    const bills = reportOf(snapshot);
    for (const bill of bills) {
      output.line(
        { ...bill },
        `bill ${bill.number ?? '(number not read)'}: ${bill.covers} cover, ${bill.invoices} invoices, ${bill.attachments} attachments`,
      );
    }
    const pages = snapshot.pages.length;
    const blank = snapshot.pages.filter((page) => page.mark === 'blank').length;
    const { id, name } = snapshot.batch;
    output.line(
      { type: 'batch', id, name, bills: bills.length, pages, blank },
      `batch ${name}: ${bills.length} bills, ${pages} pages, ${blank} of them blank`,
    );
  } finally {
    await station.close();
  }
}
