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
type Spooled = PageEvent | { readonly type: 'fault'; readonly fault: SaneFault };

/**
 * The sides of a stack, in order. The next one is started and read while the last is encoded and spooled: two in memory
 * at most. Whatever ends the stack, a side that was complete before is told first; after an abort none is.
 */
export async function* takeStack(job: StackJob): AsyncGenerator<ScanEvent, StackEnd> {
  const { applied, signal, device } = job;
  const sheets = openSheetCount(applied.feed === 'duplex');
  const left = new AbortController();
  const stopped = AbortSignal.any([signal, left.signal]);
  // Where this hangs, the call that it was to interrupt runs into its own limit.
  stopped.addEventListener('abort', () => void device.interrupt().catch(() => undefined));
  const ahead = { ...job, signal: stopped };
  let reading = nextSide(ahead, 0);
  let spooling: Promise<Spooled> | null = null;
  try {
    for (let index = 0; ; index += 1) {
      if (spooling) {
        const spooled = await spooling;
        spooling = null;
        if (spooled.type === 'fault') return spooled;
        if (signal.aborted) await rm(spooled.image.path, { force: true });
        else yield spooled;
      }
      const read = await reading;
      if (signal.aborted) {
        if (read.type === 'side') read.release();
        return { type: 'fault', fault: { type: 'Cancelled', raw: null } };
      }
      if (read.type !== 'side') {
        const missing = read.type === 'empty' && !applied.skipsBlanks ? sheets.openSheet() : null;
        if (missing !== null) yield { type: 'note', note: { type: 'BackMissing', sheet: missing } };
        return stackEnd(read, index);
      }
      const alone = read.side === 'front' && !applied.skipsBlanks ? sheets.openSheet() : null;
      if (alone !== null) yield { type: 'note', note: { type: 'BackMissing', sheet: alone } };
      spooling = spool(job, read, { index, ...sheets.next(read.side) });
      reading = nextSide(ahead, index + 1);
    }
  } finally {
    // Whoever stopped asking leaves nothing running, and no file that nobody was told of.
    left.abort();
    await reading.catch(() => undefined);
    const spooled = await spooling;
    if (spooled?.type === 'page') await rm(spooled.image.path, { force: true });
  }
}

/** Never rejects for what a device does. On a glass there is one side, and asking it again would scan it again. */
function nextSide(job: StackJob, index: number): Promise<SideRead | { readonly type: 'taken' }> {
  if (job.applied.feed === 'platen' && index > 0) return Promise.resolve({ type: 'taken' });
  const read = job.beforeSide(index).then(() => readSide(job));
  // It may fail while nobody waits for it yet; whoever does then is told.
  read.catch(() => undefined);
  return read;
}

function stackEnd(read: Exclude<SideRead | { type: 'taken' }, { type: 'side' }>, sides: number): StackEnd {
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
): Promise<Spooled> {
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
