import { open } from 'node:fs/promises';
import type { ImportError } from '../contract/errors.ts';
import type { ImportReply, ImportRequest } from '../contract/workers.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { importBmp } from './image/import-bmp.ts';
import { importImage } from './image/import-image.ts';
import { fileBytesLimit } from './limits.ts';
import { importOfd } from './ofd/import-ofd.ts';
import { importOffice } from './office/import-office.ts';
import { importPdf } from './pdf/import-pdf.ts';
import { type ConvertedStep, detailOf, failure } from './reply.ts';
import { type ContentKind, sniff, sniffBytes } from './sniff.ts';

/**
 * Turns one file into spooled page images, each given as soon as it is durable. What is wrong with the file comes as
 * `failure`; the last reply is always `end` with the number of pages given, unless `signal` stops it. Throws only when
 * the spool folder cannot be written.
 */
export async function* importFile(request: ImportRequest, signal: AbortSignal): AsyncIterable<ImportReply> {
  let pages = 0;
  for await (const step of stepsOf(request, signal)) {
    if (signal.aborted) return;
    if (step.type === 'page') pages++;
    yield step;
    if (signal.aborted) return;
  }
  if (signal.aborted) return;
  yield { type: 'end', pages };
}

async function* stepsOf(request: ImportRequest, signal: AbortSignal): AsyncIterable<ConvertedStep> {
  const kind = await inspect(request);
  if (!kind.ok) {
    yield failure(kind.error);
    return;
  }
  yield* importerOf(kind.value)(request, signal);
}

type Importer = (request: ImportRequest, signal: AbortSignal) => AsyncIterable<ConvertedStep>;

function importerOf(kind: ContentKind): Importer {
  switch (kind) {
    case 'pdf':
      return importPdf;
    case 'ofd':
      return importOfd;
    case 'bmp':
      return importBmp;
    case 'png':
    case 'jpeg':
    case 'tiff':
    case 'webp':
    case 'gif':
    case 'avif':
      return (request) => importImage(request, kind);
    case 'docx':
    case 'xlsx':
    case 'pptx':
    case 'ole':
      return (request, signal) => importOffice(request, kind, signal);
    default:
      return async function* ({ name }) {
        yield failure({ type: 'FileUnsupported', name, sniffed: kind });
      };
  }
}

/** What the file is, once it is known to be there, not empty and not too large. */
async function inspect({ path, name }: ImportRequest): Promise<Result<ContentKind, ImportError>> {
  try {
    const file = await open(path, 'r');
    try {
      const status = await file.stat();
      if (!status.isFile()) return err({ type: 'FileUnreadable', name, detail: 'not a file' });
      if (status.size === 0) return err({ type: 'FileEmpty', name });
      if (status.size > fileBytesLimit) {
        return err({ type: 'FileTooLarge', name, bytes: status.size, limitBytes: fileBytesLimit });
      }
      const length = Math.min(sniffBytes, status.size);
      const head = await file.read(Buffer.alloc(length), 0, length, 0);
      const tail = await file.read(Buffer.alloc(length), 0, length, status.size - length);
      return ok(sniff(head.buffer.subarray(0, head.bytesRead), tail.buffer.subarray(0, tail.bytesRead)));
    } finally {
      await file.close();
    }
  } catch (thrown) {
    if (!isSystemError(thrown)) throw thrown;
    return err({ type: 'FileUnreadable', name, detail: thrown.code || detailOf(thrown) });
  }
}

function isSystemError(thrown: unknown): thrown is Error & { readonly code: string } {
  return thrown instanceof Error && typeof (thrown as { code?: unknown }).code === 'string';
}
