import type { Stage } from '../stage.ts';
import { findHoles } from './find-holes.ts';

export const holesStage: Stage<'holes'> = {
  neutral: 'keep',
  forced: (plan) => (plan.holes === 'off' ? 'keep' : null),
  find(view) {
    const holes = findHoles(view);
    if (holes.length === 0) return { value: 'keep', confidence: 0 };
    return { value: 'fill', confidence: Math.min(...holes.map((hole) => hole.confidence)) };
  },
};
