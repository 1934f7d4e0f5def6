import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import type { PatchFinding } from '../../src/domain/reading.ts';
import { defaultCoverRule } from '../../src/domain/rules/profile.ts';
import { readPatchBars } from '../../src/recognition/patch/read-bars.ts';
import { readPage } from '../../src/recognition/read-page.ts';
import { barcodePng, type Sticker, scanned } from './sheets.ts';

const patterns: readonly (readonly [PatchFinding['type'], string])[] = [
  ['1', 'WWNN'],
  ['2', 'WNNW'],
  ['3', 'WNWN'],
  ['4', 'NWWN'],
  ['6', 'NNWW'],
  ['T', 'NWNW'],
];
/** 148 x 148 mm: large enough for the bars. */
const card = { width: 874, height: 874 };
const dpi = 150;
const mm = (value: number): number => Math.round((value * dpi) / 25.4);

/** Four bars 60 mm long, first bar at the top; scale as printers do. */
async function barsPng(pattern: string, scale = 1): Promise<Buffer> {
  const bars: { input: Buffer; left: number; top: number }[] = [];
  let top = 0;
  for (const bar of pattern) {
    const height = mm((bar === 'W' ? 5.08 : 2.03) * scale);
    const input = await sharp({ create: { width: mm(60), height, channels: 3, background: '#181818' } })
      .png()
      .toBuffer();
    bars.push({ input, left: 0, top });
    top += height + mm(2.03 * scale);
  }
  return await sharp({ create: { width: mm(60), height: top, channels: 3, background: 'white' } })
    .composite(bars)
    .png()
    .toBuffer();
}

async function topSticker(pattern: string, scale = 1): Promise<Sticker> {
  return { png: await barsPng(pattern, scale), left: 250, top: mm(12) };
}

const page = { coverRule: defaultCoverRule };

describe('patch codes', () => {
  it.each(patterns)(
    'PATCH-1 reads type %s by its bars %s, fed from each of the four edges',
    async (type, pattern) => {
      for (const turn of [0, 90, 180, 270]) {
        const found = readPatchBars(await scanned([await topSticker(pattern)], turn, card), dpi);
        expect(
          found.map((patch) => patch.type),
          `turn ${turn}`,
        ).toEqual([type]);
      }
    },
  );

  it('PATCH-2 reads bars skewed by up to 5 degrees and printed at 90 to 110 percent', async () => {
    for (const skew of [-5, 3, 5]) {
      for (const scale of [0.9, 1.1]) {
        const found = readPatchBars(await scanned([await topSticker('NWNW', scale)], skew, card), dpi);
        expect(
          found.map((patch) => patch.type),
          `skew ${skew}, scale ${scale}`,
        ).toEqual(['T']);
      }
    }
  });

  it('PATCH-3 reads bars at 100 and at 300 dpi', async () => {
    const { data, width, height } = await scanned([await topSticker('WWNN')], 0, card);
    for (const other of [100, 300]) {
      const small = await sharp(data, { raw: { width, height, channels: 1 } })
        .resize(Math.round((width * other) / dpi))
        .greyscale()
        .raw()
        .toBuffer({ resolveWithObject: true });
      const luma = { data: small.data, width: small.info.width, height: small.info.height };
      expect(readPatchBars(luma, other).map((patch) => patch.type)).toEqual(['1']);
    }
  });

  it('PATCH-4 corners begin at the edge the bars are read from', async () => {
    const sticker = await topSticker('NWNW');
    const [upright] = readPatchBars(await scanned([sticker], 0, card), dpi);
    expect(upright?.corners[0].x).toBeLessThan(300);
    expect(upright?.corners[0].y).toBeCloseTo(mm(12), -1);
    const [turned] = readPatchBars(await scanned([sticker], 180, card), dpi);
    expect(turned?.corners[0].x).toBeGreaterThan(card.width - 300);
    expect(turned?.corners[0].y).toBeGreaterThan(card.height - mm(14));
  });

  it('PATCH-5 reads no bars on blank paper, a bar code or a stack of bars', async () => {
    const lines: Sticker[] = [];
    for (let row = 0; row < 12; row++) {
      const png = await sharp({
        create: { width: 2000, height: 6 + (row % 3) * 20, channels: 3, background: 'black' },
      })
        .png()
        .toBuffer();
      lines.push({ png, left: 200, top: 1800 + row * 70 });
    }
    const luma = await scanned([
      { png: await barcodePng('code128', 'CL-2026-000123', 6), left: 100, top: 200 },
      ...lines,
    ]);
    expect(readPatchBars(luma, dpi)).toEqual([]);
    expect(readPatchBars(await scanned([]), dpi)).toEqual([]);
  });

  it.each([
    ['PATCHT', 'T'],
    ['PATCH1', '1'],
    ['PATCH4', '4'],
  ])('PATCH-6 takes the word %s of a Code 39 or Code 128 for a patch of type %s', async (word, type) => {
    for (const bcid of ['code39', 'code128']) {
      const luma = await scanned([{ png: await barcodePng(bcid, word, 4), left: 60, top: 400 }], 0, card);
      expect((await readPage(luma, dpi, page)).patches.map((patch) => patch.type)).toEqual([type]);
    }
    const other = await scanned(
      [{ png: await barcodePng('code128', `${word}X`, 4), left: 60, top: 400 }],
      0,
      card,
    );
    expect((await readPage(other, dpi, page)).patches).toEqual([]);
  });

  it('PATCH-7 lets the word decide where bars read the other way round', async () => {
    const luma = await scanned(
      [await topSticker('WNWN'), { png: await barcodePng('code39', 'PATCHT', 4), left: 60, top: 500 }],
      0,
      card,
    );
    expect((await readPage(luma, dpi, page)).patches.map((patch) => patch.type)).toEqual(['T']);
  });
});
