import type { Recipe, RecipeChange, RecipeValue, RecipeValues } from '../../../domain/reading.ts';
import { renditionSize, type Size } from '../../../domain/rules/kept-rectangle.ts';
import { formatNumber } from '../../../i18n/format.ts';
import type { Text } from '../../../i18n/text.ts';

/** Below this a stage was not sure. */
export const sure = 0.5;

/** What a person may choose for one stage: a value, to leave it to the machine, or to draw it by hand. */
export interface StageChoice {
  readonly id: string;
  readonly words: string;
  /** Null leaves it to the machine; `draw` opens the adjustment by hand. */
  readonly set: RecipeChange | 'draw' | null;
}

/** Every choice of a stage, the machine's first. */
export function choicesOf(value: RecipeValue, text: Text): readonly StageChoice[] {
  return [{ id: 'auto', words: text('cleanup.auto'), set: null }, ...valuesOf(value, text)];
}

/** Which choice stands for what a recipe has; `byHand` for a value that was drawn. */
export function chosenOf(value: RecipeValue, recipe: Recipe): string {
  const setting = recipe[value];
  if (setting.by === 'auto') return 'auto';
  if (value === 'skewDeg') return setting.value === 0 ? 'off' : 'byHand';
  if (value === 'crop' || value === 'corners') return setting.value === null ? 'off' : 'byHand';
  return String(setting.value);
}

/** What a stage did to a page, in words. */
export function didWords(
  value: RecipeValue,
  recipe: Recipe,
  page: { original: Size; dpi: number },
  text: Text,
): string {
  const of = <V extends RecipeValue>(name: V): RecipeValues[V] => recipe[name].value as RecipeValues[V];
  switch (value) {
    case 'quarterTurn':
      return text('cleanup.did.quarterTurn', { degrees: of('quarterTurn') });
    case 'skewDeg':
      if (Math.abs(of('skewDeg')) >= 0.05)
        return text('cleanup.did.skewDeg', { degrees: formatNumber(of('skewDeg'), text.language) });
      return text(
        isUnsure(value, recipe) || recipe.skewDeg.by === 'manual'
          ? 'cleanup.did.skewDeg.left'
          : 'cleanup.did.skewDeg.none',
      );
    case 'crop': {
      if (of('crop') === null) return text('cleanup.did.crop.none');
      const { width, height } = renditionSize(recipe, page.original);
      const perMm = page.dpi / 25.4;
      return text('cleanup.did.crop', {
        width: Math.round(width / perMm),
        height: Math.round(height / perMm),
      });
    }
    case 'corners':
      return text(of('corners') === null ? 'cleanup.did.corners.none' : 'cleanup.did.corners');
    case 'output':
      return text(`scan.colour.${of('output')}`);
    case 'tone':
      return text(`cleanup.tone.${of('tone')}`);
    case 'bleed':
      return text(`cleanup.bleed.${of('bleed')}`);
    case 'borders':
      return text(`cleanup.borders.${of('borders')}`);
    case 'holes':
      return text(`cleanup.holes.${of('holes')}`);
    case 'specks':
      return text(`cleanup.specks.${of('specks')}`);
  }
}

/**
 * Whether the machine was not sure of a page that may need it. Where nothing was found to clean, nothing was left undone.
 */
export function isUnsure(value: RecipeValue, recipe: Recipe): boolean {
  const { by, confidence, value: set } = recipe[value];
  if (by === 'manual' || confidence >= sure) return false;
  const isNothingDone = set === null || set === 'none' || set === 'keep';
  return !isNothingDone || value === 'crop';
}

function valuesOf(value: RecipeValue, text: Text): readonly StageChoice[] {
  const draw: StageChoice = { id: 'byHand', words: text('cleanup.byHand'), set: 'draw' };
  switch (value) {
    case 'quarterTurn':
      return ([0, 90, 180, 270] as const).map((degrees) => ({
        id: String(degrees),
        words: text('cleanup.turn', { degrees }),
        set: { quarterTurn: degrees },
      }));
    case 'skewDeg':
      return [{ id: 'off', words: text('cleanup.off.skewDeg'), set: { skewDeg: 0 } }, draw];
    case 'crop':
      return [{ id: 'off', words: text('cleanup.off.crop'), set: { crop: null } }, draw];
    case 'corners':
      return [{ id: 'off', words: text('cleanup.off.corners'), set: { corners: null } }, draw];
    case 'tone':
      return (['none', 'even', 'whiten'] as const).map((tone) => ({
        id: tone,
        words: text(`cleanup.tone.${tone}`),
        set: { tone },
      }));
    case 'bleed':
      return (['keep', 'remove'] as const).map((bleed) => ({
        id: bleed,
        words: text(`cleanup.bleed.${bleed}`),
        set: { bleed },
      }));
    case 'borders':
      return (['keep', 'clear'] as const).map((borders) => ({
        id: borders,
        words: text(`cleanup.borders.${borders}`),
        set: { borders },
      }));
    case 'holes':
      return (['keep', 'fill'] as const).map((holes) => ({
        id: holes,
        words: text(`cleanup.holes.${holes}`),
        set: { holes },
      }));
    case 'specks':
      return (['keep', 'fine', 'coarse'] as const).map((specks) => ({
        id: specks,
        words: text(`cleanup.specks.${specks}`),
        set: { specks },
      }));
    case 'output':
      return (['bitonal', 'gray', 'colour'] as const).map((output) => ({
        id: output,
        words: text(`scan.colour.${output}`),
        set: { output },
      }));
  }
}
