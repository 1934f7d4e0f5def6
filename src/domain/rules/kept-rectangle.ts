import type { Recipe } from '../reading.ts';
import type { Box, Corners, Point } from '../units.ts';

/** A rectangle by its centre and its sides; how far it leans is said beside it. */
export interface Rectangle {
  readonly centre: Point;
  readonly width: number;
  readonly height: number;
}

/** Width and height in pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * The four points of the original (edge coordinates, pixels) that become the corners of the rendition before its
 * quarter turn, clockwise from the top left. A quad that bounds no sheet is not used.
 */
export function keptCorners(recipe: Recipe, original: Size): Corners {
  const quad = recipe.corners.value;
  if (quad && isQuad(quad)) return quad;
  return cornersOfRectangle(keptRectangle(recipe, original), recipe.skewDeg.value);
}

/** Whole pixels of the rendition before its quarter turn: the mean of opposite sides of what is kept. */
export function renditionSize(recipe: Recipe, original: Size): Size {
  const [a, b, c, d] = keptCorners(recipe, original);
  return {
    width: Math.max(1, Math.round((distance(a, b) + distance(d, c)) / 2)),
    height: Math.max(1, Math.round((distance(a, d) + distance(b, c)) / 2)),
  };
}

/** Whether four points are the corners of a sheet: convex, clockwise, none nearer than a pixel to the line through its neighbours. */
export function isQuad(corners: Corners): boolean {
  return corners.every((b, i) => {
    const a = corners[(i + 3) % 4] as Point;
    const c = corners[(i + 1) % 4] as Point;
    const twice = (b.x - a.x) * (c.y - b.y) - (b.y - a.y) * (c.x - b.x);
    return twice >= Math.max(1, distance(a, c));
  });
}

/**
 * The part of the original a recipe keeps where no perspective is taken out, leaning by its skew. An automatic crop is the bounding box of that
 * rectangle, so that of a sheet that lay crooked on a black bed no bed is left. A crop a person drew, and the whole
 * original, are kept to their last corner: there the rectangle is the smallest that holds them.
 */
export function keptRectangle(recipe: Recipe, original: Size): Rectangle {
  const degrees = recipe.skewDeg.value;
  const box = recipe.crop.value;
  if (box && recipe.crop.by === 'auto') {
    const inner = rectangleIn(box, degrees);
    if (inner) return inner;
  }
  return rectangleAround(cornersOf(box ?? { x: 0, y: 0, ...original }), degrees);
}

/** Smallest rectangle leaning by `degrees` (counter-clockwise positive) that holds all points. */
export function rectangleAround(points: readonly Point[], degrees: number): Rectangle {
  const { along, across } = directions(degrees);
  const u = points.map((p) => p.x * along.x + p.y * along.y);
  const v = points.map((p) => p.x * across.x + p.y * across.y);
  const [u0, u1, v0, v1] = [Math.min(...u), Math.max(...u), Math.min(...v), Math.max(...v)];
  const [um, vm] = [(u0 + u1) / 2, (v0 + v1) / 2];
  return {
    centre: { x: um * along.x + vm * across.x, y: um * along.y + vm * across.y },
    width: u1 - u0,
    height: v1 - v0,
  };
}

/** Corners of a rectangle leaning by `degrees`, clockwise from its top left. */
export function cornersOfRectangle({ centre, width, height }: Rectangle, degrees: number): Corners {
  const { along, across } = directions(degrees);
  const at = (a: number, b: number): Point => ({
    x: centre.x + (along.x * a * width + across.x * b * height) / 2,
    y: centre.y + (along.y * a * width + across.y * b * height) / 2,
  });
  return [at(-1, -1), at(1, -1), at(1, 1), at(-1, 1)];
}

export function boundsOf({ centre, width, height }: Rectangle, degrees: number): Box {
  const cos = Math.cos((degrees * Math.PI) / 180);
  const sin = Math.abs(Math.sin((degrees * Math.PI) / 180));
  const w = width * cos + height * sin;
  const h = width * sin + height * cos;
  return { x: centre.x - w / 2, y: centre.y - h / 2, width: w, height: h };
}

/** Unit vectors along the lines of text and down across them, in pixels of the original (y down). */
export function directions(degrees: number): { along: Point; across: Point } {
  const cos = Math.cos((degrees * Math.PI) / 180);
  const sin = Math.sin((degrees * Math.PI) / 180);
  return { along: { x: cos, y: -sin }, across: { x: sin, y: cos } };
}

/** The rectangle leaning by `degrees` whose bounding box is `box`; null where there is none (a long strip, a steep lean). */
function rectangleIn(box: Box, degrees: number): Rectangle | null {
  const cos = Math.cos((degrees * Math.PI) / 180);
  const sin = Math.abs(Math.sin((degrees * Math.PI) / 180));
  const scale = cos * cos - sin * sin;
  if (scale < 0.1) return null;
  const width = (box.width * cos - box.height * sin) / scale;
  const height = (box.height * cos - box.width * sin) / scale;
  if (width < 1 || height < 1) return null;
  return { centre: { x: box.x + box.width / 2, y: box.y + box.height / 2 }, width, height };
}

function cornersOf({ x, y, width, height }: Box): Point[] {
  return [
    { x, y },
    { x: x + width, y },
    { x: x + width, y: y + height },
    { x, y: y + height },
  ];
}

function distance(a: Point, b: Point): number {
  return Math.hypot(b.x - a.x, b.y - a.y);
}
