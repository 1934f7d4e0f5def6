import type { Recipe, RecipeChange } from '../../../domain/reading.ts';
import {
  cornersOfRectangle,
  directions,
  isQuad,
  keptRectangle,
  type Rectangle,
  rectangleAround,
  type Size,
} from '../../../domain/rules/kept-rectangle.ts';
import type { Box, Corners, Point } from '../../../domain/units.ts';

/** What is being drawn by hand over the original, in its pixels. */
export type Draft =
  | {
      readonly shape: 'rectangle';
      readonly rectangle: Rectangle;
      /** Lean, degrees, counter-clockwise positive. */
      readonly degrees: number;
      /** `whole`: nothing is cut off at any angle. */
      readonly extent: 'whole' | 'drawn';
    }
  | { readonly shape: 'corners'; readonly corners: Corners };

export const cornerHandles = ['topLeft', 'topRight', 'bottomRight', 'bottomLeft'] as const;
export const edgeHandles = ['top', 'right', 'bottom', 'left'] as const;
export type Handle = 'whole' | 'turn' | (typeof cornerHandles)[number] | (typeof edgeHandles)[number];

/** Less than this of a page is nothing that is kept on purpose; pixels. */
const leastSide = 24;
/** What a recipe may lean by, degrees. */
const mostDegrees = 45;

/** In the order in which Tab goes round. */
export function handlesOf(draft: Draft): readonly Handle[] {
  if (draft.shape === 'corners') return ['whole', ...cornerHandles];
  const [a, b, c, d] = cornerHandles;
  return ['whole', 'turn', a, 'top', b, 'right', c, 'bottom', d, 'left'];
}

export function draftOf(recipe: Recipe, original: Size): Draft {
  const corners = recipe.corners.value;
  if (corners && isQuad(corners)) return { shape: 'corners', corners };
  return {
    shape: 'rectangle',
    rectangle: keptRectangle(recipe, original),
    degrees: recipe.skewDeg.value,
    extent: recipe.crop.value === null ? 'whole' : 'drawn',
  };
}

/** The four points that become the corners of the rendition, clockwise from the top left. */
export function cornersOfDraft(draft: Draft): Corners {
  return draft.shape === 'corners' ? draft.corners : cornersOfRectangle(draft.rectangle, draft.degrees);
}

/** The draft with one handle moved by so many pixels of the original; unchanged where that would be no page. */
export function moved(draft: Draft, handle: Handle, by: Point, original: Size): Draft {
  if (draft.shape === 'corners') return movedCorners(draft.corners, handle, by, original);
  if (handle === 'turn') return draft;
  const { rectangle, degrees } = draft;
  const { along, across } = directions(degrees);
  const u = by.x * along.x + by.y * along.y;
  const v = by.x * across.x + by.y * across.y;
  if (handle === 'whole') {
    const centre = within({ x: rectangle.centre.x + by.x, y: rectangle.centre.y + by.y }, original);
    return { ...draft, extent: 'drawn', rectangle: { ...rectangle, centre } };
  }
  const sides = sidesOf(handle);
  const most = Math.hypot(original.width, original.height);
  const width = bounded(rectangle.width + sides.x * u, most);
  const height = bounded(rectangle.height + sides.y * v, most);
  const du = (sides.x * (width - rectangle.width)) / 2;
  const dv = (sides.y * (height - rectangle.height)) / 2;
  const centre = {
    x: rectangle.centre.x + along.x * du + across.x * dv,
    y: rectangle.centre.y + along.y * du + across.y * dv,
  };
  return { ...draft, extent: 'drawn', rectangle: { centre, width, height } };
}

/** Leans by so much more, about its middle. What keeps the whole original goes on keeping it. */
export function leant(draft: Draft, by: number, original: Size): Draft {
  if (draft.shape === 'corners') return leantCorners(draft.corners, by, original);
  const degrees = rounded(Math.max(-mostDegrees, Math.min(mostDegrees, draft.degrees + by)));
  if (draft.extent === 'drawn') return { ...draft, degrees };
  return { ...draft, degrees, rectangle: rectangleAround(cornersOf(original), degrees) };
}

