import type { SpooledImage } from '../../contract/workers.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { openJpegProbe } from '../jpeg-probe.ts';
import { spoolBody } from './body.ts';
import type { EsclFault } from './faults.ts';
import type { HttpAnswer } from './http.ts';
import type { EsclLimits } from './limits.ts';

/** Takes a side that comes as a JPEG, byte for byte. Complete means also: with its end marker. */
export function takeSide(
  answer: HttpAnswer,
  spoolFolder: string,
  limits: EsclLimits,
  signal: AbortSignal,
): Promise<Result<SpooledImage, EsclFault>> {
  const probe = openJpegProbe();
  const target = { folder: spoolFolder, extension: 'jpg' };
  return spoolBody<SpooledImage>(
    answer,
    target,
    limits,
    signal,
    (chunk) => probe.push(chunk),
    async (file, bytes) => {
      const verdict = probe.verdict();
      if (bytes === 0 || verdict.type === 'truncated') {
        return err({ type: 'TruncatedPage', raw: `${bytes} bytes without the end of a JPEG` });
      }
      if (verdict.type === 'not-jpeg') {
        const got = answer.headers['content-type'] ?? 'no type';
        return err({ type: 'Unsupported', raw: `asked for image/jpeg, got ${got}` });
      }
      return ok(await file.finish({ mime: 'image/jpeg', width: verdict.width, height: verdict.height }));
    },
  );
}
