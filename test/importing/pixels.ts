import sharp from 'sharp';
import type { PageReply } from '../../src/importing/reply.ts';

export type Rgb = readonly [number, number, number];

/** The pixels of a page, asked for in millimetres. */
export interface Paper {
  at(x: number, y: number): Rgb;
  /** Share of dark pixels in a box. */
  ink(x: number, y: number, width: number, height: number): number;
}

export async function paperOf(page: PageReply | undefined): Promise<Paper> {
  if (!page) throw new Error('no page');
  const { data, info } = await sharp(page.image.path)
    .toColourspace('srgb')
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const toPixel = (mm: number) => Math.round((mm / 25.4) * page.dpi);
  const pixel = (x: number, y: number): Rgb => {
    const from = (y * info.width + x) * info.channels;
    const second = info.channels > 1 ? 1 : 0;
    const third = info.channels > 2 ? 2 : 0;
    return [data[from] ?? 0, data[from + second] ?? 0, data[from + third] ?? 0];
  };
  return {
    at: (x, y) => pixel(toPixel(x), toPixel(y)),
    ink(x, y, width, height) {
      let dark = 0;
      let all = 0;
      for (let row = toPixel(y); row < toPixel(y + height); row++) {
        for (let column = toPixel(x); column < toPixel(x + width); column++) {
          all++;
          const [red, green, blue] = pixel(column, row);
          if (red + green + blue < 384) dark++;
        }
      }
      return dark / all;
    },
  };
}
