import type { Recipe } from '../../../domain/reading.ts';
import type { CleanupPlan } from '../../../domain/rules/cleanup.ts';

/**
 * The plan that treats every page as a person had this one treated. Values left to the machine leave the plan as it is;
 * an angle, a crop and a quarter turn drawn by hand belong to one page, but that one of them was switched off does not.
 */
export function planFromPage(plan: CleanupPlan, recipe: Recipe): CleanupPlan {
  const isManual = (value: keyof Recipe & keyof CleanupPlan) => recipe[value].by === 'manual';
  const tones = { none: 'off', even: 'even', whiten: 'whiten' } as const;
  const specks = { keep: 'off', fine: 'fine', coarse: 'coarse' } as const;
  return {
    ...plan,
    ...(isManual('skewDeg') && recipe.skewDeg.value === 0 ? { skewDeg: 'off' } : {}),
    ...(isManual('crop') && recipe.crop.value === null ? { crop: 'off' } : {}),
    ...(isManual('corners') && recipe.corners.value === null ? { corners: 'off' } : {}),
    ...(isManual('tone') ? { tone: tones[recipe.tone.value] } : {}),
    ...(isManual('bleed') ? { bleed: recipe.bleed.value === 'keep' ? 'off' : 'on' } : {}),
    ...(isManual('borders') ? { borders: recipe.borders.value === 'keep' ? 'off' : 'on' } : {}),
    ...(isManual('holes') ? { holes: recipe.holes.value === 'keep' ? 'off' : 'on' } : {}),
    ...(isManual('specks') ? { specks: specks[recipe.specks.value] } : {}),
    ...(isManual('output') ? { output: recipe.output.value } : {}),
  };
}
