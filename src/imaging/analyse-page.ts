import type { Quality, Recipe } from '../domain/reading.ts';
import type { Setting } from '../domain/units.ts';
import { measureBlank } from './blank/measure-blank.ts';
import { measureColour } from './colour/measure-colour.ts';
import type { DecodedPage } from './decode/decode-page.ts';
import { findSkew, leastSkewConfidence, type Skew } from './deskew/find-skew.ts';
import { findComponents } from './ink/components.ts';
import { mapInk } from './ink/map-ink.ts';
import { findOrientation } from './orient/find-orientation.ts';
import { cropToContent, cropToSheet } from './page-box/choose-crop.ts';
import type { Sheet } from './page-box/find-sheet.ts';
import { rectangleAround } from './render/kept-rectangle.ts';
import { measureSharpness } from './sharpness/measure-sharpness.ts';
import { surveyPage } from './survey.ts';
import { chooseTone } from './tone/gain-map.ts';

/** Difference from the paper at which a reduced pixel counts as ink. */
const inkThreshold = 32;
/** Millimetres by which print may drift from the paper's edge over the whole sheet: an error of measuring, or of the printer. */
const drift = 0.5;
/** Less sure lines that lean this much on a sheet whose edges are plain are the grain of a picture. */
const sureOfText = 0.7;
const unlikelyLean = 3;

export interface PageAnalysis {
  readonly recipe: Recipe;
  readonly quality: Quality;
}

/**
 * The stages in their order, all on the reduction: sheet and paper, ink, skew, crop, quarter turn, tone, then the
 * measures. What a person set in `wanted` is kept, and everything after it is computed under it. A stage that is not
 * sure leaves the page as it is and says so by its confidence.
 */
export function analysePage(page: DecodedPage, wanted: Recipe | null): PageAnalysis {
  const { reduced } = page;
  const { width, height } = reduced.gray;
  const { sheet, area, paper } = surveyPage(page, wanted?.crop ?? null);
  const ink = mapInk(reduced, paper, area);
  const components = findComponents(ink, width, height, inkThreshold);
  const blank = measureBlank(page, reduced, area, paper, components);
  const skew = findSkew(ink, width, height, reduced.dpi, components, paper);
  const skewDeg = manualOr(wanted?.skewDeg, () => chooseSkew(skew, sheet, reduced.dpi / 25.4));
  const crop = manualOr(wanted?.crop, () => {
    const { box, confidence } = sheet
      ? cropToSheet(sheet, skewDeg.value, reduced.factor)
      : cropToContent(components.list, reduced.frame, skewDeg.value, reduced.dpi, reduced.factor);
    return { value: box, by: 'auto', confidence };
  });
  const quarterTurn = manualOr(wanted?.quarterTurn, () => {
    const { turn, confidence } = findOrientation(reduced, ink, components, skew, skewDeg.value);
    return { value: turn, by: 'auto', confidence };
  });
  const tone = manualOr(wanted?.tone, () => ({ ...chooseTone(paper), by: 'auto' }));
  return {
    recipe: { quarterTurn, skewDeg, crop, tone },
    quality: {
      blank,
      sharpness: measureSharpness(page, reduced, area, paper),
      colour: measureColour(page, reduced, area, paper),
    },
  };
}

function manualOr<T>(wanted: Setting<T> | undefined, automatic: () => Setting<T>): Setting<T> {
  return wanted?.by === 'manual' ? wanted : automatic();
}

/**
 * Text decides; where there is none, the edges of the sheet do. Where both agree to what no eye sees, the edges are the
 * better measure of the same angle, being longer than any line of text, and leave no wedge of the bed in the rendition.
 * Lines that are hardly seen do not outvote plain edges.
 */
function chooseSkew(skew: Skew, sheet: Sheet | null, mm: number): Setting<number> {
  if (skew.confidence >= leastSkewConfidence && sheet?.isSquare && sheet.degrees !== null) {
    const { width, height } = rectangleAround(sheet.outline, sheet.degrees);
    if (skew.confidence < sureOfText && Math.abs(skew.degrees - sheet.degrees) > unlikelyLean)
      return { value: sheet.degrees, by: 'auto', confidence: sheet.confidence * 0.8 };
    const off = Math.tan((Math.abs(skew.degrees - sheet.degrees) * Math.PI) / 180);
    if (off * (skew.axis === 'rows' ? width : height) <= drift * mm)
      return { value: sheet.degrees, by: 'auto', confidence: Math.max(skew.confidence, sheet.confidence) };
  }
  if (skew.confidence >= leastSkewConfidence)
    return { value: skew.degrees, by: 'auto', confidence: skew.confidence };
  if (sheet && sheet.degrees !== null)
    return { value: sheet.degrees, by: 'auto', confidence: sheet.confidence * 0.8 };
  return { value: 0, by: 'auto', confidence: skew.confidence };
}
