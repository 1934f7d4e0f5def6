import { imagePixelsLimit } from '../limits.ts';
import { startEngine } from '../pdf/engine.ts';
import { renderPage } from '../pdf/render-page.ts';
import { type Jbig2Page, jbig2Page } from './jbig2-segments.ts';

const pointsPerInch = 72;

/** A JBIG2 picture as PNG, decoded by PDFium from a PDF of that one picture. Null for what it cannot decode. */
export async function decodeJbig2(bytes: Buffer): Promise<Buffer | null> {
  const page = jbig2Page(bytes);
  if (!page || page.width < 1 || page.height < 1) return null;
  if (page.width * page.height > imagePixelsLimit) return null;
  const engine = await startEngine();
  const { api } = engine;
  const pdf = pdfOf(page);
  const document = api.FPDF_LoadMemDocument64(engine.put(pdf), pdf.length, '');
  if (document === 0) return null;
  const handle = api.FPDF_LoadPage(document, 0);
  if (handle === 0) return null;
  // What cannot be decoded is left out of a page in silence; the picture by itself tells.
  const bitmap = api.FPDFImageObj_GetBitmap(api.FPDFPage_GetObject(handle, 0));
  if (bitmap === 0) return null;
  api.FPDFBitmap_Destroy(bitmap);
  const inches = { width: page.width / pointsPerInch, height: page.height / pointsPerInch };
  return (await renderPage(engine, handle, inches, pointsPerInch)).png;
}

/** One page, one point a pixel, filled by the picture. */
function pdfOf({ width, height, segments }: Jbig2Page): Buffer {
  const content = `q ${width} 0 0 ${height} 0 0 cm /I Do Q`;
  const objects: readonly (readonly [text: string, stream: Buffer | null])[] = [
    ['<</Type/Catalog/Pages 2 0 R>>', null],
    ['<</Type/Pages/Kids[3 0 R]/Count 1>>', null],
    [
      `<</Type/Page/Parent 2 0 R/MediaBox[0 0 ${width} ${height}]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>>>`,
      null,
    ],
    [`<</Length ${content.length}>>`, Buffer.from(content)],
    [
      `<</Type/XObject/Subtype/Image/Width ${width}/Height ${height}/BitsPerComponent 1/ColorSpace/DeviceGray` +
        `/Filter/JBIG2Decode/Length ${segments.length}>>`,
      segments,
    ],
  ];
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n')];
  const offsets: number[] = [];
  let at = parts[0]?.length ?? 0;
  for (const [index, [text, stream]] of objects.entries()) {
    const body = stream ? [Buffer.from('\nstream\n'), stream, Buffer.from('\nendstream')] : [];
    const object = Buffer.concat([
      Buffer.from(`${index + 1} 0 obj\n${text}`),
      ...body,
      Buffer.from('\nendobj\n'),
    ]);
    offsets.push(at);
    parts.push(object);
    at += object.length;
  }
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  parts.push(
    Buffer.from(
      `xref\n0 6\n0000000000 65535 f \n${rows}trailer\n<</Size 6/Root 1 0 R>>\nstartxref\n${at}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(parts);
}