/** Four free corners, or the rectangle around them with the lean of their upper edge. */
export function reshaped(draft: Draft, original: Size): Draft {
  if (draft.shape === 'rectangle') {
    const corners = mapped(cornersOfDraft(draft), (corner) => within(corner, original));
    return isQuad(corners) ? { shape: 'corners', corners } : draft;
  }
  const degrees = leanOf(draft);
  const rectangle = rectangleAround(draft.corners, degrees);
  return { shape: 'rectangle', rectangle, degrees, extent: 'drawn' };
}

/** Lean of the upper and lower edge together, degrees, counter-clockwise positive. */
export function leanOf(draft: Draft): number {
  if (draft.shape === 'rectangle') return draft.degrees;
  const [a, b, c, d] = draft.corners;
  const lean = (Math.atan2(-(b.y - a.y + c.y - d.y), b.x - a.x + c.x - d.x) * 180) / Math.PI;
  return rounded(Math.max(-mostDegrees, Math.min(mostDegrees, lean)));
}

/**
 * What makes a recipe keep just this. A crop a person drew is kept to its last corner, so the box set is the upright one
 * that the leaning rectangle just holds; where there is none (a strip that leans) the four corners say it.
 */
export function changeOf(draft: Draft): RecipeChange {
  if (draft.shape === 'corners') return { corners: draft.corners };
  const { rectangle, degrees, extent } = draft;
  if (extent === 'whole') return { corners: null, crop: null, skewDeg: degrees };
  const crop = boxInside(rectangle, degrees);
  return crop ? { corners: null, crop, skewDeg: degrees } : { corners: cornersOfDraft(draft) };
}

/** Upright box of which the leaning rectangle is the smallest around it; null where there is none. */
export function boxInside({ centre, width, height }: Rectangle, degrees: number): Box | null {
  const cos = Math.cos((degrees * Math.PI) / 180);
  const sin = Math.abs(Math.sin((degrees * Math.PI) / 180));
  const scale = cos * cos - sin * sin;
  if (scale < 0.1) return null;
  const w = (width * cos - height * sin) / scale;
  const h = (height * cos - width * sin) / scale;
  return w < 1 || h < 1 ? null : { x: centre.x - w / 2, y: centre.y - h / 2, width: w, height: h };
}

function movedCorners(corners: Corners, handle: Handle, by: Point, original: Size): Draft {
  const next = mapped(corners, (corner, at) =>
    handle === 'whole' || handle === cornerHandles[at]
      ? within({ x: corner.x + by.x, y: corner.y + by.y }, original)
      : corner,
  );
  return { shape: 'corners', corners: isQuad(next) ? next : corners };
}

function leantCorners(corners: Corners, by: number, original: Size): Draft {
  const middle = {
    x: corners.reduce((sum, { x }) => sum + x / 4, 0),
    y: corners.reduce((sum, { y }) => sum + y / 4, 0),
  };
  const { along, across } = directions(by);
  const next = mapped(corners, ({ x, y }) =>
    within(
      {
        x: middle.x + along.x * (x - middle.x) + across.x * (y - middle.y),
        y: middle.y + along.y * (x - middle.x) + across.y * (y - middle.y),
      },
      original,
    ),
  );
  return { shape: 'corners', corners: isQuad(next) ? next : corners };
}

/** Which sides a handle moves: -1 the left or upper one, 1 the other. */
function sidesOf(handle: Handle): Point {
  const x = /left/i.test(handle) ? -1 : /right/i.test(handle) ? 1 : 0;
  const y = /top/i.test(handle) ? -1 : /bottom/i.test(handle) ? 1 : 0;
  return { x, y };
}

function mapped(corners: Corners, map: (corner: Point, at: number) => Point): Corners {
  return [map(corners[0], 0), map(corners[1], 1), map(corners[2], 2), map(corners[3], 3)];
}

function cornersOf({ width, height }: Size): Corners {
  return cornersOfRectangle({ centre: { x: width / 2, y: height / 2 }, width, height }, 0);
}

function within({ x, y }: Point, { width, height }: Size): Point {
  return { x: Math.max(0, Math.min(width, x)), y: Math.max(0, Math.min(height, y)) };
}

function bounded(side: number, most: number): number {
  return Math.max(Math.min(leastSide, most), Math.min(most, side));
}

/** A hundredth of a degree moves an A4 page by half a pixel at 300 dpi. */
function rounded(degrees: number): number {
  return Math.round(degrees * 100) / 100;
}
