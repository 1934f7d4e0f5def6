import { rectangleAround } from '../../domain/rules/kept-rectangle.ts';
import type { Sheet } from '../page-box/find-sheet.ts';
import type { Found, Stage } from '../stage.ts';
import { leastSkewConfidence, type Skew } from './find-skew.ts';

/** Millimetres by which print may drift from the paper's edge over the whole sheet: an error of measuring, or of the printer. */
const drift = 0.5;
/** Less sure lines are handwriting, or the grain of a picture: a sheet's plain edges say more. */
const sureOfText = 0.7;
/** Degrees by which no printer misses the edges of its paper: unless it is a copy of a crooked sheet, and as clear as print. */
const unlikelyLean = 3;
const clearPrint = 0.99;

export const skewStage: Stage<'skewDeg'> = {
  neutral: 0,
  forced: (plan) => (plan.skewDeg === 'off' ? 0 : null),
  find({ page, skew, sheet }, { corners }) {
    // A quad lays the sheet straight by itself.
    if (corners.value !== null) return { value: 0, confidence: corners.confidence };
    return chooseSkew(skew, sheet, page.reduced.dpi / 25.4);
  },
};

/**
 * Text decides; where there is none, the edges of the sheet do. Where both agree to what no eye sees, the edges are the
 * better measure of the same angle, being longer than any line of text, and leave no wedge of the bed in the rendition.
 * Lines that are not surely print do not outvote plain edges.
 */
function chooseSkew(skew: Skew, sheet: Sheet | null, mm: number): Found<number> {
  if (skew.confidence >= leastSkewConfidence && sheet?.isSquare && sheet.degrees !== null) {
    const { width, height } = rectangleAround(sheet.outline, sheet.degrees);
    const needed = Math.abs(skew.degrees - sheet.degrees) > unlikelyLean ? clearPrint : sureOfText;
    if (skew.confidence < needed) return { value: sheet.degrees, confidence: sheet.confidence * 0.8 };
    const off = Math.tan((Math.abs(skew.degrees - sheet.degrees) * Math.PI) / 180);
    if (off * (skew.axis === 'rows' ? width : height) <= drift * mm)
      return { value: sheet.degrees, confidence: Math.max(skew.confidence, sheet.confidence) };
  }
  if (skew.confidence >= leastSkewConfidence) return { value: skew.degrees, confidence: skew.confidence };
  if (sheet && sheet.degrees !== null) return { value: sheet.degrees, confidence: sheet.confidence * 0.8 };
  return { value: 0, confidence: skew.confidence };
}
