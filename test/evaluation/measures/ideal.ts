import { createCanvas } from '@napi-rs/canvas';
import type { Recipe } from '../../../src/domain/reading.ts';
import { keptCorners } from '../../../src/domain/rules/kept-rectangle.ts';
import type { QuarterTurn } from '../../../src/domain/units.ts';
import type { Sheet } from '../sheets/sheet.ts';
import { type Affine, type Captured, enter } from '../shots/shoot.ts';

/** Below this the renderer leaves a page unturned. */
const leastLean = 0.03;

/** The sheet as a perfect cleanup would give it, laid pixel upon pixel over a rendition. */
export interface Ideal {
  readonly rgba: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
  /** Millimetres of the sheet to pixels of the rendition. */
  readonly place: Affine;
}

/** Draws the sheet once more, on white paper, where the recipe puts it. Null where perspective was taken out. */
export function idealOf(
  sheet: Sheet,
  captured: Captured,
  recipe: Recipe,
  { width, height }: { readonly width: number; readonly height: number },
): Ideal | null {
  if (recipe.corners.value !== null) return null;
  const place = compose(renditionOf(captured, recipe, width, height), captured.place);
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  enter(context, place);
  context.save();
  context.beginPath();
  context.rect(0, 0, sheet.width, sheet.height);
  context.clip();
  sheet.draw(context);
  context.restore();
  return { rgba: context.getImageData(0, 0, width, height).data, width, height, place };
}

/** Pixels of the original to pixels of the rendition. */
function renditionOf(captured: Captured, recipe: Recipe, width: number, height: number): Affine {
  const degrees = Math.abs(recipe.skewDeg.value) >= leastLean ? recipe.skewDeg.value : 0;
  const [origin] = keptCorners({ ...recipe, skewDeg: { ...recipe.skewDeg, value: degrees } }, captured);
  const angle = (degrees * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const straight: Affine = {
    a: cos,
    b: sin,
    c: -sin,
    d: cos,
    e: -(cos * origin.x - sin * origin.y),
    f: -(sin * origin.x + cos * origin.y),
  };
  return compose(turned(recipe.quarterTurn.value, width, height), straight);
}

/** A clockwise quarter turn into a rendition of the given size. */
function turned(turn: QuarterTurn, width: number, height: number): Affine {
  switch (turn) {
    case 0:
      return { a: 1, b: 0, c: 0, d: 1, e: 0, f: 0 };
    case 90:
      return { a: 0, b: 1, c: -1, d: 0, e: width, f: 0 };
    case 180:
      return { a: -1, b: 0, c: 0, d: -1, e: width, f: height };
    case 270:
      return { a: 0, b: -1, c: 1, d: 0, e: 0, f: height };
  }
}

/** `first`, then `then`. */
function compose(then: Affine, first: Affine): Affine {
  return {
    a: then.a * first.a + then.c * first.b,
    b: then.b * first.a + then.d * first.b,
    c: then.a * first.c + then.c * first.d,
    d: then.b * first.c + then.d * first.d,
    e: then.a * first.e + then.c * first.f + then.e,
    f: then.b * first.e + then.d * first.f + then.f,
  };
}
