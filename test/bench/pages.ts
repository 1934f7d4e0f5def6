import sharp from 'sharp';
import { type Captured, capture, letter, photo, seal, table } from '../imaging/draw-page.ts';

/** Pages as a scanner sends them: A4, 300 dpi, JPEG in colour. */
export interface BenchPage {
  readonly name: string;
  readonly captured: Captured;
  readonly jpeg: Buffer;
}

export async function benchPages(): Promise<readonly BenchPage[]> {
  const drawn = {
    'letter, 1.3 degrees': capture(letter('han'), { dpi: 300, skewDeg: 1.3 }),
    'letter, straight': capture(letter('latin'), { dpi: 300 }),
    'table, -0.6 degrees, gray bed': capture(table('han'), {
      dpi: 300,
      skewDeg: -0.6,
      bed: { marginMm: 5, colour: '#777777' },
    }),
    'letter with seal, 0.8 degrees, black bed': capture(
      (sheet, random) => {
        letter('han')(sheet, random);
        seal(sheet, 150, 120, 20);
      },
      { dpi: 300, skewDeg: 0.8, bed: { marginMm: 6, colour: '#0a0a0a' } },
    ),
    'photograph and seal, -2 degrees, black bed': capture(
      (sheet, random) => {
        letter('han')(sheet, random);
        photo(sheet, random, 100, 190, 90, 70);
        seal(sheet, 150, 120, 20);
      },
      { dpi: 300, skewDeg: -2, bed: { marginMm: 6, colour: '#0a0a0a' } },
    ),
    'letter, sideways': capture(letter('han'), { dpi: 300, turn: 90, skewDeg: 0.8 }),
  };
  return await Promise.all(
    Object.entries(drawn).map(async ([name, captured]) => {
      const { data, width, height } = captured;
      const jpeg = await sharp(data, { raw: { width, height, channels: 3 } })
        .jpeg({ quality: 90 })
        .toBuffer();
      return { name, captured, jpeg };
    }),
  );
}
