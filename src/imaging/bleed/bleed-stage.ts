import type { Stage } from '../stage.ts';
import { findBleed } from './find-bleed.ts';

/** Edges say which side a mark is on, and a page of soft print may yet be somebody's copy: never beyond doubt. */
const confidence = 0.7;

export const bleedStage: Stage<'bleed'> = {
  neutral: 'keep',
  forced: (plan) => (plan.bleed === 'off' ? 'keep' : null),
  find: (view) => (findBleed(view) ? { value: 'remove', confidence } : { value: 'keep', confidence: 0 }),
};
