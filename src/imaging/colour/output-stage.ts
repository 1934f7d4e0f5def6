import type { Stage } from '../stage.ts';

export const outputStage: Stage<'output'> = {
  neutral: 'colour',
  forced: (plan) => (plan.output === 'auto' ? null : plan.output),
  find: ({ colour }) => ({ value: colour, confidence: 1 }),
};
