import type { Stage } from '../stage.ts';
import { cropToContent, cropToSheet } from './choose-crop.ts';

export const cropStage: Stage<'crop'> = {
  neutral: null,
  forced: () => null,
  find({ page, sheet, components }, { skewDeg, corners }, plan) {
    // Corners stand for the crop.
    if (plan.crop === 'off' || corners.value) return { value: null, confidence: 1 };
    const { reduced } = page;
    const { box, confidence } = sheet
      ? cropToSheet(sheet, skewDeg.value, reduced, plan.marginMm)
      : cropToContent(components.list, reduced.frame, skewDeg.value, reduced.dpi, reduced.factor);
    return { value: box, confidence };
  },
};
