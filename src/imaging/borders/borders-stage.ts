import type { Stage } from '../stage.ts';

export const bordersStage: Stage<'borders'> = {
  neutral: 'keep',
  forced: (plan) => (plan.borders === 'off' ? 'keep' : null),
  find: () => ({ value: 'keep', confidence: 0 }),
};
