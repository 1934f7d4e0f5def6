import { readdir, readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bmpOf, pngHeader, tiffHeader, tiffOf } from './image-files.ts';
import { type Bench, openBench, runImport } from './run-import.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.remove());

async function importBytes(bytes: Uint8Array, name: string) {
  return await runImport(bench, await bench.write(name, bytes), name);
}

/** A page with a dark bar along its top edge, so that upright can be told. */
function picture(width = 400, height = 600) {
  const bar = { create: { width, height: 60, channels: 3, background: '#203040' } } as const;
  return sharp({ create: { width, height, channels: 3, background: '#e8e4d8' } }).composite([
    { input: bar, left: 0, top: 0 },
  ]);
}

async function topIsDark(path: string): Promise<boolean> {
  const { width = 0, height = 0 } = await sharp(path).metadata();
  const mean = async (top: number): Promise<number> => {
    const { channels } = await sharp(
      await sharp(path).extract({ left: 0, top, width, height: 20 }).png().toBuffer(),
    ).stats();
    return channels[0]?.mean ?? 0;
  };
  return (await mean(10)) < 100 && (await mean(height - 40)) > 200;
}

describe('importing images', () => {
  it('IMP-30 takes a plain JPEG over byte for byte with its density', async () => {
    const jpeg = await picture().withDensity(240).jpeg().toBuffer();
    const { pages, errors } = await importBytes(jpeg, 'scan.jpg');
    expect(errors).toEqual([]);
    expect(pages).toMatchObject([
      {
        pageNumber: 1,
        method: 'decoded',
        dpi: 240,
        dpiBy: 'file',
        image: { mime: 'image/jpeg', width: 400, height: 600, bytes: jpeg.length },
      },
    ]);
    expect(await readFile(pages[0]?.image.path ?? '')).toEqual(jpeg);
  });

  it('IMP-31 turns a photograph upright once and drops its EXIF orientation', async () => {
    const sideways = await sharp(await picture().png().toBuffer())
      .rotate(90)
      .jpeg()
      .withExif({ IFD0: { Orientation: '8' } })
      .withMetadata({ orientation: 8 })
      .toBuffer();
    const { pages } = await importBytes(sideways, 'photo.jpg');
    expect(pages[0]?.image).toMatchObject({ mime: 'image/png', width: 400, height: 600 });
    const path = pages[0]?.image.path ?? '';
    expect((await sharp(path).metadata()).orientation ?? 1).toBe(1);
    expect(await topIsDark(path)).toBe(true);
  });

  it.each(['png', 'webp', 'gif', 'avif', 'tiff'] as const)('IMP-32 decodes %s', async (format) => {
    const bytes = await sharp(await picture().png().toBuffer())
      .toFormat(format)
      .toBuffer();
    const { pages, errors } = await importBytes(bytes, `page.${format}`);
    expect(errors).toEqual([]);
    expect(pages).toMatchObject([
      { method: 'decoded', image: { mime: 'image/png', width: 400, height: 600 } },
    ]);
    expect(await topIsDark(pages[0]?.image.path ?? '')).toBe(true);
  });

  it('IMP-32 decodes BMP with its density', async () => {
    const { pages, errors } = await importBytes(bmpOf(300, 200, 7_874), 'page.bmp');
    expect(errors).toEqual([]);
    expect(pages).toMatchObject([{ dpiBy: 'file', image: { mime: 'image/png', width: 300, height: 200 } }]);
    expect(pages[0]?.dpi).toBeCloseTo(200, 0);
    // Blue grows with x and the first row of the file is the lowest of the picture.
    const { data } = await sharp(pages[0]?.image.path).raw().toBuffer({ resolveWithObject: true });
    expect([...data.subarray(0, 3)]).toEqual([199, 0, 0]);
  });

  it('IMP-33 gives every page of a TIFF in order, gray ones as gray', async () => {
    const shades = [40, 120, 200];
    const { pages, errors } = await importBytes(tiffOf(shades, 64, 96, 200), 'fax.tif');
    expect(errors).toEqual([]);
    expect(pages.map(({ pageNumber, dpi, dpiBy }) => ({ pageNumber, dpi, dpiBy }))).toEqual(
      [1, 2, 3].map((pageNumber) => ({ pageNumber, dpi: 200, dpiBy: 'file' })),
    );
    for (const [index, page] of pages.entries()) {
      const { channels } = await sharp(page.image.path).stats();
      expect(channels.map((channel) => channel.mean)).toEqual([shades[index]]);
    }
  });

  it('IMP-34 keeps the good pages of a TIFF that is cut short and reports the first missing one', async () => {
    const whole = tiffOf([40, 120, 200], 64, 96, 200);
    const { pages, errors } = await importBytes(whole.subarray(0, whole.length - 64 * 96), 'cut.tif');
    expect(pages.map((page) => page.pageNumber)).toEqual([1, 2]);
    expect(errors).toMatchObject([{ type: 'PageDamaged', name: 'cut.tif', pageNumber: 3 }]);
  });

  it('IMP-35 assumes 300 dpi where a file states none or one that cannot be meant', async () => {
    const none = await picture().png().toBuffer();
    const photo = await picture(3000, 2000).withDensity(72).jpeg().toBuffer();
    const screenshot = await picture(960, 600).withDensity(96).png().toBuffer();
    expect((await importBytes(none, 'a.png')).pages).toMatchObject([{ dpi: 300, dpiBy: 'assumed' }]);
    expect((await importBytes(photo, 'b.jpg')).pages).toMatchObject([{ dpi: 300, dpiBy: 'assumed' }]);
    expect((await importBytes(screenshot, 'c.png')).pages).toMatchObject([{ dpi: 96, dpiBy: 'file' }]);
  });

  it('IMP-36 puts transparent pictures on white and brings CMYK and 16 bits to plain sRGB', async () => {
    const clear = await sharp({
      create: { width: 50, height: 50, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } },
    })
      .png()
      .toBuffer();
    const cmyk = await picture().toColourspace('cmyk').jpeg().toBuffer();
    const deep = await picture().toColourspace('rgb16').png().toBuffer();
    const white = (await importBytes(clear, 'clear.png')).pages[0]?.image.path ?? '';
    expect((await sharp(white).stats()).channels.map((channel) => channel.min)).toEqual([255, 255, 255]);
    for (const [bytes, name] of [
      [cmyk, 'cmyk.jpg'],
      [deep, 'deep.png'],
    ] as const) {
      const { pages } = await importBytes(bytes, name);
      expect(await sharp(pages[0]?.image.path).metadata()).toMatchObject({
        format: 'png',
        space: 'srgb',
        depth: 'uchar',
        channels: 3,
      });
    }
  });

  it.each([
    ['PNG', pngHeader(60_000, 60_000), 'bomb.png'],
    ['TIFF', tiffHeader(60_000, 60_000), 'bomb.tif'],
    ['BMP', bmpOf(60_000, 60_000, 0).subarray(0, 200), 'bomb.bmp'],
  ])('IMP-37 refuses a %s of 60,000 x 60,000 by its header alone', async (_format, bytes, name) => {
    const started = performance.now();
    const { pages, errors } = await importBytes(bytes, name);
    expect(performance.now() - started).toBeLessThan(2_000);
    expect(pages).toEqual([]);
    expect(errors).toEqual([
      { type: 'ImageTooLarge', name, width: 60_000, height: 60_000, limitPixels: 100_000_000 },
    ]);
  });

  it('IMP-38 calls a cut or garbled picture damaged and leaves nothing in the spool', async () => {
    const jpeg = await sharp({
      create: {
        width: 900,
        height: 900,
        channels: 3,
        background: 'white',
        noise: { type: 'gaussian', mean: 128, sigma: 50 },
      },
    })
      .jpeg()
      .toBuffer();
    const png = await picture().png().toBuffer();
    const garbled = Buffer.from(png);
    garbled.fill(0x5a, 60, 200);
    for (const [bytes, name] of [
      [jpeg.subarray(0, jpeg.length / 2), 'cut.jpg'],
      [png.subarray(0, 120), 'cut.png'],
      [garbled, 'garbled.png'],
      [bmpOf(300, 200, 0).subarray(0, 5_000), 'cut.bmp'],
    ] as const) {
      const { pages, errors } = await importBytes(bytes, name);
      expect({ name, pages }).toEqual({ name, pages: [] });
      expect(errors).toMatchObject([{ type: 'FileDamaged', name }]);
    }
    expect(await readdir(bench.spool)).toEqual([]);
  });
});
