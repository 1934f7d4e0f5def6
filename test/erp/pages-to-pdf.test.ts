import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { pagesToPdf } from '../../src/erp/pages-to-pdf.ts';
import { startEngine } from '../../src/importing/pdf/engine.ts';

async function picture(kind: 'jpeg' | 'png', width: number, height: number) {
  const stripes = Buffer.alloc(width * height, 255);
  for (let y = 0; y < height; y += 1) stripes.fill(y % 40 < 20 ? 0 : 255, y * width, (y + 1) * width);
  const raw = sharp(stripes, { raw: { width, height, channels: 1 } });
  const bytes = await (kind === 'jpeg' ? raw.jpeg() : raw.png({ palette: true, colours: 2 })).toBuffer();
  return { bytes, page: { sha256: `${kind} ${width}`, mime: `image/${kind}`, width, height, dpi: 300 } };
}

describe('pages as one PDF', () => {
  it('PDF-1 has each page in its order and paper size, JPEG byte for byte', async () => {
    const pictures = [
      await picture('jpeg', 620, 877),
      await picture('png', 300, 600),
      await picture('jpeg', 900, 450),
    ];
    const byHash = new Map(pictures.map(({ page, bytes }) => [page.sha256, bytes]));
    const pdf = Buffer.from(
      await pagesToPdf(
        pictures.map(({ page }) => page),
        async (hash) => byHash.get(hash) ?? Buffer.alloc(0),
      ),
    );
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(pdf.includes(pictures[0]?.bytes.subarray(200) ?? 'no')).toBe(true);
    const engine = await startEngine();
    const document = engine.api.FPDF_LoadMemDocument(engine.put(pdf), pdf.length, '');
    expect(engine.api.FPDF_GetPageCount(document)).toBe(3);
    const sizes = [0, 1, 2].map((index) => {
      const page = engine.api.FPDF_LoadPage(document, index);
      return [engine.api.FPDF_GetPageWidthF(page), engine.api.FPDF_GetPageHeightF(page)].map(Math.round);
    });
    expect(sizes).toEqual([
      [149, 210],
      [72, 144],
      [216, 108],
    ]);
    // The picture fills the page: its stripes are black from edge to edge.
    const page = engine.api.FPDF_LoadPage(document, 1);
    const bitmap = engine.api.FPDFBitmap_Create(300, 600, 0);
    engine.api.FPDFBitmap_FillRect(bitmap, 0, 0, 300, 600, 0xffffffff);
    engine.api.FPDF_RenderPageBitmap(bitmap, page, 0, 0, 300, 600, 0, 0);
    const from = engine.api.FPDFBitmap_GetBuffer(bitmap);
    const pixel = (x: number, y: number) => engine.heap()[from + (y * 300 + x) * 4];
    expect([pixel(1, 10), pixel(298, 10), pixel(150, 30), pixel(1, 590), pixel(1, 570)]).toEqual([
      0, 0, 255, 255, 0,
    ]);
  });

  it('PDF-2 is not made of what is no picture', async () => {
    const { page } = await picture('jpeg', 100, 100);
    await expect(pagesToPdf([page], async () => Buffer.from('nothing'))).rejects.toThrow(
      'cannot go into a PDF',
    );
    const text = { ...page, mime: 'text/plain' };
    await expect(pagesToPdf([text], async () => Buffer.from('nothing'))).rejects.toThrow('text/plain');
  });
});
