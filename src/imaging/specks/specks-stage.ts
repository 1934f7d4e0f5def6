import type { Stage } from '../stage.ts';
import { findSpecks } from './find-specks.ts';

export const specksStage: Stage<'specks'> = {
  neutral: 'keep',
  forced: (plan) => (plan.specks === 'off' ? 'keep' : null),
  find(view, _recipe, plan) {
    if (plan.specks === 'off' || view.paper.luma === 0) return { value: 'keep', confidence: 0 };
    const { x } = findSpecks(view, plan.specks);
    return x.length > 0 ? { value: plan.specks, confidence: 0.8 } : { value: 'keep', confidence: 0 };
  },
};
