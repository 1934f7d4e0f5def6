import type { Plane } from '../raster.ts';

/** Pieces of a line are looked at one by one: columns of text and tables need not be told apart. */
const stripMm = 34;
const bandMm = { lowest: 1.7, highest: 9 } as const;
const inked = 48;
/** Share of a piece's columns that carry ink: less is the end of a line, or a mark. */
const leastCover = 0.35;

/** A piece of one line of text in a straightened page, rows [top, bottom), columns [left, right). */
export interface TextBand {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Pieces of lines of text in ink that runs straight; `mm` is pixels to a millimetre. */
export function findTextBands(ink: Plane, mm: number): TextBand[] {
  const bands: TextBand[] = [];
  const strip = Math.round(stripMm * mm);
  for (let left = 0; left + strip <= ink.width; left += strip) {
    let top = -1;
    for (let y = 0; y <= ink.height; y++) {
      const isText = y < ink.height && countInk(ink, left, left + strip, y) >= 2;
      if (isText && top < 0) top = y;
      if (isText || top < 0) continue;
      const band = { left, right: left + strip, top, bottom: y };
      const height = y - top;
      if (height >= bandMm.lowest * mm && height <= bandMm.highest * mm && isCovered(ink, band))
        bands.push(band);
      top = -1;
    }
  }
  return bands;
}

function countInk({ data, width }: Plane, left: number, right: number, y: number): number {
  let count = 0;
  for (let i = y * width + left; i < y * width + right; i++) if ((data[i] as number) >= inked) count++;
  return count;
}

function isCovered({ data, width }: Plane, band: TextBand): boolean {
  let covered = 0;
  for (let x = band.left; x < band.right; x++) {
    for (let y = band.top; y < band.bottom; y++) {
      if ((data[y * width + x] as number) < inked) continue;
      covered++;
      break;
    }
  }
  return covered >= (band.right - band.left) * leastCover;
}
