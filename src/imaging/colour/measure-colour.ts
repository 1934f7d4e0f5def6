import type { ColourKind } from '../../domain/reading.ts';
import type { PageArea } from '../page-box/page-area.ts';
import type { Paper } from '../paper/estimate-paper.ts';
import type { Raster } from '../raster.ts';
import type { ReducedPage } from '../reduce/reduce-page.ts';

/** Distance between the strongest and the weakest channel, the paper's own colour taken out. */
const strongChroma = 45;
const weakChroma = 24;
/** A red signature or a small seal; a pale picture. */
const leastStrongMm2 = 12;
const leastWeakShare = 0.005;
/** A page is bitonal when all but this share of its pixels are black or white. */
const mixedShare = 0.005;
const rowStep = 16;

/** What the page needs to be kept in: colours of the print, not of the paper, make it a colour page. */
export function measureColour(page: Raster, reduced: ReducedPage, area: PageArea, paper: Paper): ColourKind {
  if (reduced.rgb && hasColour(reduced, reduced.rgb, area, paper)) return 'colour';
  return isBitonal(page) ? 'bitonal' : 'gray';
}

function hasColour(reduced: ReducedPage, rgb: Uint8Array, area: PageArea, paper: Paper): boolean {
  const { width } = reduced.gray;
  let strong = 0;
  let weak = 0;
  for (let y = area.top; y < area.bottom; y++) {
    const tiles = Math.floor(y / paper.tileSize) * paper.columns;
    const from = area.left[y] as number;
    const to = area.right[y] as number;
    for (let x = from; x < to; ) {
      const column = Math.floor(x / paper.tileSize);
      const end = Math.min(to, (column + 1) * paper.tileSize);
      const tile = (tiles + column) * 3;
      const red = 255 / Math.max(60, paper.levels[tile] as number);
      const green = 255 / Math.max(60, paper.levels[tile + 1] as number);
      const blue = 255 / Math.max(60, paper.levels[tile + 2] as number);
      for (let i = (y * width + x) * 3; x < end; x++, i += 3) {
        const r = (rgb[i] as number) * red;
        const g = (rgb[i + 1] as number) * green;
        const b = (rgb[i + 2] as number) * blue;
        const chroma = Math.max(r, g, b) - Math.min(r, g, b);
        if (chroma > weakChroma) weak++;
        if (chroma > strongChroma) strong++;
      }
    }
  }
  const mm = reduced.dpi / 25.4;
  return strong >= leastStrongMm2 * mm * mm || weak >= area.size * leastWeakShare;
}

function isBitonal({ data, width, height, channels }: Raster): boolean {
  let mixed = 0;
  let count = 0;
  for (let y = 0; y < height; y += rowStep) {
    const end = (y + 1) * width * channels;
    for (let i = y * width * channels; i < end; i++) {
      const value = data[i] as number;
      if (value > 8 && value < 247) mixed++;
    }
    count += width * channels;
  }
  return mixed <= count * mixedShare;
}
