import type { ColourKind, Recipe } from '../../domain/reading.ts';
import type { DecodedPage } from '../decode/decode-page.ts';
import { surveyPage } from '../survey.ts';
import { measureColour } from './measure-colour.ts';

/** Colour of what a recipe keeps, without the rest of the analysis. */
export function colourOf(page: DecodedPage, recipe: Recipe): ColourKind {
  const { area, paper } = surveyPage(page, recipe.crop);
  return measureColour(page, page.reduced, area, paper);
}
