import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import type { StationError } from '../contract/errors.ts';
import type { StationEvent } from '../contract/events.ts';
import type { BatchSnapshot, CaptureJob } from '../contract/queries.ts';
import type { Reading } from '../domain/reading.ts';
import { err, ok, type Result } from '../domain/result.ts';
import type { CleanupPlan } from '../domain/rules/cleanup.ts';
import { stacksOf } from '../domain/rules/count.ts';
import type { ScanProfile } from '../domain/rules/profile.ts';
import type { Page } from '../domain/tree/records.ts';
import type { Station } from '../station/station.ts';
import { ask, run } from './client.ts';
import { type Output, wordsOf } from './output.ts';

export type CaptureSource =
  | {
      readonly from: 'device';
      readonly deviceId: string;
      readonly profile: ScanProfile;
      /** Sheets counted by hand; null where nobody counted. */
      readonly countedSheets: number | null;
    }
  | {
      readonly from: 'files';
      readonly files: readonly string[];
      /** Null: as the profile that stacks are scanned with. */
      readonly cleanup: CleanupPlan | null;
    };

/** Opens a batch, captures into it and waits until every page is read; pages are printed as they are read. */
export async function captureBatch(
  station: Station,
  source: CaptureSource,
  output: Output,
): Promise<Result<{ snapshot: BatchSnapshot; job: CaptureJob | null }, StationError>> {
  const opened = await run(station, 'batch.open', { name: null });
  if (!opened.ok) return opened;
  const { batchId } = opened.value;
  const fileOfName = new Map<string, string>();
  const silence = station.listen(pagePrinter(fileOfName, output));
  try {
    const place = { at: 'tail' } as const;
    if (source.from === 'device') {
      const { from: _from, ...settings } = source;
      const started = await run(station, 'scan.start', { ...settings, batchId, place });
      if (!started.ok) return started;
    } else {
      const uploadIds = await uploadAll(station, source.files, fileOfName, output);
      if (uploadIds.length > 0) {
        const { cleanup } = source;
        const started = await run(station, 'import.start', {
          batchId,
          uploadIds,
          grouping: 'split',
          place,
          cleanup,
        });
        if (!started.ok) return started;
      }
    }
    await station.pagesRead();
  } finally {
    silence();
  }
  const snapshot = await ask(station, 'batch.snapshot', { batchId });
  if (!snapshot.ok) return err(snapshot.error);
  const job = snapshot.value.captureJobs[0] ?? null;
  for (const failure of job?.failures ?? []) {
    output.failure(failure, { file: fileOfName.get(failure.name) ?? failure.name });
  }
  for (const note of job?.notes ?? []) output.line({ type: 'note', note }, `note: ${wordsOf(note)}`);
  if (job?.fault) output.failure(job.fault, {});
  for (const { state, counted, fed } of stacksOf(snapshot.value.captureJobs)) {
    if (state === 'differs' && counted !== null)
      output.failure({ type: 'CountDiffers', counted, fed }, { type: 'count' });
  }
  for (const page of snapshot.value.pages) {
    const detail = page.parked ?? (page.reading ? null : 'not read');
    if (detail !== null) {
      const file = page.source ? { file: fileOfName.get(page.source.name) ?? page.source.name } : {};
      output.failure({ type: 'PageWorkFailed', pageId: page.id, detail }, { ...file, page: page.id });
    }
  }
  return ok({ snapshot: snapshot.value, job });
}

async function uploadAll(
  station: Station,
  files: readonly string[],
  fileOfName: Map<string, string>,
  output: Output,
): Promise<string[]> {
  const uploadIds: string[] = [];
  for (const file of files) {
    const name = basename(file);
    fileOfName.set(name, file);
    try {
      const upload = await station.receiveUpload(name, createReadStream(file));
      if (upload.ok) uploadIds.push(upload.value.uploadId);
      else output.failure(upload.error, { file });
    } catch (cause) {
      output.failure({ type: 'FileUnreadable', name, detail: String(cause) }, { file });
    }
  }
  return uploadIds;
}

function pagePrinter(fileOfName: ReadonlyMap<string, string>, output: Output): (event: StationEvent) => void {
  const taken = new Map<string, Page>();
  return (event) => {
    if (event.type !== 'batch.changed') return;
    for (const page of event.diff.pages.added) taken.set(page.id, page);
    for (const { id, to } of event.diff.pages.updated) {
      const page = taken.get(id);
      if (page && to.reading) printPage(page, to.reading, fileOfName, output);
    }
  };
}

function printPage(
  page: Page,
  reading: Reading,
  fileOfName: ReadonlyMap<string, string>,
  output: Output,
): void {
  const file = page.source ? (fileOfName.get(page.source.name) ?? page.source.name) : null;
  const { id, sheet, side, feed } = page;
  const { kind, billNumber, invoices, quality } = reading;
  output.line(
    {
      type: 'page',
      id,
      feed,
      sheet,
      side,
      file,
      page: page.source?.pageNumber ?? null,
      kind,
      billNumber,
      invoices,
      blank: quality.blank,
    },
    `${file ?? `sheet ${sheet} ${side}`}: ${quality.blank.isBlank ? 'blank' : kind}` +
      `${billNumber ? ` ${billNumber}` : ''}${invoices.map((invoice) => ` ${invoice.number}`).join('')}`,
  );
}
