import type { ColourKind } from '../../domain/reading.ts';
import type { DecodedPage } from '../decode/decode-page.ts';
import { toLuma } from '../reduce/reduce-page.ts';

/**
 * The page with as many channels as its colour needs: a gray page is rendered, read and written from its luma alone,
 * at a third of the work. What was found on the page still holds for it.
 */
export function pageInColour(page: DecodedPage, colour: ColourKind): DecodedPage {
  if (colour === 'colour' || page.channels === 1) return page;
  return { ...page, data: toLuma(page.data), channels: 1 };
}
