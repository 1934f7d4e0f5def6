import type { Stage } from '../stage.ts';
import { findOrientation } from './find-orientation.ts';

export const turnStage: Stage<'quarterTurn'> = {
  neutral: 0,
  forced: (plan) => (plan.quarterTurn === 'off' ? 0 : null),
  find(view, { skewDeg }) {
    const { turn, confidence } = findOrientation(view, skewDeg.value);
    return { value: turn, confidence };
  },
};
