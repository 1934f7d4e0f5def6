import type { ColourKind } from '../../domain/reading.ts';
import type { PageArea } from '../page-box/page-area.ts';
import type { Paper } from '../paper/estimate-paper.ts';
import type { Raster } from '../raster.ts';
import type { ReducedPage } from '../reduce/reduce-page.ts';
import { measureChroma } from './chroma.ts';
import { isGroundColoured } from './is-ground-coloured.ts';
import { isTwoLevel } from './is-two-level.ts';

/** Distance between the strongest and the weakest channel of a square millimetre, levels of 255. */
const strongChroma = 30;
const weakChroma = 15;
/** The same over a square and its neighbours: a line scanner gives black strokes a red and a blue rim, which cancel out. */
const meanChroma = 8;
/** Coarse JPEG smears the chroma of deeply coloured paper over the print on it: so much of what it has beyond the usual is added to what is asked for. */
const smearedShare = 0.4;
const usualPaperChroma = 40;
/** A signature with a ball pen, a small seal. */
const leastStrongMm2 = 12;
const leastWeakMm2 = 45;
/** Squares at the rim show the colours of shadows and of the bed. */
const rimMm = 2;

/** What the page needs to be kept in: colours of the print, not of the paper, make it a colour page. */
export function measureColour(page: Raster, reduced: ReducedPage, area: PageArea, paper: Paper): ColourKind {
  if (reduced.rgb && hasColour(reduced, reduced.rgb, area, paper)) return 'colour';
  return isTwoLevel(page) ? 'bitonal' : 'gray';
}

function hasColour(reduced: ReducedPage, rgb: Uint8Array, area: PageArea, paper: Paper): boolean {
  if (isGroundColoured(paper)) return true;
  const mm = reduced.dpi / 25.4;
  const chroma = measureChroma(rgb, reduced, paper);
  const { columns, rows, side } = chroma;
  const paperChroma = Math.max(...paper.colour) - Math.min(...paper.colour);
  const smeared = Math.max(0, paperChroma - usualPaperChroma) * smearedShare;
  const rim = Math.ceil(rimMm * mm);
  let strong = 0;
  let weak = 0;
  for (let y = Math.ceil((area.top + rim) / side); y < rows && (y + 1) * side <= area.bottom - rim; y++) {
    const middle = y * side + (side >> 1);
    const from = Math.ceil(((area.left[middle] as number) + rim) / side);
    const to = Math.min(columns, Math.floor(((area.right[middle] as number) - rim) / side));
    for (let at = y * columns + from; at < y * columns + to; at++) {
      const own = chroma.of(at);
      if (own <= weakChroma + smeared || chroma.around(at) <= meanChroma + smeared / 2) continue;
      weak++;
      if (own > strongChroma + smeared) strong++;
    }
  }
  const mm2 = (side / mm) ** 2;
  return strong * mm2 >= leastStrongMm2 || weak * mm2 >= leastWeakMm2;
}
