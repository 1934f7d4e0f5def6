import type { Stage } from '../stage.ts';

export const specksStage: Stage<'specks'> = {
  neutral: 'keep',
  forced: (plan) => (plan.specks === 'off' ? 'keep' : null),
  find: () => ({ value: 'keep', confidence: 0 }),
};
