import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { installCjkFonts } from '../../src/importing/pdf/cjk-fonts.ts';
import { startEngine } from '../../src/importing/pdf/engine.ts';
import { renderPage } from '../../src/importing/pdf/render-page.ts';
import {
  a4Points,
  drawnPage,
  fullPageImage,
  imageObject,
  lockedPdf,
  type PageSpec,
  pagedPdf,
  unembeddedChinesePdf,
} from './pdf-files.ts';
import { type Bench, openBench, runImport } from './run-import.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(async () => {
  vi.unstubAllGlobals();
  await bench.remove();
});

async function importPdf(bytes: Uint8Array, dpi = 150) {
  return await runImport(bench, await bench.write('file.pdf', bytes), 'file.pdf', dpi);
}

async function scanJpeg(width = 1240, height = 1754): Promise<Buffer> {
  return await sharp({ create: { width, height, channels: 3, background: '#cfd8c0' } })
    .jpeg({ quality: 88 })
    .toBuffer();
}

const scanPage: PageSpec = { content: fullPageImage, resources: '<</XObject<</Im0 3 0 R>>>>' };

/** Share of dark pixels in a box given in points from the lower left of an A4 page. */
async function inkIn(png: Uint8Array, box: { left: number; bottom: number; width: number; height: number }) {
  const { width = 0, height = 0 } = await sharp(png).metadata();
  const scale = width / a4Points.width;
  const { data } = await sharp(png)
    .extract({
      left: Math.round(box.left * scale),
      top: Math.round(height - (box.bottom + box.height) * scale),
      width: Math.round(box.width * scale),
      height: Math.round(box.height * scale),
    })
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return data.filter((value) => value < 128).length / data.length;
}

