import type { Stage } from '../stage.ts';
import { cropToContent, cropToSheet } from './choose-crop.ts';

/** Luma of a white bed, and the share of the scan it must be. */
const whiteGround = 200;
const sureGround = 0.7;

export const cropStage: Stage<'crop'> = {
  neutral: null,
  forced: () => null,
  find({ page, sheet, paper, components }, { skewDeg, corners }, plan) {
    // Corners stand for the crop.
    if (plan.crop === 'off' || corners.value) return { value: null, confidence: 1 };
    const { reduced } = page;
    if (sheet) {
      const { box, confidence } = cropToSheet(sheet, skewDeg.value, reduced, plan.marginMm);
      return { value: box, confidence };
    }
    // Only on white is what lies around the content a bed; elsewhere it is the backdrop of a picture.
    if (paper.luma < whiteGround || paper.confidence < sureGround) return { value: null, confidence: 0 };
    const { box, confidence } = cropToContent(
      components.list,
      reduced.frame,
      skewDeg.value,
      reduced.dpi,
      reduced.factor,
    );
    return { value: box, confidence };
  },
};
