import type { Box, Corners, QuarterTurn } from '../../../domain/units.ts';

/* Placing a page on the canvas. Lengths are CSS pixels unless said otherwise. */

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Placement {
  readonly scale: number;
  /** Middle of the page from the middle of the canvas. */
  readonly x: number;
  readonly y: number;
}

export function turnedSize(size: Size, turn: QuarterTurn): Size {
  return turn % 180 === 0 ? size : { width: size.height, height: size.width };
}

/** Largest scale at which the whole page is seen; never above its own pixels twice over. */
export function fitScale(page: Size, canvas: Size, margin: Size): number {
  const scale = Math.min(
    (canvas.width - margin.width) / page.width,
    (canvas.height - margin.height) / page.height,
  );
  return Math.max(0.01, Math.min(2, scale));
}

/** Keeps the page from being pushed out of sight: an edge may come to the middle of the canvas, no further. */
export function held(place: Placement, page: Size, canvas: Size): Placement {
  const limit = (length: number, room: number) => Math.max(0, (length * place.scale - room) / 2 + room / 3);
  const x = limit(page.width, canvas.width);
  const y = limit(page.height, canvas.height);
  return { ...place, x: Math.min(x, Math.max(-x, place.x)), y: Math.min(y, Math.max(-y, place.y)) };
}

/** The page moved by a step of the keys: a third of what is seen, so that the eye finds the line it left. */
export function panned(
  place: Placement,
  step: { x: number; y: number },
  page: Size,
  canvas: Size,
): Placement {
  const x = place.x - (step.x * canvas.width) / 3;
  const y = place.y - (step.y * canvas.height) / 3;
  return held({ ...place, x, y }, page, canvas);
}

/** Another scale that leaves the point of the page under the pointer where it is; `x`, `y` from the middle of the canvas. */
export function zoomedAt(place: Placement, scale: number, x: number, y: number): Placement {
  const by = scale / place.scale;
  return { scale, x: x - (x - place.x) * by, y: y - (y - place.y) * by };
}

/**
 * The scale a turn of the wheel leads to. Two fingers drawn apart on a touchpad come as turns with Ctrl held, many and
 * small: each counts for more, so that the page keeps up with the fingers.
 */
export function wheelScale(
  scale: number,
  turn: { readonly deltaY: number; readonly ctrlKey: boolean },
  least: number,
  most: number,
): number {
  const by = Math.exp(-turn.deltaY * (turn.ctrlKey ? 0.01 : 0.0015));
  return Math.min(most, Math.max(least, scale * by));
}

/** The upright box around a code's corners, in pixels of the rendition. */
export function boxAround(corners: Corners): Box {
  const xs = corners.map((corner) => corner.x);
  const ys = corners.map((corner) => corner.y);
  const x = Math.min(...xs);
  const y = Math.min(...ys);
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}
