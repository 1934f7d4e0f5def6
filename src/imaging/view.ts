import type { ColourKind } from '../domain/reading.ts';
import type { Box, Setting } from '../domain/units.ts';
import { measureColour } from './colour/measure-colour.ts';
import type { DecodedPage } from './decode/decode-page.ts';
import { findSkew, type Skew } from './deskew/find-skew.ts';
import { type Components, findComponents } from './ink/components.ts';
import { mapInk } from './ink/map-ink.ts';
import { type Survey, surveyPage } from './survey.ts';

/** Difference from the paper at which a reduced pixel counts as ink. */
const inkThreshold = 32;

/** What the stages see of a page, all on its reduction; each part is worked out when first asked for, and kept. */
export interface PageView extends Survey {
  readonly page: DecodedPage;
  /** How much darker than the paper each reduced pixel is; 0 outside the sheet. */
  readonly ink: Uint8Array;
  readonly components: Components;
  readonly skew: Skew;
  readonly colour: ColourKind;
}

const views = new WeakMap<DecodedPage['reduced'], { readonly key: string; readonly view: PageView }>();

/** The view of a page, within a crop a person set. Remembered with its reduction: analysis and rendering both look. */
export function viewPage(page: DecodedPage, crop: Setting<Box | null> | null): PageView {
  const drawn = crop?.by === 'manual' ? crop.value : null;
  const key = JSON.stringify(drawn);
  const known = views.get(page.reduced);
  if (known?.key === key) return known.view;
  const view = openView(page, drawn);
  views.set(page.reduced, { key, view });
  return view;
}

function openView(page: DecodedPage, drawn: Box | null): PageView {
  const { reduced } = page;
  const { width, height } = reduced.gray;
  const survey = surveyPage(reduced, drawn);
  let ink: Uint8Array | null = null;
  let components: Components | null = null;
  let skew: Skew | null = null;
  let colour: ColourKind | null = null;
  return {
    page,
    ...survey,
    get ink() {
      ink ??= mapInk(reduced, survey.paper, survey.area);
      return ink;
    },
    get components() {
      components ??= findComponents(this.ink, width, height, inkThreshold);
      return components;
    },
    get skew() {
      skew ??= findSkew(page, this.ink, this.components, survey.paper);
      return skew;
    },
    get colour() {
      colour ??= measureColour(page, reduced, survey.area, survey.paper);
      return colour;
    },
  };
}