describe('importing PDF', () => {
  it('IMP-10 takes the JPEG of a scanned page out byte for byte, at its own resolution', async () => {
    const jpeg = await scanJpeg();
    const { pages, errors } = await importPdf(pagedPdf([scanPage], [imageObject(jpeg, 1240, 1754)]));
    expect(errors).toEqual([]);
    expect(pages).toMatchObject([{ pageNumber: 1, method: 'extracted', dpiBy: 'file', warnings: [] }]);
    const [page] = pages;
    expect(page?.dpi).toBeCloseTo(150, 0);
    expect(page?.image).toMatchObject({ mime: 'image/jpeg', width: 1240, height: 1754, bytes: jpeg.length });
    expect(await readFile(page?.image.path ?? '')).toEqual(jpeg);
    expect(page?.image.sha256).toBe(createHash('sha256').update(jpeg).digest('hex'));
  });

  it.each<readonly [string, (jpeg: Buffer) => Buffer]>([
    [
      'something drawn over it',
      (jpeg) =>
        pagedPdf(
          [{ ...scanPage, content: `${fullPageImage} 0 0 9 9 re f` }],
          [imageObject(jpeg, 1240, 1754)],
        ),
    ],
    [
      'a page turned by its dictionary',
      (jpeg) => pagedPdf([{ ...scanPage, more: '/Rotate 90' }], [imageObject(jpeg, 1240, 1754)]),
    ],
    [
      'a margin around it',
      (jpeg) =>
        pagedPdf(
          [{ ...scanPage, content: 'q 400 0 0 600 90 90 cm /Im0 Do Q' }],
          [imageObject(jpeg, 1240, 1754)],
        ),
    ],
    [
      'a matrix that flips it',
      (jpeg) =>
        pagedPdf(
          [
            {
              ...scanPage,
              content: `q ${a4Points.width} 0 0 -${a4Points.height} 0 ${a4Points.height} cm /Im0 Do Q`,
            },
          ],
          [imageObject(jpeg, 1240, 1754)],
        ),
    ],
    [
      'a clip',
      (jpeg) =>
        pagedPdf(
          [{ ...scanPage, content: `q 50 50 100 100 re W n ${fullPageImage} Q` }],
          [imageObject(jpeg, 1240, 1754)],
        ),
    ],
    [
      'colours turned over',
      (jpeg) =>
        pagedPdf(
          [scanPage],
          [imageObject(jpeg, 1240, 1754, '/Filter/DCTDecode/ColorSpace/DeviceRGB/Decode[1 0 1 0 1 0]')],
        ),
    ],
    [
      'a mask',
      (jpeg) =>
        pagedPdf(
          [scanPage],
          [imageObject(jpeg, 1240, 1754, '/Filter/DCTDecode/ColorSpace/DeviceRGB/Mask[0 255 0 255 0 255]')],
        ),
    ],
    [
      'a second filter',
      (jpeg) =>
        pagedPdf(
          [scanPage],
          [
            imageObject(
              deflateSync(jpeg),
              1240,
              1754,
              '/Filter[/FlateDecode/DCTDecode]/ColorSpace/DeviceRGB',
            ),
          ],
        ),
    ],
  ])('IMP-11 draws a page whose JPEG has %s', async (_what, make) => {
    const { pages, errors } = await importPdf(make(await scanJpeg()));
    expect(errors).toEqual([]);
    expect(pages.map((page) => page.method)).toEqual(['rendered']);
  });

  it('IMP-11 draws a JPEG whose colours are turned over as a viewer shows it', async () => {
    const jpeg = await scanJpeg(620, 877);
    const more = '/Filter/DCTDecode/ColorSpace/DeviceRGB/Decode[1 0 1 0 1 0]';
    const { pages } = await importPdf(pagedPdf([scanPage], [imageObject(jpeg, 620, 877, more)]));
    const { channels } = await sharp(pages[0]?.image.path).stats();
    // #cfd8c0 turned over.
    expect(channels.map((channel) => Math.round(channel.mean))).toEqual(
      [48, 39, 63].map((value) => expect.closeTo(value, -1)),
    );
  });

  it('IMP-12 draws a scan with another filter at its own resolution', async () => {
    const gray = Buffer.alloc(1654 * 2339, 200);
    const { pages } = await importPdf(
      pagedPdf(
        [scanPage],
        [imageObject(deflateSync(gray), 1654, 2339, '/Filter/FlateDecode/ColorSpace/DeviceGray')],
      ),
      100,
    );
    expect(pages).toMatchObject([{ method: 'rendered', warnings: [] }]);
    expect(pages[0]?.dpi).toBeCloseTo(200, 0);
    expect(pages[0]?.image.width).toBe(1654);
    expect(pages[0]?.image.height).toBe(2339);
  });

  it('IMP-13 draws anything else at the resolution asked for, gray as gray and colour as colour', async () => {
    const red: PageSpec = { content: '1 0 0 rg 100 100 200 50 re f' };
    const { pages } = await importPdf(pagedPdf([drawnPage, red]), 150);
    expect(pages).toMatchObject([
      {
        pageNumber: 1,
        method: 'rendered',
        dpi: 150,
        image: { mime: 'image/png', width: 1240, height: 1754 },
      },
      { pageNumber: 2, method: 'rendered', dpi: 150 },
    ]);
    const [gray, colour] = await Promise.all(pages.map((page) => sharp(page.image.path).metadata()));
    expect(gray?.channels).toBe(1);
    expect(gray?.density).toBe(150);
    expect(colour?.channels).toBe(3);
    const box = { left: 110, bottom: 110, width: 180, height: 30 };
    expect(await inkIn(await readFile(pages[0]?.image.path ?? ''), box)).toBe(1);
    const pixel = await sharp(pages[1]?.image.path)
      .extract({ left: 300, top: 1754 - 250, width: 1, height: 1 })
      .raw()
      .toBuffer();
    expect([...pixel]).toEqual([255, 0, 0]);
  });

  it('IMP-14 lowers the resolution of a huge page to the pixel limit and says so', async () => {
    const { pages } = await importPdf(pagedPdf([{ ...drawnPage, mediaBox: '[0 0 14400 14400]' }]), 300);
    expect(pages).toMatchObject([{ method: 'rendered', warnings: ['dpi-lowered'] }]);
    const { width = 0, height = 0 } = pages[0]?.image ?? {};
    expect(width * height).toBeLessThanOrEqual(60_100_000);
    expect(width * height).toBeGreaterThan(55_000_000);
    expect(pages[0]?.dpi).toBeCloseTo(width / 200, 0);
  });

  it('IMP-15 shows Chinese text whose font is not in the file, which PDFium alone leaves out', async () => {
    const file = unembeddedChinesePdf();
    const textBox = { left: 100, bottom: 490, width: 200, height: 45 };
    const { pages } = await importPdf(file);
    expect(pages).toMatchObject([{ warnings: ['font-replaced'] }]);
    expect(await inkIn(await readFile(pages[0]?.image.path ?? ''), textBox)).toBeGreaterThan(0.05);

    const bare = await startEngine();
    const open = bare.api.FPDF_LoadMemDocument64(bare.put(file), file.length, '');
    const page = bare.api.FPDF_LoadPage(open, 0);
    const inches = { width: a4Points.width / 72, height: a4Points.height / 72 };
    const without = await renderPage(bare, page, inches, 150);
    expect(await inkIn(without.png, textBox)).toBe(0);
  });

  it('IMP-15 leaves Latin fonts to PDFium', async () => {
    const engine = await startEngine();
    const fonts = installCjkFonts(engine);
    const file = pagedPdf(
      [{ content: 'BT /F1 40 Tf 100 500 Td (Invoice) Tj ET', resources: '<</Font<</F1 3 0 R>>>>' }],
      [{ text: '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>' }],
    );
    const open = engine.api.FPDF_LoadMemDocument64(engine.put(file), file.length, '');
    const drawn = await renderPage(
      engine,
      engine.api.FPDF_LoadPage(open, 0),
      { width: 8.27, height: 11.69 },
      100,
    );
    expect(fonts.count()).toBe(0);
    expect(await inkIn(drawn.png, { left: 100, bottom: 490, width: 130, height: 45 })).toBeGreaterThan(0.05);
  });

  it('IMP-16 asks nobody on the network for its engine', async () => {
    vi.stubGlobal('fetch', () => {
      throw new Error('no network here');
    });
    expect((await importPdf(pagedPdf([drawnPage]), 75)).pages).toHaveLength(1);
  });

  it('IMP-17 reports a page that cannot be read and goes on with the rest', async () => {
    const whole = pagedPdf([drawnPage, drawnPage, drawnPage]).toString('latin1');
    // The second page points to an object that is not there; same length, so that all offsets stand.
    const { pages, errors } = await importPdf(Buffer.from(whole.replace('5 0 R 7', '9 9 R 7'), 'latin1'), 50);
    expect(pages.map((page) => page.pageNumber)).toEqual([1, 3]);
    expect(errors).toMatchObject([{ type: 'PageDamaged', name: 'file.pdf', pageNumber: 2 }]);
  });

  it('IMP-17 reports a page of no size and goes on with the rest', async () => {
    const { pages, errors } = await importPdf(
      pagedPdf([drawnPage, { ...drawnPage, mediaBox: '[0 0 0.001 0.001]' }, drawnPage]),
      50,
    );
    expect(pages.map((page) => page.pageNumber)).toEqual([1, 3]);
    expect(errors).toMatchObject([{ type: 'PageDamaged', pageNumber: 2 }]);
  });

  it('IMP-18 refuses a PDF with a password', async () => {
    const { pages, errors } = await importPdf(lockedPdf());
    expect(pages).toEqual([]);
    expect(errors).toEqual([{ type: 'FileEncrypted', name: 'file.pdf' }]);
  });

  it('IMP-19 refuses 2,000 pages with both numbers and imports none', async () => {
    const many = pagedPdf(Array.from({ length: 2_000 }, () => drawnPage));
    const { replies } = await importPdf(many);
    expect(replies).toEqual([
      { type: 'failure', error: { type: 'FileTooManyPages', name: 'file.pdf', pages: 2_000, limit: 1_000 } },
      { type: 'end', pages: 0 },
    ]);
    expect(await readdir(bench.spool)).toEqual([]);
  });

  it('IMP-20 calls a PDF cut in its middle damaged, or gives what is left of it', async () => {
    const whole = pagedPdf([scanPage], [imageObject(await scanJpeg(), 1240, 1754)]);
    const { pages, errors } = await importPdf(whole.subarray(0, 600));
    expect(pages).toEqual([]);
    expect(errors).toMatchObject([{ type: 'FileDamaged', name: 'file.pdf' }]);
  });

  it('IMP-21 gives each page as soon as it is durable', async () => {
    const { importFile } = await import('../../src/importing/import-file.ts');
    const path = await bench.write('two.pdf', pagedPdf([drawnPage, drawnPage]));
    const request = { type: 'import', path, name: 'two.pdf', dpi: 50, spoolFolder: bench.spool } as const;
    for await (const reply of importFile(request, new AbortController().signal)) {
      if (reply.type === 'page') expect(await readdir(bench.spool)).toHaveLength(reply.pageNumber);
    }
  });
});
