import type { Page } from '../../domain/tree/records.ts';
import type { QuarterTurn } from '../../domain/units.ts';

/** The turn wanted that the picture shown does not have yet: drawn at once, while the rendition is made anew. */
export function owedTurn({ recipe, rendition }: Pick<Page, 'recipe' | 'rendition'>): QuarterTurn {
  const [wanted, has] = [recipe, rendition?.recipe].map((one) => one?.quarterTurn.value ?? 0);
  return (((wanted ?? 0) - (has ?? 0) + 360) % 360) as QuarterTurn;
}
