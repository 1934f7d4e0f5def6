import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import type { ImportError } from '../../contract/errors.ts';
import type { ImportRequest } from '../../contract/workers.ts';
import type { ImportWarning } from '../../domain/import-warnings.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { engineRestartsLimit, pagesLimit } from '../limits.ts';
import { detailOf, failure, type ImportStep, pageReply } from '../reply.ts';
import { type ImageShape, spoolBytes } from '../spool.ts';
import { type FontReplacements, installCjkFonts } from './cjk-fonts.ts';
import { isEngineAbort, type PdfEngine, startEngine } from './engine.ts';
import { hasImageModifiers } from './image-modifiers.ts';
import { type FillingImage, findFillingImage, rawStream } from './page-images.ts';
import { renderPage } from './render-page.ts';

/** Range in which the resolution of a scan in the file is taken over for drawing it. */
const ownDpi = { least: 100, most: 600 };
/** From the smallest page the PDF standard allows to well beyond the longest that programs write. */
const pageInches = { least: 0.04, most: 10_000 };
const passwordErrors = [4, 5];

/**
 * Pages of a PDF, in order. A page that is one bare JPEG comes out byte for byte; others are drawn, scans at their own
 * resolution. A page that fails is reported and the rest goes on.
 */
export async function* importPdf(request: ImportRequest): AsyncIterable<ImportStep> {
  const { name } = request;
  const file = await readFile(request.path);
  const mayExtract = !hasImageModifiers(file);
  let opened = await openDocument(file, name);
  if (!opened.ok) {
    yield failure(opened.error);
    return;
  }
  const { pages } = opened.value;
  if (pages > pagesLimit) {
    yield failure({ type: 'FileTooManyPages', name, pages, limit: pagesLimit });
    return;
  }
  let restarts = 0;
  for (let pageNumber = 1; pageNumber <= pages; pageNumber++) {
    const made = await makePage(opened.value, pageNumber, request, mayExtract);
    if (made.ok) {
      const { bytes, shape, ...rest } = made.value;
      const image = await spoolBytes(request.spoolFolder, bytes, shape);
      yield pageReply({ pageNumber, dpiBy: 'file', image, ...rest });
      continue;
    }
    yield failure({ type: 'PageDamaged', name, pageNumber, detail: made.error.detail });
    if (!made.error.isEngineLost) continue;
    if (++restarts > engineRestartsLimit) {
      yield failure({ type: 'FileDamaged', name, detail: made.error.detail });
      return;
    }
    opened = await openDocument(file, name);
    if (!opened.ok) {
      yield failure(opened.error);
      return;
    }
  }
}

interface OpenDocument {
  readonly engine: PdfEngine;
  readonly fonts: FontReplacements;
  readonly handle: number;
  readonly pages: number;
}

async function openDocument(file: Buffer, name: string): Promise<Result<OpenDocument, ImportError>> {
  const engine = await startEngine();
  const fonts = installCjkFonts(engine);
  const { api } = engine;
  try {
    // The document reads from this memory as long as it is open; both end with the engine.
    const handle = api.FPDF_LoadMemDocument64(engine.put(file), file.length, '');
    if (handle === 0) {
      const code = api.FPDF_GetLastError();
      return err(
        passwordErrors.includes(code)
          ? { type: 'FileEncrypted', name }
          : { type: 'FileDamaged', name, detail: `PDF error ${code}` },
      );
    }
    const pages = api.FPDF_GetPageCount(handle);
    if (pages < 1) return err({ type: 'FileDamaged', name, detail: 'no pages' });
    return ok({ engine, fonts, handle, pages });
  } catch (thrown) {
    if (!isEngineAbort(thrown)) throw thrown;
    return err({ type: 'FileDamaged', name, detail: detailOf(thrown) });
  }
}

interface MadePage {
  readonly bytes: Buffer;
  readonly shape: ImageShape;
  readonly dpi: number;
  readonly method: 'extracted' | 'rendered';
  readonly warnings: ImportWarning[];
}

interface PageFault {
  readonly detail: string;
  readonly isEngineLost: boolean;
}

async function makePage(
  open: OpenDocument,
  pageNumber: number,
  request: ImportRequest,
  mayExtract: boolean,
): Promise<Result<MadePage, PageFault>> {
  const { api } = open.engine;
  // Fonts are looked up while a page is loaded; one shared by several pages counts on the first.
  const replacedBefore = open.fonts.count();
  try {
    const page = api.FPDF_LoadPage(open.handle, pageNumber - 1);
    if (page === 0) return err({ detail: 'the page cannot be read', isEngineLost: false });
    try {
      const inches = { width: api.FPDF_GetPageWidthF(page) / 72, height: api.FPDF_GetPageHeightF(page) / 72 };
      if (!isSize(inches.width) || !isSize(inches.height)) {
        return err({ detail: `page of ${inches.width} x ${inches.height} inches`, isEngineLost: false });
      }
      const scan = findFillingImage(open.engine, page);
      const extracted = scan && mayExtract ? await extract(open.engine, scan) : null;
      if (extracted) return ok(extracted);
      const askedDpi = scan ? scanDpi(scan, request.dpi) : request.dpi;
      const { png, width, height, dpi } = await renderPage(open.engine, page, inches, askedDpi);
      const warnings: ImportWarning[] = [];
      if (dpi < askedDpi - 1) warnings.push('dpi-lowered');
      if (open.fonts.count() > replacedBefore) warnings.push('font-replaced');
      return ok({
        bytes: png,
        shape: { mime: 'image/png', width, height },
        dpi,
        method: 'rendered',
        warnings,
      });
    } finally {
      api.FPDF_ClosePage(page);
    }
  } catch (thrown) {
    // Whatever a foreign page brings about, its neighbours are not to blame.
    return err({ detail: detailOf(thrown), isEngineLost: isEngineAbort(thrown) });
  }
}

/** Damaged files open with pages of no size, or of none that can be. */
function isSize(inches: number): boolean {
  return inches >= pageInches.least && inches <= pageInches.most;
}

function scanDpi(scan: FillingImage, askedDpi: number): number {
  const own = Math.max(scan.dpiX, scan.dpiY);
  return own < ownDpi.least ? askedDpi : Math.min(own, ownDpi.most);
}

async function extract(engine: PdfEngine, scan: FillingImage): Promise<MadePage | null> {
  const isSquare = Math.abs(scan.dpiX / scan.dpiY - 1) < 0.02;
  if (!scan.isBareJpeg || !isSquare) return null;
  const bytes = rawStream(engine, scan.object);
  const isGood = await isPlainJpeg(bytes, scan);
  if (!isGood) return null;
  return {
    bytes,
    shape: { mime: 'image/jpeg', width: scan.width, height: scan.height },
    dpi: Math.round(((scan.dpiX + scan.dpiY) / 2) * 100) / 100,
    method: 'extracted',
    warnings: [],
  };
}

/** Whole, gray or RGB, and upright by its own word: a PDF viewer does not look at EXIF, later programs do. */
async function isPlainJpeg(bytes: Buffer, scan: FillingImage): Promise<boolean> {
  try {
    const picture = sharp(bytes, { failOn: 'error', limitInputPixels: false });
    const { width, height, channels, orientation = 1, format } = await picture.metadata();
    if (format !== 'jpeg' || width !== scan.width || height !== scan.height) return false;
    if ((channels !== 1 && channels !== 3) || orientation !== 1) return false;
    await picture.resize(64, 64, { fit: 'fill' }).raw().toBuffer();
    return true;
  } catch {
    // PDFium is more forgiving: the page is drawn instead.
    return false;
  }
}
