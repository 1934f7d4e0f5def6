import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PageReply } from '../../src/contract/workers.ts';
import { cleanupPresets } from '../../src/domain/rules/cleanup.ts';
import { defaultCoverRule } from '../../src/domain/rules/profile.ts';
import { processPage } from '../../src/workers/process-page.ts';
import { capture, type Draw, letter, photo, randomFrom } from './draw-page.ts';

/* Odd and broken files, each the whole way a page goes in a worker. */

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'platen-odd-'));
});
afterAll(async () => await rm(folder, { recursive: true, force: true }));

async function processed(bytes: Uint8Array, dpi = 100): Promise<PageReply> {
  const path = join(folder, 'page.bin');
  await writeFile(path, bytes);
  return await processPage({
    type: 'page',
    task: 'read',
    path,
    dpi,
    recipe: null,
    plan: cleanupPresets.standard,
    deviceSays: null,
    coverRule: defaultCoverRule,
    spoolFolder: folder,
  });
}

async function pageOf(bytes: Uint8Array, dpi = 100) {
  const reply = await processed(bytes, dpi);
  if (reply.type !== 'page' || !reply.reading) throw new Error(JSON.stringify(reply));
  const rendition = await readFile(reply.rendition.path);
  expect((await sharp(rendition).metadata()).format).toBe(reply.rendition.mime.slice('image/'.length));
  return { recipe: reply.recipe, quality: reply.reading.quality, rendition };
}

const gray = (image: Sharp) =>
  image.flatten({ background: '#fff' }).toColourspace('b-w').raw().toBuffer({ resolveWithObject: true });

/** Mean and largest difference of luma between a rendition and what the file shows; the sizes must be the same. */
async function changeOf(rendition: Uint8Array, original: Uint8Array) {
  const was = await gray(sharp(original, { autoOrient: true }));
  const is = await gray(sharp(rendition));
  expect([is.info.width, is.info.height]).toEqual([was.info.width, was.info.height]);
  let sum = 0;
  let most = 0;
  was.data.forEach((level, i) => {
    const off = Math.abs(level - (is.data[i] ?? 0));
    sum += off;
    if (off > most) most = off;
  });
  return { mean: sum / was.data.length, most };
}

/** Nothing was found, and nothing was done: the same size, upright as it was, and no pixel off by more than JPEG makes it. */
async function expectUntouched(name: string, bytes: Uint8Array, dpi = 100) {
  const { recipe, quality, rendition } = await pageOf(bytes, dpi);
  expect([recipe.quarterTurn.value, recipe.crop.value, recipe.corners.value], name).toEqual([0, null, null]);
  expect(Math.abs(recipe.skewDeg.value), name).toBeLessThan(0.03);
  expect(quality.clipped, name).toEqual([]);
  expect(quality.overlap, name).toBe(0);
  const { mean, most } = await changeOf(rendition, bytes);
  expect(mean, name).toBeLessThan(5);
  expect(most, name).toBeLessThan(40);
}

const solid = (width: number, height: number, background: string) =>
  sharp({ create: { width, height, channels: 3, background } });

/** Gray grain: the same in all channels. */
function grain(width: number, height: number, level: number, amplitude: number): Sharp {
  const random = randomFrom(7);
  const data = new Uint8Array(width * height);
  for (let i = 0; i < data.length; i++) data[i] = level + (random() + random() - 1) * amplitude;
  return sharp(data, { raw: { width, height, channels: 1 } });
}

function drawn(draw: Draw): Sharp {
  const { data, width, height } = capture(draw, { dpi: 100, widthMm: 120, heightMm: 110 });
  return sharp(data, { raw: { width, height, channels: 3 } });
}

const text = () => drawn(letter('latin'));

/** How far two pages are apart when looked at from afar. */
async function distance(a: Uint8Array, b: Uint8Array): Promise<number> {
  const [one, other] = await Promise.all(
    [a, b].map(async (bytes) => {
      const small = sharp(bytes, { autoOrient: true }).resize({ width: 40, height: 40, fit: 'fill' });
      return (await gray(small)).data;
    }),
  );
  if (!one || !other) throw new Error('no pixels');
  return one.reduce((sum, level, i) => sum + Math.abs(level - (other[i] ?? 0)), 0) / one.length;
}

/** What a page of text must keep, whatever file it came in. */
async function expectText(name: string, bytes: Uint8Array, dpi = 100) {
  const { recipe, quality, rendition } = await pageOf(bytes, dpi);
  expect(quality.blank.isBlank, name).toBe(false);
  expect(recipe.output.value, name).not.toBe('colour');
  expect(Math.abs(recipe.skewDeg.value), name).toBeLessThan(0.3);
  expect([recipe.quarterTurn.value, recipe.crop.value], name).toEqual([0, null]);
  expect(await distance(rendition, bytes), name).toBeLessThan(10);
}

