import type { Stage } from '../stage.ts';

export const holesStage: Stage<'holes'> = {
  neutral: 'keep',
  forced: (plan) => (plan.holes === 'off' ? 'keep' : null),
  find: () => ({ value: 'keep', confidence: 0 }),
};
