import type { Stage } from '../stage.ts';
import { cropToContent, cropToSheet } from './choose-crop.ts';

export const cropStage: Stage<'crop'> = {
  neutral: null,
  forced: () => null,
  find({ page, sheet, components }, { skewDeg }, plan) {
    if (plan.crop === 'off') return { value: null, confidence: 1 };
    const { reduced } = page;
    const { box, confidence } = sheet
      ? cropToSheet(sheet, skewDeg.value, reduced.factor)
      : cropToContent(components.list, reduced.frame, skewDeg.value, reduced.dpi, reduced.factor);
    return { value: box, confidence };
  },
};
