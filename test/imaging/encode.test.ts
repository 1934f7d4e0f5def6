import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { encodePage } from '../../src/imaging/encode/encode-page.ts';
import { lumaOf } from '../../src/imaging/render/luma-of.ts';
import { thumbnailOf } from '../../src/imaging/thumbnail/make-thumbnail.ts';
import { type Capture, capture, type Draw, letter, seal } from './draw-page.ts';

const part = { widthMm: 100, heightMm: 70, noise: 4 };

function page(draw: Draw, options: Partial<Capture> = {}) {
  const captured = capture(draw, { ...part, ...options });
  const { data, width, height } = lumaOf(captured);
  return { data: data.slice(), width, height, channels: 1 as const, dpi: captured.dpi };
}

async function bitsOf(raster: ReturnType<typeof page>) {
  const { bytes, mime } = await encodePage(raster, 'bitonal');
  expect(mime).toBe('image/png');
  const { format, bitsPerSample, density, width, height } = await sharp(bytes).metadata();
  expect({ format, bitsPerSample, density, width, height }).toEqual({
    format: 'png',
    bitsPerSample: 1,
    density: raster.dpi,
    width: raster.width,
    height: raster.height,
  });
  return await sharp(bytes).toColourspace('b-w').raw().toBuffer();
}

/** Share of the pixels chosen by their level that came out as `expected`. */
function shareOf(
  bits: Uint8Array,
  raster: { data: Uint8Array },
  low: number,
  high: number,
  expected: number,
) {
  let count = 0;
  let right = 0;
  raster.data.forEach((level, i) => {
    if (level < low || level > high) return;
    count++;
    if (bits[i] === expected) right++;
  });
  expect(count).toBeGreaterThan(200);
  return right / count;
}

const words: (colour: string) => Draw = (colour) => (sheet) => {
  sheet.fillStyle = colour;
  sheet.font = '4px HanBold';
  for (let y = 10; y < 66; y += 7) sheet.fillText('差旅费用报销说明 12,345.67', 8, y);
};

describe('output', () => {
  it('IMG-150 a bitonal rendition is a PNG of one bit a pixel, exact, of any width', async () => {
    for (const widthMm of [100, 100.7, 101.1, 3, 0.3]) {
      const gray = page(letter('han'), { widthMm, dpi: 200, noise: 0 });
      const data = gray.data.map((level) => (level < 128 ? 0 : 255));
      const bits = await bitsOf({ ...gray, data });
      expect(Buffer.compare(bits, Buffer.from(data)), `${gray.width} wide`).toBe(0);
    }
  });

  it('IMG-151 print stays on a bitonal rendition whatever lies under and beside it', async () => {
    const black = page(words('#111'));
    expect(shareOf(await bitsOf(black), black, 0, 60, 0)).toBe(1);
    expect(shareOf(await bitsOf(black), black, 235, 255, 255)).toBe(1);
    const pale = page(words('#a4a4a4'));
    expect(shareOf(await bitsOf(pale), pale, 150, 176, 0)).toBeGreaterThan(0.99);
    const onGray = page(words('#333'), { paper: '#8c8c8c' });
    expect(shareOf(await bitsOf(onGray), onGray, 0, 70, 0)).toBe(1);
    expect(shareOf(await bitsOf(onGray), onGray, 130, 160, 255)).toBeGreaterThan(0.999);
    const inverse = page((sheet, random) => {
      sheet.fillRect(4, 4, 92, 62);
      words('#f8f8f8')(sheet, random);
    });
    expect(shareOf(await bitsOf(inverse), inverse, 230, 255, 255)).toBe(1);
    expect(shareOf(await bitsOf(inverse), inverse, 0, 50, 0)).toBeGreaterThan(0.999);
    const stamped = page((sheet) => seal(sheet, 50, 35, 20));
    expect(shareOf(await bitsOf(stamped), stamped, 60, 110, 0)).toBe(1);
  });

  it('IMG-152 JPEG renditions say their resolution, thumbnails are small', async () => {
    const captured = capture(letter('latin'), { ...part, dpi: 240 });
    for (const [colour, channels] of [
      ['gray', 1],
      ['colour', 3],
    ] as const) {
      const { bytes } = await encodePage(captured, colour);
      const metadata = await sharp(bytes).metadata();
      expect([metadata.format, metadata.channels, metadata.density]).toEqual(['jpeg', channels, 240]);
    }
    for (const [width, height] of [
      [1, 1],
      [3, 900],
      [2000, 40],
      [400, 300],
      [2480, 3508],
    ] as const) {
      const raster = { data: new Uint8Array(width * height).fill(200), width, height, channels: 1 as const };
      const little = await thumbnailOf(raster);
      const { data, info } = await sharp(little.bytes).raw().toBuffer({ resolveWithObject: true });
      expect([info.width, info.height]).toEqual([little.width, little.height]);
      expect(Math.max(little.width, little.height)).toBeLessThanOrEqual(320);
      expect(Math.abs((data[0] ?? 0) - 200)).toBeLessThanOrEqual(2);
    }
  });
});
