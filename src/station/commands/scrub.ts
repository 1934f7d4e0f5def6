import type { BatchId } from '../../domain/ids.ts';
import type { DamagedPicture, Page } from '../../domain/tree/records.ts';
import { billOfDocument } from '../../domain/tree/views.ts';
import type { EpochMs, Sha256 } from '../../domain/units.ts';
import type { Clock, Log } from '../ports/clock.ts';
import type { Files } from '../ports/files.ts';
import type { ServicePictures } from '../ports/service.ts';
import type { PageFiles, Store } from '../ports/store.ts';
import type { ScrubRecord, ScrubRecords } from './scrub-record.ts';
import type { Trees } from './trees.ts';

export interface ScrubPorts {
  readonly trees: Trees;
  readonly store: Store;
  readonly files: Files;
  readonly pictures: ServicePictures;
  readonly clock: Clock;
  readonly operator: string;
  readonly log: Log;
  readonly records: ScrubRecords;
  /** A rendition is to be made anew. */
  readonly onJobs: () => void;
}

const dayMs = 24 * 60 * 60 * 1000;
export const everythingEveryMs: number = 30 * dayMs;
const pagesAtOnce = 100;

/**
 * One round: what the service does not have yet, then everything, if that is due (`all`: due or not). Where it stands in
 * everything is kept, so that the next start goes on from there.
 */
export async function* scrubRound(ports: ScrubPorts, span: 'due' | 'all'): AsyncGenerator<void> {
  for (let after = ''; ; ) {
    const bills = ports.store.unsyncedBills(after, pagesAtOnce);
    for (const billId of bills) {
      for (const files of ports.store.filesOfBill(billId)) {
        await checkPage(ports, files);
        yield;
      }
      after = billId;
    }
    if (bills.length === 0) break;
  }
  const last = ports.records.read();
  if (span === 'due' && !isDue(last, ports.clock.now())) return;
  let record: ScrubRecord =
    last.cursor === null
      ? { ...last, cursor: '', startedAt: ports.clock.now(), checked: 0, found: 0 }
      : { ...last };
  try {
    for (;;) {
      const pages = ports.store.filesAfter(record.cursor ?? '', pagesAtOnce);
      if (pages.length === 0) break;
      for (const files of pages) {
        const found = await checkPage(ports, files);
        record = {
          ...record,
          cursor: files.id,
          checked: record.checked + 1,
          found: record.found + (found === 'whole' ? 0 : 1),
        };
        ports.records.tell(record);
        yield;
      }
      ports.records.write(record);
    }
    record = { ...record, cursor: null, doneAt: ports.clock.now() };
  } finally {
    // Also when it is broken off.
    ports.records.write(record);
  }
}

function isDue({ cursor, doneAt }: ScrubRecord, now: EpochMs): boolean {
  // A clock that was put back does not put the round off.
  return cursor !== null || doneAt === null || doneAt > now || now - doneAt >= everythingEveryMs;
}

/** Reads the pictures of a page again, and puts right what can be. */
async function checkPage(ports: ScrubPorts, files: PageFiles): Promise<'whole' | 'mended' | 'damaged'> {
  const { original, originalBytes, rendition, thumbnail } = files;
  const isOriginalGood = await ports.files.verify(original);
  const derived = [rendition, thumbnail].filter((sha256) => sha256 !== null);
  const bad: Sha256[] = [];
  for (const sha256 of derived) if (!(await ports.files.verify(sha256))) bad.push(sha256);
  if (isOriginalGood && bad.length === 0) {
    if (files.damaged !== null) setDamage(ports, files, null);
    return 'whole';
  }
  // What was cleared, or made anew, while it was read is not damaged.
  if (pageAsRead(ports, files) === null) return 'whole';
  const isOriginalMended = isOriginalGood || (await mend(ports, original, originalBytes));
  const unmended: Sha256[] = [];
  for (const sha256 of bad) if (!(await mend(ports, sha256, null))) unmended.push(sha256);
  if (!isOriginalMended) return setDamage(ports, files, 'original');
  if (unmended.length > 0 && !renderAgain(ports, files)) return setDamage(ports, files, 'rendition');
  ports.log('warn', 'scrub.mended', { pageId: files.id });
  if (files.damaged !== null) setDamage(ports, files, null);
  return 'mended';
}

/** A copy of ours, else what the service was sent. */
async function mend({ files, pictures }: ScrubPorts, sha256: Sha256, bytes: number | null): Promise<boolean> {
  if ((await files.mendFromTwin(sha256, bytes)) === 'mended') return true;
  const picture = await pictures.picture(sha256);
  if (picture === null) return false;
  await files.mendWith(sha256, picture);
  return true;
}

/** From its original, as long as its bill is open; a submitted page stays what was sent. */
function renderAgain(ports: ScrubPorts, files: PageFiles): boolean {
  const found = pageAsRead(ports, files);
  if (found === null || !found.isOpen) return false;
  const { batchId, page } = found;
  ports.store.queueJobs(
    [{ kind: 'page.render', urgency: 'operator', batchId, pageId: page.id }],
    [auditRow(ports, batchId, page, 'picture made again', 'rendition')],
  );
  ports.onJobs();
  return true;
}

function setDamage(ports: ScrubPorts, files: PageFiles, damaged: DamagedPicture | null): 'whole' | 'damaged' {
  const found = pageAsRead(ports, files);
  if (found === null) return 'whole';
  const { batchId, page } = found;
  if (damaged !== null) ports.log('error', 'scrub.damaged', { pageId: page.id, picture: damaged });
  if (page.damaged !== damaged) {
    const act = damaged === null ? 'picture whole again' : 'picture damaged';
    ports.trees.change(
      batchId,
      { type: 'page.damaged', pageId: page.id, damaged },
      { audit: [auditRow(ports, batchId, page, act, damaged)] },
    );
  }
  return damaged === null ? 'whole' : 'damaged';
}

function auditRow(
  { clock, operator }: ScrubPorts,
  batchId: BatchId,
  page: Page,
  act: string,
  picture: DamagedPicture | null,
) {
  const { sha256 } = page.original;
  const detail = JSON.stringify({ picture, original: sha256 });
  return { at: clock.now(), operator, batchId, subjects: [page.id], act, detail };
}

/** The page, if its pictures are still the ones that were read. */
function pageAsRead(
  { store, trees }: ScrubPorts,
  files: PageFiles,
): { readonly batchId: BatchId; readonly page: Page; readonly isOpen: boolean } | null {
  const batchId = store.batchOfPage(files.id);
  const tree = batchId && trees.load(batchId)?.tree;
  const page = tree ? tree.pages.get(files.id) : undefined;
  if (!batchId || !tree || !page || page.clearedAt !== null) return null;
  const { rendition } = page;
  const isSame =
    (rendition?.image.sha256 ?? null) === files.rendition &&
    (rendition?.thumbnail.sha256 ?? null) === files.thumbnail;
  return isSame ? { batchId, page, isOpen: billOfDocument(tree, page.documentId).state === 'open' } : null;
}
