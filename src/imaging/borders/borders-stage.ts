import type { Stage } from '../stage.ts';
import { findBorders } from './paint-borders.ts';

/** Fewer square millimetres of bed and shadow are not worth a word. */
const leastMm2 = 2;

export const bordersStage: Stage<'borders'> = {
  neutral: 'keep',
  forced: (plan) => (plan.borders === 'off' ? 'keep' : null),
  find(view, recipe) {
    const { dpi } = view.page.reduced;
    // A person's crop says what is page; a margin kept around the sheet is wanted.
    if (recipe.crop.by === 'manual') return { value: 'keep', confidence: 0 };
    if (findBorders(view, recipe).count < leastMm2 * (dpi / 25.4) ** 2)
      return { value: 'keep', confidence: 0 };
    return { value: 'clear', confidence: 0.8 };
  },
};
