import { readdir, readFile } from 'node:fs/promises';
import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pagesOfScannedPdf } from '../../src/importing/pdf/scanned-pages.ts';
import { a4Points, drawnPage, fullPageImage, imageObject, type PageSpec, pagedPdf } from './pdf-files.ts';
import { type Bench, openBench } from './run-import.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.remove());

const page = (image: number): PageSpec => ({
  content: fullPageImage,
  resources: `<</XObject<</Im0 ${image} 0 R>>>>`,
});
const jpeg = (background: string) =>
  sharp({ create: { width: 827, height: 1169, channels: 3, background } })
    .jpeg()
    .toBuffer();

async function sides(bytes: Uint8Array, dpi = 100) {
  const all = [];
  for await (const side of pagesOfScannedPdf(await bench.write('scan.pdf', bytes), bench.spool, dpi))
    all.push(side);
  return all;
}

describe('a stack that a scanner delivers as PDF', () => {
  it('ESCL-19 gives each page as a side in order, a JPEG byte for byte at its own resolution', async () => {
    const [front, back] = [await jpeg('#fff'), await jpeg('#eee')];
    const file = pagedPdf([page(3), page(4)], [imageObject(front, 827, 1169), imageObject(back, 827, 1169)]);
    const found = await sides(file, 300);
    expect(found).toMatchObject([
      { ok: true, value: { image: { mime: 'image/jpeg', width: 827, height: 1169 } } },
      { ok: true, value: { image: { mime: 'image/jpeg', width: 827, height: 1169 } } },
    ]);
    for (const [index, side] of found.entries()) {
      if (!side.ok) throw new Error(side.error);
      expect(side.value.dpi).toBeCloseTo(100, 0);
      expect(await readFile(side.value.image.path)).toEqual([front, back][index]);
    }
  });

  it('ESCL-19 draws one bit a pixel at its own resolution, pixel for pixel', async () => {
    const [width, height] = [827, 1169];
    const stride = Math.ceil(width / 8);
    // Every other row black, so that any smoothing would show.
    const bits = Buffer.alloc(stride * height, 0xff);
    for (let y = 0; y < height; y += 2) bits.fill(0, y * stride, (y + 1) * stride);
    const image = imageObject(deflateSync(bits), width, height, '/ColorSpace/DeviceGray/Filter/FlateDecode');
    const oneBit = { ...image, text: image.text.replace('/BitsPerComponent 8', '/BitsPerComponent 1') };
    const box = `[0 0 ${(width / 100) * 72} ${(height / 100) * 72}]`;
    const content = `q ${(width / 100) * 72} 0 0 ${(height / 100) * 72} 0 0 cm /Im0 Do Q`;
    const [side] = await sides(pagedPdf([{ ...page(3), content, mediaBox: box }], [oneBit]), 300);
    if (!side?.ok) throw new Error(side?.error);
    expect(side.value).toMatchObject({ image: { mime: 'image/png', width, height } });
    expect((await sharp(side.value.image.path).metadata()).channels).toBe(1);
    const data = await sharp(side.value.image.path).toColourspace('b-w').raw().toBuffer();
    const rows = Array.from({ length: height }, (_, y) => data.subarray(y * width, (y + 1) * width));
    expect(rows.every((row, y) => row.every((value) => value === (y % 2 === 0 ? 0 : 255)))).toBe(true);
  });

  it('ESCL-19 draws a page without a scan at the resolution asked for', async () => {
    const [side] = await sides(pagedPdf([drawnPage]), 50);
    expect(side).toMatchObject({ ok: true, value: { dpi: 50, image: { mime: 'image/png' } } });
    if (side?.ok) expect(side.value.image.width).toBe(Math.round((a4Points.width / 72) * 50));
  });

  it('ESCL-20 ends at the first page that cannot be read; the pages before it stand, none behind it is given', async () => {
    const good = await jpeg('#fff');
    const nowhere = { ...drawnPage, mediaBox: '[0 0 0 0]', more: '/CropBox[0 0 0 0]/UserUnit 0' };
    const file = pagedPdf([page(3), nowhere, page(3)], [imageObject(good, 827, 1169)]);
    const broken = Buffer.from(
      file.toString('latin1').replace('/Kids[4 0 R 6 0 R 8 0 R]', '/Kids[4 0 R 99 0 R 8 0 R]'),
      'latin1',
    );
    const found = await sides(broken);
    expect(found.map(({ ok }) => ok)).toEqual([true, false]);
    expect(await readdir(bench.spool)).toHaveLength(1);
  });

  it('ESCL-20 a file that is no PDF is an error, not an empty stack', async () => {
    expect(await sides(Buffer.from('%PDF-1.4 and nothing else\n%%EOF'))).toEqual([
      { ok: false, error: expect.any(String) },
    ]);
    expect(await readdir(bench.spool)).toEqual([]);
  });
});
