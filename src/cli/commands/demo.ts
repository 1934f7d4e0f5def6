import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultScanProfile } from '../../domain/rules/profile.ts';
import { reportOf } from '../batch-report.ts';
import { captureBatch } from '../capture-run.ts';
import { ask } from '../client.ts';
import { openCliStation } from '../environment.ts';
import type { Output } from '../output.ts';
import { submitSnapshot } from './batch.ts';

/**
 * `platen demo`: the main job once, with nothing attached: the sample stack off the virtual scanner, through cleanup
 * and reading, split into bills, submitted, sent to the embedded service and matched. In a folder of its own.
 */
export async function demo(
  options: { readonly data: string | null; readonly dpi: number },
  output: Output,
): Promise<void> {
  const dataFolder = options.data ?? (await mkdtemp(join(tmpdir(), 'platen-demo-')));
  const opened = await openCliStation({
    door: 'account',
    dataFolder,
    service: 'embedded',
    // Sample bills are for nobody's ERP.
    erp: 'none',
    virtualScanner: 'on',
    esclAddresses: [],
    discover: false,
    sane: { state: 'off', configFolder: null },
    twain: { hosts: [] },
  });
  if (!opened.ok) return output.failure(opened.error, {});
  const station = opened.value;
  try {
    const devices = await ask(station, 'devices.list', {});
    if (!devices.ok) return output.failure(devices.error, {});
    const device = devices.value.devices.find(({ driver }) => driver === 'virtual');
    if (!device) return output.failure({ type: 'DeviceNotFound', deviceId: 'virtual' }, {});
    output.note(`scanning the sample stack from ${device.name} ...`);
    const profile = { ...defaultScanProfile, dpi: options.dpi };
    const source = { from: 'device', deviceId: device.id, profile, countedSheets: null } as const;
    const done = await captureBatch(station, source, output);
    if (!done.ok) return output.failure(done.error, {});
    const { snapshot, job } = done.value;
    await submitSnapshot(station, snapshot, output);
    await station.synced();

    const queue = await ask(station, 'queue.list', {});
    if (!queue.ok) return output.failure(queue.error, {});
    const statusOf = new Map(queue.value.map((status) => [status.billId as string, status]));
    const verdicts: Record<string, number> = {};
    for (const bill of reportOf(snapshot)) {
      const status = statusOf.get(bill.id);
      const results = status?.results ?? [];
      for (const { verdict } of results) verdicts[verdict] = (verdicts[verdict] ?? 0) + 1;
      output.line(
        { ...bill, outcome: status?.stage ?? 'not submitted', results },
        `bill ${bill.number ?? '(number not read)'}: ${bill.covers} cover, ${bill.invoices} invoices, ${bill.attachments} attachments; ` +
          `${status?.stage ?? 'not submitted'}${results.map(({ verdict, number }) => `\n    ${verdict} ${number}`).join('')}`,
      );
      if (status?.error) output.failure(status.error, { number: bill.number });
    }
    const sidesFed = (job?.sheetsFed ?? 0) * 2;
    const pages = snapshot.pages.length;
    const blank = snapshot.pages.filter((page) => page.mark === 'blank').length;
    const bills = snapshot.bills.length;
    output.line(
      {
        type: 'demo',
        bills,
        sheetsFed: job?.sheetsFed ?? 0,
        pages,
        blank,
        pagesLost: sidesFed - pages,
        verdicts,
      },
      `${bills} bills; ${job?.sheetsFed ?? 0} sheets fed, ${pages} sides kept, ${blank} of them blank, ${sidesFed - pages} lost; ` +
        Object.entries(verdicts)
          .map(([verdict, count]) => `${verdict} ${count}`)
          .join(', '),
    );
  } finally {
    await station.close();
    if (options.data === null) await rm(dataFolder, { recursive: true, force: true });
  }
}