describe('odd input', () => {
  it('BAD-20 pages of any shape, from 1 x 1 to 20,000 x 50 and 50 x 20,000, come out as they are', async () => {
    for (const [width, height] of [
      [1, 1],
      [2, 900],
      [900, 2],
      [20_000, 50],
      [50, 20_000],
    ] as const) {
      await expectUntouched(`${width} x ${height}`, await grain(width, height, 90, 12).png().toBuffer());
    }
  });

  it('BAD-21 CMYK, LAB, 16 bit, palette, transparent and one-bit files give the page they show', async () => {
    const clear = { background: { r: 200, g: 0, b: 0, alpha: 0 } };
    const files: Record<string, Promise<Buffer>> = {
      'CMYK JPEG': text().toColourspace('cmyk').jpeg().toBuffer(),
      'CMYK JPEG with a profile': text().withIccProfile('cmyk').jpeg().toBuffer(),
      'CMYK TIFF': text().toColourspace('cmyk').tiff().toBuffer(),
      'LAB TIFF': text().toColourspace('lab').tiff().toBuffer(),
      '16-bit PNG': text().toColourspace('rgb16').png().toBuffer(),
      '16-bit gray PNG': text().toColourspace('grey16').png().toBuffer(),
      'palette PNG': text().png({ palette: true, colours: 16 }).toBuffer(),
      'interlaced PNG': text().png({ progressive: true }).toBuffer(),
      'progressive JPEG': text().jpeg({ progressive: true }).toBuffer(),
      'transparent PNG': text()
        .ensureAlpha()
        .extend({ right: 20, ...clear })
        .png()
        .toBuffer(),
      'TIFF of one bit, black is zero': text()
        .toColourspace('b-w')
        .tiff({ bitdepth: 1, compression: 'ccittfax4' })
        .toBuffer(),
      'TIFF of one bit, white is zero': text()
        .toColourspace('b-w')
        .tiff({ bitdepth: 1, compression: 'ccittfax4', miniswhite: true })
        .toBuffer(),
    };
    for (const [name, bytes] of Object.entries(files)) await expectText(name, await bytes);
  });

  it('BAD-22 the turns of EXIF, 1 to 8, are the page as the camera showed it', async () => {
    const turned = (orientation: number) => text().withMetadata({ orientation }).jpeg().toBuffer();
    for (let orientation = 1; orientation <= 8; orientation++) {
      const bytes = await turned(orientation);
      const { rendition } = await pageOf(bytes);
      const shown = await sharp(bytes).autoOrient().jpeg().toBuffer();
      const wanted = (await pageOf(shown)).rendition;
      expect(await distance(rendition, wanted), `turn ${orientation}`).toBeLessThan(3);
    }
  });

  it('BAD-23 a resolution that is missing, absurd or wrong takes nothing away', async () => {
    const page = await text().png().toBuffer();
    for (const dpi of [0, Number.NaN, -300, 1, 72, 300, 600, 100_000])
      await expectText(`${dpi} dpi`, page, dpi);
  });

  it('BAD-24 an all black and an all white page, and a photograph that shows no page, stay as they are', async () => {
    const full: Draw = (sheet, random) => photo(sheet, random, -10, -10, 240, 320);
    const files: Record<string, Promise<Buffer>> = {
      black: solid(400, 550, '#000').png().toBuffer(),
      'black with noise': grain(400, 550, 8, 7).jpeg().toBuffer(),
      white: solid(400, 550, '#fff').png().toBuffer(),
      photograph: drawn(full).jpeg().toBuffer(),
      grain: grain(400, 550, 90, 16).jpeg({ quality: 95 }).toBuffer(),
    };
    for (const [name, bytes] of Object.entries(files)) await expectUntouched(name, await bytes);
    const { recipe } = await pageOf((await files.photograph) as Buffer);
    expect(recipe.output.value).toBe('colour');
  });

  it('BAD-25 what is no whole image is told as such, whatever its name says; more than 100 megapixels are refused', async () => {
    const jpeg = await text().jpeg().toBuffer();
    const unknown = Buffer.from(jpeg);
    // The mark of arithmetic coding in front of what was coded otherwise.
    unknown[jpeg.indexOf(Buffer.of(0xff, 0xc0)) + 1] = 0xc9;
    const files: Record<string, Buffer> = {
      'no bytes': Buffer.alloc(0),
      zeros: Buffer.alloc(5000),
      'half a JPEG': jpeg.subarray(0, jpeg.length >> 1),
      'head of a JPEG': jpeg.subarray(0, 40),
      text: Buffer.from('%PDF-1.7 this is no image'),
      'too large': await solid(12_000, 9000, '#fff').png({ compressionLevel: 1 }).toBuffer(),
    };
    for (const [name, bytes] of Object.entries(files)) {
      expect((await processed(bytes)).type, name).toBe('failure');
    }
    // Some decoders know arithmetic coding and see noise, some do not; none may fall over it.
    expect(['page', 'failure']).toContain((await processed(unknown)).type);
    await expectText('a PNG by another name', await text().png().toBuffer());
  });
});
