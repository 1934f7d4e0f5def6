import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ScanProfile } from '../../src/domain/rules/profile.ts';
import { collect, never, type PageEvent, pagesOf, simplex } from './driver-contract.ts';
import { saneConfig, testConf } from './sane/config.ts';
import { openForkedSaneDriver } from './sane/forked-driver.ts';
import { grayBits, tiffTags } from './sane/pixels.ts';
import { openPnmRig } from './sane/pnm-rig.ts';
import { scanimage } from './sane/scanimage.ts';

describe('sides of every form, against what scanimage reads', () => {
  let config: Awaited<ReturnType<typeof saneConfig>>;
  let spoolFolder: string;
  beforeAll(async () => {
    config = await saneConfig(['test'], testConf);
    spoolFolder = await mkdtemp(join(tmpdir(), 'platen-spool-'));
  });
  afterAll(async () => {
    await config.remove();
    await rm(spoolFolder, { recursive: true, force: true });
  });

  const picture = ['--resolution', '40', '--test-picture', 'Color pattern'];
  const bed = ['-l', '0', '-t', '0', '-x', '300', '-y', '300'];
  /** A hand scanner has no frame to set. */
  const witness = (...options: string[]) =>
    scanimage(config.folder, 'test:0', [
      ...options,
      ...picture,
      ...(options.includes('--hand-scanner=yes') ? [] : bed),
    ]);

  async function page(wanted: Partial<ScanProfile>): Promise<PageEvent> {
    const profile: ScanProfile = {
      ...simplex,
      source: 'platen',
      dpi: 40,
      storage: 'lossless',
      ...wanted,
      options: { 'test-picture': 'Color pattern', ...wanted.options },
    };
    const request = { deviceId: 'sane:test:0', profile, spoolFolder };
    const events = await collect(openForkedSaneDriver(config.sane).scan(request, never));
    expect(events.at(-1)).toMatchObject({ type: 'end', sides: 1 });
    const [only, ...others] = pagesOf(events);
    if (!only || others.length > 0) throw new Error(`${pagesOf(events).length} pages`);
    return only;
  }

  const samples = (image: PageEvent['image'], space: string, depth: 'uchar' | 'ushort') =>
    sharp(image.path).toColourspace(space).raw({ depth }).toBuffer();

  it("SANE-20 bitonal is a G4 TIFF with the device's own pixels", async () => {
    const { image, dpi } = await page({ colour: 'bitonal' });
    const expected = await witness('--mode', 'Gray', '--depth', '1');
    expect([image.mime, image.width, image.height, dpi]).toEqual([
      'image/tiff',
      expected.width,
      expected.height,
      40,
    ]);
    expect(tiffTags(await readFile(image.path))).toMatchObject({ compression: 4, bitsPerSample: 1 });
    const gray = grayBits(expected.pixels, expected.width, expected.height);
    expect((await samples(image, 'b-w', 'uchar')).equals(gray)).toBe(true);
  });

  it.each([
    ['gray', 'gray', {}, 'b-w', 'uchar', ['--mode', 'Gray']],
    ['gray of 16 bits', 'gray', { depth: '16' }, 'grey16', 'ushort', ['--mode', 'Gray', '--depth', '16']],
    ['colour', 'colour', {}, 'srgb', 'uchar', ['--mode', 'Color']],
    ['colour of 16 bits', 'colour', { depth: '16' }, 'rgb16', 'ushort', ['--mode', 'Color', '--depth', '16']],
    ['three passes', 'colour', { 'three-pass': 'yes' }, 'srgb', 'uchar', ['--mode', 'Color']],
    [
      'three passes of 16 bits',
      'colour',
      { 'three-pass': 'yes', depth: '16' },
      'rgb16',
      'ushort',
      ['--mode', 'Color', '--depth', '16'],
    ],
    [
      'unknown height',
      'gray',
      { 'hand-scanner': 'yes' },
      'b-w',
      'uchar',
      ['--mode', 'Gray', '--hand-scanner=yes'],
    ],
    [
      'wrong estimates before the start',
      'colour',
      { 'fuzzy-parameters': 'yes' },
      'srgb',
      'uchar',
      ['--mode', 'Color'],
    ],
    [
      'non-blocking reads offered',
      'gray',
      { 'non-blocking': 'yes', 'select-fd': 'yes' },
      'b-w',
      'uchar',
      ['--mode', 'Gray'],
    ],
    [
      'reads of a few bytes',
      'gray',
      { 'read-limit': 'yes', 'read-limit-size': '977' },
      'b-w',
      'uchar',
      ['--mode', 'Gray'],
    ],
  ] as const)('SANE-21 %s', async (_name, colour, options, space, depth, args) => {
    const { image } = await page({ colour, options });
    const expected = await witness(...args);
    expect([image.mime, image.width, image.height]).toEqual(['image/png', expected.width, expected.height]);
    expect((await samples(image, space, depth)).equals(expected.pixels)).toBe(true);
  });

  it('SANE-22 colour of one bit: eight pixels of red, then green, then blue; a set bit is light', async () => {
    const rows = await Promise.all(
      [{}, { 'three-pass': 'yes' }, { 'three-pass': 'yes', 'three-pass-order': 'BGR' }].map(
        async (passes) => {
          const { image } = await page({ colour: 'colour', options: { ...passes, depth: '1' } });
          return samples(image, 'srgb', 'uchar');
        },
      ),
    );
    const [single, three, reversed] = rows;
    // The backend packs the three passes plainly, a bit a pixel: they are the witness of the other packing.
    expect(new Set(single)).toEqual(new Set([0, 255]));
    expect(single?.equals(three ?? Buffer.alloc(0))).toBe(true);
    expect(single?.equals(reversed ?? Buffer.alloc(0))).toBe(true);
    const white = await page({ colour: 'colour', options: { depth: '1', 'test-picture': 'Solid white' } });
    expect(new Set(await samples(white.image, 'srgb', 'uchar'))).toEqual(new Set([255]));
  });

  it('SANE-21 padded rows lose their padding and nothing else', async () => {
    const lost = 37;
    const { image } = await page({ colour: 'colour', options: { 'ppl-loss': String(lost) } });
    // scanimage leaves the padding in, so its unpadded scan is the witness.
    const { width, height, pixels } = await witness('--mode', 'Color');
    const expected = await sharp(pixels, { raw: { width, height, channels: 3 } })
      .extract({ left: 0, top: 0, width: width - lost, height })
      .raw()
      .toBuffer();
    expect([image.width, image.height]).toEqual([width - lost, height]);
    expect((await samples(image, 'srgb', 'uchar')).equals(expected)).toBe(true);
  });

  it('SANE-21 the order of three passes does not matter', async () => {
    const { image } = await page({
      colour: 'colour',
      options: { 'three-pass': 'yes', 'three-pass-order': 'GBR' },
    });
    const expected = await witness('--mode', 'Color');
    expect((await samples(image, 'srgb', 'uchar')).equals(expected.pixels)).toBe(true);
  });

  it("SANE-23 compact colour is a JPEG of the device's resolution", async () => {
    const { image } = await page({
      colour: 'colour',
      storage: 'compact',
      options: { 'test-picture': 'Solid white' },
    });
    expect(image.mime).toBe('image/jpeg');
    expect(await sharp(image.path).metadata()).toMatchObject({ format: 'jpeg', density: 40, channels: 3 });
    expect(new Set(await samples(image, 'srgb', 'uchar'))).toEqual(new Set([255]));
  });

  it('SANE-24 a glass gives one side, then the end', async () => {
    const profile: ScanProfile = { ...simplex, source: 'platen', sides: 'duplex', dpi: 40 };
    const events = await collect(
      openForkedSaneDriver(config.sane).scan({ deviceId: 'sane:test:0', profile, spoolFolder }, never),
    );
    expect(events.map((event) => (event.type === 'note' ? event.note : event.type))).toEqual([
      { type: 'SettingChanged', setting: 'sides', wanted: 'duplex', used: 'simplex' },
      'page',
      'end',
    ]);
  });

  it('SANE-21 three passes and gray of our own pages through pnm', async () => {
    const rig = await openPnmRig();
    try {
      const digests = await rig.load(3);
      const profile: ScanProfile = { ...simplex, storage: 'lossless', options: { 'three-pass': 'yes' } };
      const events = await collect(rig.driver.scan({ deviceId: rig.deviceId, profile, spoolFolder }, never));
      expect(await Promise.all(pagesOf(events).map(({ image }) => rig.digest(image)))).toEqual(digests);
    } finally {
      await rig.close();
    }
  });
});
