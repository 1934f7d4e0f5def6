import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { cleanupPresets } from '../../src/domain/rules/cleanup.ts';
import { analysePage } from '../../src/imaging/analyse-page.ts';
import { decodePage } from '../../src/imaging/decode/decode-page.ts';
import { encodePage } from '../../src/imaging/encode/encode-page.ts';
import { renderPage } from '../../src/imaging/render/render-page.ts';
import { thumbnailOf } from '../../src/imaging/thumbnail/make-thumbnail.ts';
import { capture, letter } from './draw-page.ts';

const small = capture(letter('latin'), { dpi: 100 });
const raw = { raw: { width: small.width, height: small.height, channels: 3 } } as const;
const solid = (width: number, height: number, background: string) =>
  sharp({ create: { width, height, channels: 3, background } });

async function whole(bytes: Uint8Array, dpi = 300) {
  const decoded = await decodePage(bytes, dpi);
  if (!decoded.ok) throw new Error(decoded.error.detail);
  const { recipe, quality } = analysePage(decoded.value, null, cleanupPresets.standard);
  const rendered = renderPage(decoded.value, recipe);
  const encoded = await encodePage(rendered, quality.colour);
  const thumbnail = await thumbnailOf(rendered);
  return { page: decoded.value, recipe, quality, rendered, encoded, thumbnail };
}

describe('inputs', () => {
  it('IMG-60 a truncated or foreign file is an error, never half a page', async () => {
    const jpeg = await sharp(small.data, raw).jpeg().toBuffer();
    const png = await sharp(small.data, raw).png().toBuffer();
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>');
    const bad = [
      jpeg.subarray(0, jpeg.length >> 1),
      jpeg.subarray(0, jpeg.length - 200),
      png.subarray(0, png.length >> 1),
      Buffer.alloc(0),
      Buffer.from('no image at all'),
      svg,
    ];
    for (const bytes of bad) {
      const result = await decodePage(bytes, 300);
      expect(result.ok ? 'decoded' : result.error.type).toBe('Undecodable');
    }
  });

  it('IMG-61 refuses more than 100 megapixels', async () => {
    const bomb = await sharp({ create: { width: 12_000, height: 9_000, channels: 3, background: '#fff' } })
      .png({ compressionLevel: 1 })
      .toBuffer();
    expect((await decodePage(bomb, 300)).ok).toBe(false);
  });

  it('IMG-62 takes every pixel format to 8-bit gray or sRGB, upright by the file itself', async () => {
    const cmyk = await whole(await sharp(small.data, raw).toColourspace('cmyk').jpeg().toBuffer(), 100);
    expect(cmyk.page.channels).toBe(3);
    const deep = await whole(await sharp(small.data, raw).toColourspace('rgb16').png().toBuffer(), 100);
    expect(Math.abs((deep.page.data[0] ?? 0) - (small.data[0] ?? 0))).toBeLessThanOrEqual(1);
    const gray = await whole(await sharp(small.data, raw).toColourspace('b-w').png().toBuffer(), 100);
    expect(gray.page.channels).toBe(1);
    expect(gray.recipe.skewDeg.value).toBeCloseTo(0, 1);
    const glass = {
      create: { width: 60, height: 40, channels: 4, background: { r: 255, g: 0, b: 0, alpha: 0 } },
    } as const;
    const palette = await whole(await sharp(glass).png({ palette: true }).toBuffer());
    expect([...palette.page.data.subarray(0, 3)]).toEqual([255, 255, 255]);
    const turned = await whole(
      await solid(50, 40, '#fff').withMetadata({ orientation: 6 }).jpeg().toBuffer(),
    );
    expect([turned.page.width, turned.page.height]).toEqual([40, 50]);
  });

  it('IMG-63 survives any size', async () => {
    for (const [width, height] of [
      [1, 1],
      [1, 700],
      [20_000, 50],
      [3, 3],
      [17, 16],
    ] as const) {
      const { rendered, thumbnail } = await whole(await solid(width, height, '#e0e0e0').png().toBuffer());
      expect([rendered.width, rendered.height]).toEqual([width, height]);
      expect(Math.max(thumbnail.width, thumbnail.height)).toBeLessThanOrEqual(320);
    }
  });

  it('IMG-64 leaves all black and all white as they are', async () => {
    for (const [background, level] of [
      ['#000', 0],
      ['#fff', 255],
    ] as const) {
      const { recipe, rendered, quality } = await whole(
        await solid(600, 800, background).png().toBuffer(),
        100,
      );
      expect(recipe).toMatchObject({
        quarterTurn: { value: 0 },
        skewDeg: { value: 0 },
        crop: { value: null },
      });
      expect(rendered.data.every((value) => value === level)).toBe(true);
      expect(quality.blank.isBlank).toBe(level === 255);
    }
  });

  it('IMG-65 gray pages are written with one channel, thumbnails at most 320 pixels long', async () => {
    const jpeg = await sharp(small.data, raw).jpeg().toBuffer();
    const { encoded, thumbnail, quality } = await whole(jpeg, 100);
    expect(quality.colour).toBe('gray');
    const metadata = await sharp(encoded.bytes).metadata();
    expect([metadata.format, metadata.channels, metadata.width]).toEqual(['jpeg', 1, encoded.width]);
    const little = await sharp(thumbnail.bytes).metadata();
    expect(Math.max(little.width, little.height)).toBeLessThanOrEqual(320);
    expect(Math.max(little.width, little.height)).toBeGreaterThanOrEqual(240);
    expect(little.channels).toBe(1);
    expect([little.width, little.height]).toEqual([thumbnail.width, thumbnail.height]);
  });

  it('IMG-66 a photograph of a page that claims 72 dpi is taken for a page, not for a poster', async () => {
    const bytes = await solid(1700, 2200, '#fff').jpeg().toBuffer();
    const decoded = await decodePage(bytes, 72);
    expect(decoded.ok && decoded.value.dpi).toBeCloseTo(1700 / 8.27, 0);
  });
});
