import type { ImportRequest } from '../../contract/workers.ts';
import { officeLimitMs } from '../limits.ts';
import { importPdf } from '../pdf/import-pdf.ts';
import { type ConvertedStep, failure } from '../reply.ts';
import { convertToPdf } from './convert.ts';
import { findLibreOffice } from './find-libreoffice.ts';
import { libreOfficeVersion } from './libreoffice-version.ts';
import { officeFormat, type PackedFormat } from './office-format.ts';

const signOfLifeMs = 10_000;

/**
 * Pages of a Word, Excel or PowerPoint file, as an installed LibreOffice prints it. The file itself is only read. When
 * `signal` stops it, LibreOffice is gone before this ends.
 */
export async function* importOffice(
  request: ImportRequest,
  sniffed: PackedFormat | 'ole',
  signal: AbortSignal,
): AsyncIterable<ConvertedStep> {
  const { name, path } = request;
  const known = await officeFormat(request, sniffed);
  if (!known.ok) {
    yield failure(known.error);
    return;
  }
  const program = await findLibreOffice(process.env, process.platform);
  if (program === null) {
    yield failure({ type: 'OfficeMissing', name });
    return;
  }
  const { format, isLocked } = known.value;
  const conversion = convertToPdf({ program, source: path, format, limitMs: officeLimitMs, signal });
  yield* signsOfLife(conversion);
  const pdf = await conversion;
  if (pdf.ok) {
    try {
      yield* importPdf({ ...request, path: pdf.value.path });
    } finally {
      await pdf.value.remove();
    }
    return;
  }
  switch (pdf.error.type) {
    case 'Stopped':
      return;
    case 'Late':
      yield failure({ type: 'OfficeTimeout', name, limitMs: officeLimitMs });
      return;
    case 'NoPdf':
      yield failure(
        isLocked
          ? { type: 'FileEncrypted', name }
          : {
              type: 'OfficeFailed',
              name,
              program: await libreOfficeVersion(program),
              detail: pdf.error.detail,
            },
      );
  }
}

/** Whoever waits for a page has to know that somebody is at work, and that there is something to cancel. */
async function* signsOfLife(work: Promise<unknown>): AsyncIterable<ConvertedStep> {
  const done = work.then(
    () => true,
    () => true,
  );
  for (let isDone = false; !isDone; ) {
    yield { type: 'converting' };
    const pause = Promise.withResolvers<false>();
    const timer = setTimeout(pause.resolve, signOfLifeMs, false);
    isDone = await Promise.race([done, pause.promise]);
    clearTimeout(timer);
  }
}
