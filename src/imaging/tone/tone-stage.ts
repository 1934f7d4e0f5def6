import type { Stage } from '../stage.ts';
import { chooseTone } from './gain-map.ts';

export const toneStage: Stage<'tone'> = {
  neutral: 'none',
  forced: (plan) => (plan.tone === 'off' ? 'none' : null),
  find({ paper }, _recipe, plan) {
    const { value, confidence } = chooseTone(paper);
    return { value: value === 'whiten' && plan.tone === 'even' ? 'even' : value, confidence };
  },
};
