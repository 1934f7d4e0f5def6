import type { Stage } from '../stage.ts';

export const cornersStage: Stage<'corners'> = {
  neutral: null,
  forced: () => null,
  find: () => ({ value: null, confidence: 0 }),
};
