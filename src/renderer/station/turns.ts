import type { Page } from '../../domain/tree/records.ts';
import type { QuarterTurn } from '../../domain/units.ts';

/** The turn wanted that the picture shown does not have yet: drawn at once, while the rendition is made anew. */
export function owedTurn(page: Pick<Page, 'recipe' | 'rendition'>): QuarterTurn {
  const wanted = page.recipe?.quarterTurn.value ?? 0;
  const has = page.rendition?.recipe.quarterTurn.value ?? 0;
  return ((wanted - has + 360) % 360) as QuarterTurn;
}
