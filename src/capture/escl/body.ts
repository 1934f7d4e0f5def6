import { err, ok, type Result } from '../../domain/result.ts';
import { openSpoolingSide, type SpoolingSide, spoolFault } from '../spool.ts';
import type { EsclFault } from './faults.ts';
import type { HttpAnswer } from './http.ts';
import type { EsclLimits } from './limits.ts';

/**
 * Streams the body of an answer into a file of the spool folder and lets `finish` judge it. Complete means as many bytes
 * as promised and no abort; whatever does not end in `finish` giving a value leaves nothing behind.
 */
export async function spoolBody<T>(
  answer: HttpAnswer,
  target: { readonly folder: string; readonly extension: string },
  limits: EsclLimits,
  signal: AbortSignal,
  look: (chunk: Buffer) => void,
  finish: (file: SpoolingSide, bytes: number) => Promise<Result<T, EsclFault>>,
): Promise<Result<T, EsclFault>> {
  try {
    const file = await openSpoolingSide(target.folder, target.extension);
    let isFinished = false;
    try {
      const received = await receive(answer, limits, async (chunk) => {
        look(chunk);
        await file.write(chunk);
      });
      if (signal.aborted) return err({ type: 'Cancelled', raw: null });
      if (!received.ok) return err({ type: 'TruncatedPage', raw: received.error });
      const promised = answer.headers['content-length'];
      if (promised !== undefined && Number(promised) !== received.value) {
        return err({ type: 'TruncatedPage', raw: `${received.value} of ${promised} bytes` });
      }
      const finished = await finish(file, received.value);
      isFinished = finished.ok;
      return finished;
    } finally {
      if (!isFinished) await file.discard();
    }
  } catch (cause) {
    return err(spoolFault(cause));
  } finally {
    answer.body.destroy();
  }
}

/** Bytes received, or why they stopped. */
async function receive(
  answer: HttpAnswer,
  limits: EsclLimits,
  take: (chunk: Buffer) => Promise<void>,
): Promise<Result<number, string>> {
  const { body } = answer;
  body.setTimeout(limits.bodyMs, () => body.destroy(new Error(`silent for ${limits.bodyMs} ms`)));
  const chunks = body[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  let bytes = 0;
  while (true) {
    const next = await chunks.next().catch((cause: Error) => cause);
    if (next instanceof Error) {
      return err(`${bytes} of ${answer.headers['content-length'] ?? 'unknown'} bytes, then ${next.message}`);
    }
    if (next.done) return ok(bytes);
    bytes += next.value.length;
    await take(next.value);
  }
}
