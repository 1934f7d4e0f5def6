import type { Stage } from '../stage.ts';

export const bleedStage: Stage<'bleed'> = {
  neutral: 'keep',
  forced: (plan) => (plan.bleed === 'off' ? 'keep' : null),
  find: () => ({ value: 'keep', confidence: 0 }),
};
