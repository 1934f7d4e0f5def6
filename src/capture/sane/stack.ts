import { rm } from 'node:fs/promises';
import type { ScanEvent, ScanRequest } from '../../contract/workers.ts';
import { spoolFault } from '../spool.ts';
import { spoolRawSide } from '../spool-raw-side.ts';
import type { Applied } from './apply-profile.ts';
import { openSheetCount, type Place } from './sheets.ts';
import { readSide, type SideRead, type SideReader } from './side-reader.ts';
import type { SaneFault } from './status.ts';

/** How a stack ended: by the feeder's word, by the one side of a glass, or by a fault. */
export type StackEnd =
  | { readonly type: 'through'; readonly raw: string | null }
  | { readonly type: 'fault'; readonly fault: SaneFault };

export interface StackJob extends SideReader {
  readonly request: ScanRequest;
  readonly applied: Applied;
  /** Before side `index` is asked for. */
  readonly beforeSide: (index: number) => Promise<void>;
}

type PageEvent = Extract<ScanEvent, { type: 'page' }>;
type Failed = { readonly type: 'fault'; readonly fault: SaneFault };
/** In the order in which the device gave it; a side is there once it is on disk. */
type Outgoing = PageEvent | Extract<ScanEvent, { type: 'note' }> | Failed;
type Asked = SideRead | { readonly type: 'taken' };

/** Encoding takes longer than the transfer of a fast device: two sides at a time, on two cores, keep up with it. */
const mostSpooling = 2;

/**
 * The sides of a stack, in order. The next one is started and read while two more are encoded and spooled: three in
 * memory at most. Whatever ends the stack, a side that was complete before is told first; after an abort none is.
 */
export async function* takeStack(job: StackJob): AsyncGenerator<ScanEvent, StackEnd> {
  const { applied, signal, device } = job;
  const sheets = openSheetCount(applied.feed === 'duplex');
  const left = new AbortController();
  const stopped = AbortSignal.any([signal, left.signal]);
  // Where this hangs, the call that it was to interrupt runs into its own limit.
  stopped.addEventListener('abort', () => void device.interrupt().catch(() => undefined));
  const ahead = { ...job, signal: stopped };
  const outgoing: Promise<Outgoing>[] = [];
  const noteMissingBack = (sheet: number | null) => {
    if (sheet === null || applied.skipsBlanks) return;
    outgoing.push(Promise.resolve({ type: 'note', note: { type: 'BackMissing', sheet } }));
  };
  let reading = nextSide(ahead, 0);
  let index = 0;
  let end: StackEnd | null = null;
  try {
    while (!end || outgoing.length > 0) {
      const [first] = outgoing;
      const next = await earliest(first, !end && outgoing.length < mostSpooling ? reading : undefined);
      if (signal.aborted) return { type: 'fault', fault: { type: 'Cancelled', raw: null } };
      if ('out' in next) {
        if (next.out.type === 'fault') return next.out;
        outgoing.shift();
        yield next.out;
        continue;
      }
      const { read } = next;
      if (read.type === 'side') {
        if (read.side === 'front') noteMissingBack(sheets.openSheet());
        outgoing.push(spool(job, read, { index, ...sheets.next(read.side) }));
        index += 1;
        reading = nextSide(ahead, index);
      } else {
        if (read.type === 'empty') noteMissingBack(sheets.openSheet());
        end = stackEnd(read, index);
      }
    }
    return end;
  } finally {
    // Whoever stopped asking leaves nothing running, and no file that nobody was told of.
    left.abort();
    await reading.catch(() => undefined);
    for (const one of outgoing) {
      const spooled = await one;
      if (spooled.type === 'page') await rm(spooled.image.path, { force: true });
    }
  }
}

/** What comes first: the oldest side on its way to the disk, or the next one of the device. */
function earliest(
  out: Promise<Outgoing> | undefined,
  reading: Promise<Asked> | undefined,
): Promise<{ readonly out: Outgoing } | { readonly read: Asked }> {
  return Promise.race([
    ...(out ? [out.then((one) => ({ out: one }))] : []),
    ...(reading ? [reading.then((read) => ({ read }))] : []),
  ]);
}

/** Never rejects for what a device does. On a glass there is one side, and asking it again would scan it again. */
function nextSide(job: StackJob, index: number): Promise<Asked> {
  if (job.applied.feed === 'platen' && index > 0) return Promise.resolve({ type: 'taken' });
  const read = job.beforeSide(index).then(() => readSide(job));
  // It may fail while nobody waits for it yet; whoever does then is told.
  read.catch(() => undefined);
  return read;
}

function stackEnd(read: Exclude<Asked, { type: 'side' }>, sides: number): StackEnd {
  switch (read.type) {
    case 'taken':
      return { type: 'through', raw: null };
    case 'empty':
      if (sides > 0) return { type: 'through', raw: read.raw };
      return { type: 'fault', fault: { type: 'FeederEmpty', raw: read.raw } };
    case 'cancelled':
      return { type: 'fault', fault: { type: 'Cancelled', raw: null } };
    case 'fault':
      return read;
  }
}

async function spool(
  { request, applied }: StackJob,
  read: Extract<SideRead, { type: 'side' }>,
  place: Place & { readonly index: number },
): Promise<PageEvent | Failed> {
  const side = { ...read.pixels, dpi: applied.dpi };
  try {
    const image = await spoolRawSide(request.spoolFolder, side, request.profile.storage);
    const info = { patch: null, codes: [], imprinted: null };
    return { type: 'page', ...place, dpi: applied.dpi, image, info };
  } catch (cause) {
    return { type: 'fault', fault: spoolFault(cause) };
  } finally {
    read.release();
  }
}
