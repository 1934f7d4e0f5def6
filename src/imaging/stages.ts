import type { RecipeValue } from '../domain/reading.ts';
import { bleedStage } from './bleed/bleed-stage.ts';
import { bordersStage } from './borders/borders-stage.ts';
import { outputStage } from './colour/output-stage.ts';
import { skewStage } from './deskew/skew-stage.ts';
import { holesStage } from './holes/holes-stage.ts';
import { turnStage } from './orient/turn-stage.ts';
import { cropStage } from './page-box/crop-stage.ts';
import { cornersStage } from './perspective/corners-stage.ts';
import { specksStage } from './specks/specks-stage.ts';
import type { Stage } from './stage.ts';
import { toneStage } from './tone/tone-stage.ts';

/** The stage of each value; they run in the order of `recipeValues`. */
export const stages: { readonly [V in RecipeValue]: Stage<V> } = {
  corners: cornersStage,
  skewDeg: skewStage,
  crop: cropStage,
  quarterTurn: turnStage,
  tone: toneStage,
  bleed: bleedStage,
  borders: bordersStage,
  holes: holesStage,
  specks: specksStage,
  output: outputStage,
};
