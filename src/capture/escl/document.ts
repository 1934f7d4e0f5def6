import { rm } from 'node:fs/promises';
import type { SpooledImage } from '../../contract/workers.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { spoolFault } from '../spool.ts';
import { spoolBody } from './body.ts';
import type { EsclFault } from './faults.ts';
import type { HttpAnswer } from './http.ts';
import type { EsclLimits } from './limits.ts';

/** A side out of a document, durable in the spool folder. */
export interface DocumentSide {
  readonly image: SpooledImage;
  readonly dpi: number;
}

/**
 * The pages of a PDF in the spool folder, in order, each as a side of its own; `dpi` for those that have to be drawn.
 * After an error nothing more comes. Given from outside: reading PDF is not a driver's business.
 */
export type PagesOfPdf = (
  path: string,
  spoolFolder: string,
  dpi: number,
) => AsyncIterable<Result<DocumentSide, string>>;

interface DocumentTools {
  readonly spoolFolder: string;
  readonly dpi: number;
  readonly limits: EsclLimits;
  readonly pagesOfPdf: PagesOfPdf;
}

/** The end marker stands in the last 1024 bytes (ISO 32000-1, annex H.3). */
const tailBytes = 1024;

/**
 * Takes sides that come as a PDF. The whole document is on disk before its first side is told, and goes only when the
 * last one is: the paper is through by then. One that cannot be read to its end stays there for support.
 */
export async function* takeDocument(
  answer: HttpAnswer,
  tools: DocumentTools,
  signal: AbortSignal,
): AsyncGenerator<Result<DocumentSide, EsclFault>> {
  const document = await spoolDocument(answer, tools, signal);
  if (!document.ok) {
    yield document;
    return;
  }
  const path = document.value;
  let isRead = true;
  let pages = 0;
  try {
    for await (const side of tools.pagesOfPdf(path, tools.spoolFolder, tools.dpi)) {
      if (!side.ok) {
        isRead = false;
        yield err({ type: 'TruncatedPage', raw: `PDF: ${side.error}` });
        return;
      }
      pages += 1;
      yield ok(side.value);
    }
    if (pages === 0) {
      isRead = false;
      yield err({ type: 'TruncatedPage', raw: 'PDF: no page' });
    }
  } catch (cause) {
    isRead = false;
    yield err(spoolFault(cause));
  } finally {
    // Also where nobody wants the rest: whoever cancels feeds the sheets again.
    if (isRead) await rm(path, { force: true });
  }
}

function spoolDocument(
  answer: HttpAnswer,
  { spoolFolder, limits }: DocumentTools,
  signal: AbortSignal,
): Promise<Result<string, EsclFault>> {
  let tail: Buffer = Buffer.alloc(0);
  const target = { folder: spoolFolder, extension: 'pdf' };
  const look = (chunk: Buffer) => {
    tail = Buffer.concat([tail, chunk]).subarray(-tailBytes);
  };
  return spoolBody<string>(answer, target, limits, signal, look, async (file, bytes) => {
    if (!tail.includes('%%EOF')) {
      return err({ type: 'TruncatedPage', raw: `${bytes} bytes without the end of a PDF` });
    }
    return ok(await file.keep());
  });
}
