import type { SpooledImage } from '../../contract/workers.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { openJpegProbe } from '../jpeg-probe.ts';
import { openSpoolingSide } from '../spool.ts';
import type { EsclFault } from './faults.ts';
import type { HttpAnswer } from './http.ts';
import type { EsclLimits } from './limits.ts';

/**
 * Streams the body of a NextDocument answer to the spool. Complete means: as many bytes as promised, a JPEG with its
 * end marker, and no abort; else nothing stays behind.
 */
export async function takeSide(
  answer: HttpAnswer,
  spoolFolder: string,
  limits: EsclLimits,
  signal: AbortSignal,
): Promise<Result<SpooledImage, EsclFault>> {
  try {
    return await spoolSide(answer, spoolFolder, limits, signal);
  } catch (cause) {
    // A full or failing disk is to be expected; anything else is a bug.
    const code = (cause as NodeJS.ErrnoException).code;
    if (!code) throw cause;
    return err({ type: 'Unknown', raw: `spool folder: ${code}` });
  } finally {
    answer.body.destroy();
  }
}

async function spoolSide(
  answer: HttpAnswer,
  spoolFolder: string,
  limits: EsclLimits,
  signal: AbortSignal,
): Promise<Result<SpooledImage, EsclFault>> {
  const side = await openSpoolingSide(spoolFolder, 'jpg');
  let isFinished = false;
  try {
    const probe = openJpegProbe();
    const received = await receive(answer, limits, async (chunk) => {
      probe.push(chunk);
      await side.write(chunk);
    });
    if (signal.aborted) return err({ type: 'Cancelled', raw: null });
    if (!received.ok) return err({ type: 'TruncatedPage', raw: received.error });
    const promised = answer.headers['content-length'];
    if (promised !== undefined && Number(promised) !== received.value) {
      return err({ type: 'TruncatedPage', raw: `${received.value} of ${promised} bytes` });
    }
    const verdict = probe.verdict();
    if (received.value === 0 || verdict.type === 'truncated') {
      return err({ type: 'TruncatedPage', raw: `${received.value} bytes without the end of a JPEG` });
    }
    if (verdict.type === 'not-jpeg') {
      return err({
        type: 'Unsupported',
        raw: `asked for image/jpeg, got ${answer.headers['content-type'] ?? 'no type'}`,
      });
    }
    const image = await side.finish({ mime: 'image/jpeg', width: verdict.width, height: verdict.height });
    isFinished = true;
    return ok(image);
  } finally {
    if (!isFinished) await side.discard();
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
