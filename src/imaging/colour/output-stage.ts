import type { Stage } from '../stage.ts';
import { measureColour } from './measure-colour.ts';

export const outputStage: Stage<'output'> = {
  neutral: 'colour',
  forced: (plan) => (plan.output === 'auto' ? null : plan.output),
  find: ({ page, area, paper }) => ({ value: measureColour(page, page.reduced, area, paper), confidence: 1 }),
};
