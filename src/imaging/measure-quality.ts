import type { Quality } from '../domain/reading.ts';
import { measureBlank } from './blank/measure-blank.ts';
import { findClipped } from './clipped/find-clipped.ts';
import { measureOverlap } from './overlap/measure-overlap.ts';
import { sheetSize } from './page-box/sheet-size.ts';
import { measureSharpness } from './sharpness/measure-sharpness.ts';
import type { PageView } from './view.ts';

/** All measures of a page, as captured. */
export function measureQuality(view: PageView): Quality {
  const { page, area, paper, skew } = view;
  return {
    blank: measureBlank(view),
    sharpness: measureSharpness(page, page.reduced, area, paper),
    colour: view.colour,
    skew: { degrees: skew.seenDegrees, confidence: skew.confidence },
    clipped: findClipped(view),
    sheetMm: sheetSize(view),
    overlap: measureOverlap(view),
  };
}
