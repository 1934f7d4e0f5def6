import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RawSide, spoolRawSide } from '../../src/capture/spool-raw-side.ts';
import { expectOnDisk } from './driver-contract.ts';
import { grayBits, noise, tiffTags } from './sane/pixels.ts';

/** Odd, so that rows end within a byte. */
const width = 77;
const height = 41;

describe('raw sides into the spool', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'platen-raw-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const side = (format: RawSide['format'], pixels: Uint8Array, dpi = 300): RawSide => ({
    width,
    height,
    dpi,
    format,
    pixels,
  });

  it.each([300, 200, 76])(
    'SANE-1 bitonal is a G4 TIFF of %i dpi with the same pixels, black where the bit is set',
    async (dpi) => {
      const bits = noise(Math.ceil(width / 8) * height);
      const image = await spoolRawSide(folder, side('bitonal', bits, dpi), 'compact');
      expect(image).toMatchObject({ mime: 'image/tiff', width, height });
      await expectOnDisk(image);
      const tags = tiffTags(await readFile(image.path));
      expect(tags).toMatchObject({
        width,
        height,
        bitsPerSample: 1,
        compression: 4,
        samplesPerPixel: 1,
        unit: 2,
      });
      expect(tags.xResolution).toBeCloseTo(dpi, 1);
      expect(tags.yResolution).toBeCloseTo(dpi, 1);
      const decoded = await sharp(image.path).toColourspace('b-w').raw().toBuffer();
      expect(decoded.equals(grayBits(bits, width, height))).toBe(true);
    },
  );

  it('SANE-1 bitonal loses nothing where lossless is asked for either', async () => {
    const bits = noise(Math.ceil(width / 8) * height);
    const image = await spoolRawSide(folder, side('bitonal', bits), 'lossless');
    expect(image.mime).toBe('image/tiff');
  });

  it.each([
    ['gray', 1],
    ['colour', 3],
  ] as const)(
    'SANE-2 %s: lossless is a PNG with the same samples and its density',
    async (format, channels) => {
      const samples = noise(width * height * channels);
      const image = await spoolRawSide(folder, side(format, samples), 'lossless');
      expect(image.mime).toBe('image/png');
      await expectOnDisk(image);
      expect(await sharp(image.path).metadata()).toMatchObject({
        channels,
        density: 300,
        depth: 'uchar',
        width,
        height,
      });
      const decoded = await plain(image.path, channels).raw().toBuffer();
      expect(decoded.equals(samples)).toBe(true);
    },
  );

  it.each([
    ['gray16', 1],
    ['colour16', 3],
  ] as const)('SANE-2 %s: lossless keeps all sixteen bits', async (format, channels) => {
    const samples = noise(width * height * channels * 2);
    const image = await spoolRawSide(folder, side(format, samples), 'lossless');
    const metadata = await sharp(image.path).metadata();
    expect(metadata).toMatchObject({ format: 'png', channels, density: 300, depth: 'ushort' });
    const decoded = await sharp(image.path)
      .toColourspace(channels === 1 ? 'grey16' : 'rgb16')
      .raw({ depth: 'ushort' })
      .toBuffer();
    expect(decoded.equals(samples)).toBe(true);
  });

  it.each([
    ['gray', 1, 1],
    ['colour', 3, 1],
    ['gray16', 1, 2],
    ['colour16', 3, 2],
  ] as const)(
    'SANE-3 %s: compact is a JPEG close to the samples, of as many channels, with its density',
    async (format, channels, bytes) => {
      const flat = Buffer.alloc(width * height * channels * bytes, 0x80);
      const image = await spoolRawSide(folder, side(format, flat, 240), 'compact');
      expect(image.mime).toBe('image/jpeg');
      await expectOnDisk(image);
      expect(await sharp(image.path).metadata()).toMatchObject({
        format: 'jpeg',
        channels,
        density: 240,
        width,
        height,
      });
      const decoded = await plain(image.path, channels).raw().toBuffer();
      expect(Math.max(...decoded.map((sample) => Math.abs(sample - 0x80)))).toBeLessThanOrEqual(1);
    },
  );

  it('SANE-3 a side longer than JPEG can count is kept as PNG', async () => {
    const tall: RawSide = {
      width: 1,
      height: 65_536,
      dpi: 300,
      format: 'gray',
      pixels: new Uint8Array(65_536),
    };
    const image = await spoolRawSide(folder, tall, 'compact');
    expect(image).toMatchObject({ mime: 'image/png', height: 65_536 });
    expect(await sharp(image.path).metadata()).toMatchObject({ width: 1, height: 65_536 });
  });

  it('SANE-4 pixels that do not fill the size are a bug, and leave no file', async () => {
    const before = await readdir(folder);
    await expect(spoolRawSide(folder, side('gray', new Uint8Array(5)), 'compact')).rejects.toThrow('5 bytes');
    expect(await readdir(folder)).toEqual(before);
  });
});

/** Samples as stored, in as many channels. */
function plain(path: string, channels: 1 | 3) {
  const image = sharp(path);
  return channels === 1 ? image.toColourspace('b-w') : image;
}
