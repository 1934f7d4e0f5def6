import { createCanvas } from '@napi-rs/canvas';
import sharp from 'sharp';
import type { ImportRequest } from '../../contract/workers.ts';
import type { ImportWarning } from '../../domain/import-warnings.ts';
import type { StatedInvoice } from '../../domain/reading.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { pagesLimit } from '../limits.ts';
import { paperPixels } from '../paper-pixels.ts';
import { detailOf, failure, type ImportStep, pageReply } from '../reply.ts';
import { spoolBytes } from '../spool.ts';
import { zipError } from '../zip/zip-fault.ts';
import { documentsOf, type OfdDocument } from './document.ts';
import { drawPage } from './draw-page.ts';
import { type OpenDocument, openDocument } from './open-document.ts';
import { type OfdPackage, openPackage } from './package.ts';
import { pageContentOf } from './page-content.ts';
import { newBudget } from './scene.ts';
import { statedInvoiceOf } from './stated-invoice.ts';

const mmPerInch = 25.4;
/** From a pin's head to the longest roll: what is beyond it no printer wrote. */
const pageMm = { least: 1, most: 250_000 };

/**
 * Pages of an OFD (GB/T 33190), those of one document after those of another. A page that fails is reported and the rest
 * goes on. What the file states of an invoice comes with the first page of its document.
 */
export async function* importOfd(request: ImportRequest): AsyncIterable<ImportStep> {
  const { name } = request;
  const opened = await openPackage(request.path);
  if (!opened.ok) {
    yield failure(zipError(name, opened.error));
    return;
  }
  try {
    yield* importPackage(request, opened.value);
  } finally {
    opened.value.close();
  }
}

async function* importPackage(request: ImportRequest, ofd: OfdPackage): AsyncIterable<ImportStep> {
  const { name } = request;
  const documents = await documentsOf(ofd);
  if (!documents.ok) {
    yield failure(
      documents.error === 'encrypted'
        ? { type: 'FileEncrypted', name }
        : { type: 'FileDamaged', name, detail: documents.error.detail },
    );
    return;
  }
  const pages = documents.value.reduce((sum, one) => sum + (one.ok ? one.value.pages.length : 0), 0);
  if (pages > pagesLimit) {
    yield failure({ type: 'FileTooManyPages', name, pages, limit: pagesLimit });
    return;
  }
  if (pages === 0 && documents.value.every((one) => one.ok)) {
    yield failure({ type: 'FileDamaged', name, detail: 'no pages' });
    return;
  }
  let before = 0;
  for (const document of documents.value) {
    if (!document.ok) {
      yield failure({ type: 'FileDamaged', name, detail: document.error });
      continue;
    }
    yield* importDocument(request, ofd, document.value, before);
    before += document.value.pages.length;
  }
}

async function* importDocument(
  request: ImportRequest,
  ofd: OfdPackage,
  document: OfdDocument,
  before: number,
): AsyncIterable<ImportStep> {
  const { name } = request;
  const open = await openDocument(ofd, document);
  const invoice = await statedInvoiceOf(open);
  for (let index = 0; index < document.pages.length; index++) {
    const pageNumber = before + index + 1;
    const made = await makePage(open, index, request.dpi);
    if (!made.ok) {
      yield failure({ type: 'PageDamaged', name, pageNumber, detail: made.error });
      continue;
    }
    const { png, width, height, dpi, warnings } = made.value;
    const image = await spoolBytes(request.spoolFolder, png, { mime: 'image/png', width, height });
    const states: StatedInvoice | null = index === 0 ? invoice : null;
    yield pageReply({ pageNumber, dpi, dpiBy: 'file', method: 'rendered', image, warnings, invoice: states });
  }
}

interface MadePage {
  readonly png: Buffer;
  readonly width: number;
  readonly height: number;
  readonly dpi: number;
  readonly warnings: ImportWarning[];
}

async function makePage(
  open: OpenDocument,
  index: number,
  askedDpi: number,
): Promise<Result<MadePage, string>> {
  const warnings = new Set<ImportWarning>();
  try {
    const page = await pageContentOf(open, index);
    if (!page.ok) return page;
    const { box } = page.value;
    if (!isSize(box.width) || !isSize(box.height)) return err(`page of ${box.width} x ${box.height} mm`);
    const inches = { width: box.width / mmPerInch, height: box.height / mmPerInch };
    const { width, height, dpi } = paperPixels(inches, askedDpi);
    if (dpi < askedDpi - 1) warnings.add('dpi-lowered');
    const paper = createCanvas(width, height);
    const canvas = paper.getContext('2d');
    canvas.fillStyle = 'white';
    canvas.fillRect(0, 0, width, height);
    canvas.scale(width / box.width, height / box.height);
    await drawPage({ canvas, warnings, budget: newBudget(), depth: 0 }, open, page.value);
    const { data } = canvas.getImageData(0, 0, width, height);
    const png = await sharp(data, { raw: { width, height, channels: 4 } })
      .removeAlpha()
      .withDensity(dpi)
      .png({ compressionLevel: 2 })
      .toBuffer();
    return ok({ png, width, height, dpi: Math.round(dpi * 100) / 100, warnings: [...warnings] });
  } catch (thrown) {
    // Whatever a foreign page brings about, its neighbours are not to blame.
    return err(detailOf(thrown));
  }
}

function isSize(mm: number): boolean {
  return mm >= pageMm.least && mm <= pageMm.most;
}
