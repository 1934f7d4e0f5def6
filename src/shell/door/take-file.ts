import type { ImportError, StationError } from '../../contract/errors.ts';
import type { BatchSnapshot, CaptureJob } from '../../contract/queries.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { Station } from '../../station/station.ts';
import type { StationCaller } from '../station-caller.ts';
import { openBillOf } from './named-bill.ts';

type Document = BatchSnapshot['documents'][number];
type BatchId = BatchSnapshot['batch']['id'];

export interface GivenFile {
  readonly billNumber: string;
  readonly uploadId: string;
  /** Null: the station finds it. */
  readonly kind: Document['kind'] | null;
}

export interface TakenFile {
  readonly batchId: BatchId;
  readonly billId: Document['billId'] | null;
  readonly documentId: Document['id'] | null;
  readonly pages: number;
  readonly failures: readonly ImportError[];
}

/**
 * Takes a file as one document into the bill of that number: behind what the open bill has, else into a new batch named as the
 * bill. Resolves when its pages are durable; they may still be being read. A file that gave no page is in `failures`.
 */
export async function takeFile(
  station: StationCaller & Pick<Station, 'listen'>,
  given: GivenFile,
): Promise<Result<TakenFile, StationError>> {
  const found = await openBillOf(station, given.billNumber);
  if (!found.ok) return found;
  const bill = found.value;
  const opened = bill
    ? ok({ batchId: bill.batchId })
    : await station.run('batch.open', { name: given.billNumber });
  if (!opened.ok) return opened;
  const { batchId } = opened.value;
  const ends = captureEnds(station);
  try {
    const started = await station.run('import.start', {
      batchId,
      uploadIds: [given.uploadId],
      grouping: 'whole',
      place: bill ? { at: 'bill-end', billId: bill.id } : { at: 'tail' },
    });
    if (!started.ok) return started;
    const { failures } = await ends.of(started.value.captureJobId);
    const snapshot = await station.ask('batch.snapshot', { batchId });
    if (!snapshot.ok) return snapshot;
    const pages = snapshot.value.pages.filter(
      (page) => page.captureJobId === started.value.captureJobId && !page.isDeleted,
    );
    const document = snapshot.value.documents.find(({ id }) => id === pages[0]?.documentId) ?? null;
    const taken: TakenFile = {
      batchId,
      billId: document?.billId ?? null,
      documentId: document?.id ?? null,
      pages: pages.length,
      failures,
    };
    if (!document) return ok(taken);
    const said = await say(station, given, batchId, document, bill === null);
    return said.ok ? ok(taken) : said;
  } finally {
    ends.forget();
  }
}

/** What the other system knows of the file stands as a person's word would. */
async function say(
  station: StationCaller,
  given: GivenFile,
  batchId: BatchId,
  document: Document,
  isNewBill: boolean,
): Promise<Result<unknown, StationError>> {
  if (isNewBill) {
    const numbered = await station.run('tree.edit', {
      batchId,
      edit: { type: 'bill.setNumber', billId: document.billId, number: given.billNumber },
    });
    if (!numbered.ok) return numbered;
  }
  if (given.kind === null) return ok(null);
  return station.run('tree.edit', {
    batchId,
    edit: { type: 'document.reclassify', documentIds: [document.id], kind: given.kind, category: null },
  });
}

/** Listens from before the start, so that an end that comes at once is not missed. */
function captureEnds(station: Pick<Station, 'listen'>) {
  const ended = new Map<string, CaptureJob>();
  let notice: (() => void) | null = null;
  const forget = station.listen((event) => {
    if (event.type !== 'capture.changed' || event.job.state === 'running') return;
    ended.set(event.job.id, event.job);
    notice?.();
  });
  return {
    forget,
    async of(id: string): Promise<CaptureJob> {
      for (;;) {
        const job = ended.get(id);
        if (job) return job;
        await new Promise<void>((resolve) => {
          notice = resolve;
        });
      }
    },
  };
}
