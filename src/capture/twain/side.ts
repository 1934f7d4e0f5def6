import type { ScanEvent, ScanRequest } from '../../contract/workers.ts';
import { spoolFault } from '../spool.ts';
import { spoolRawSide } from '../spool-raw-side.ts';
import type { TwainFault } from './faults.ts';
import type { PageFrame } from './messages.ts';
import { rawSideOf } from './raw-side.ts';
import type { Place } from './sheets.ts';
import { infoOf } from './side-info.ts';

export type PageEvent = Extract<ScanEvent, { type: 'page' }>;

interface ArrivedSide {
  readonly page: PageFrame;
  readonly bytes: Buffer;
  readonly place: Place & { readonly index: number };
  readonly request: ScanRequest;
}

/** Puts a side into the spool folder. Never rejects: what cannot be kept is told with its reason. */
export async function takeSide({
  page,
  bytes,
  place,
  request,
}: ArrivedSide): Promise<PageEvent | { readonly type: 'failed'; readonly fault: TwainFault }> {
  const { profile, spoolFolder } = request;
  const side = rawSideOf(page, bytes, profile.dpi);
  if (!side.ok) return { type: 'failed', fault: side.error };
  try {
    const image = await spoolRawSide(spoolFolder, side.value, profile.storage);
    return { type: 'page', ...place, dpi: side.value.dpi, image, info: infoOf(page) };
  } catch (cause) {
    return { type: 'failed', fault: storageFault(cause as NodeJS.ErrnoException) };
  }
}

/** A full or failing disk; else pixels beyond what the encoder takes. */
function storageFault(cause: NodeJS.ErrnoException): TwainFault {
  return cause.code ? spoolFault(cause) : { type: 'Unknown', raw: cause.message };
}
