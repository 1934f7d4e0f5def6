import {
  boundsOf,
  directions,
  type Rectangle,
  rectangleAround,
  type Size,
} from '../../domain/rules/kept-rectangle.ts';
import type { Box, Point } from '../../domain/units.ts';
import type { Component } from '../ink/components.ts';
import type { ReducedPage } from '../reduce/reduce-page.ts';
import type { Sheet, Thing } from './find-sheet.ts';
import { polygonOf } from './page-area.ts';

/** Paper kept around content where no edge of the sheet is seen. */
const marginMm = 3;
/** White around a small sheet is cut off only where content leaves clearly more than half of the frame empty. */
const smallSheet = 0.6;
/** Less content than this (millimetres, both ways) says nothing of the sheet it stands on: a page number, a signature. */
const leastContentMm = 35;
const whiteBedConfidence = 0.3;

export interface Crop {
  /** Bounding box of what is kept, in whole pixels of the source; null keeps the whole. */
  readonly box: Box | null;
  readonly confidence: number;
}

/** What is kept of a sheet seen against its bed: all of it, whatever else lies on the bed, and `marginMm` of the bed. */
export function cropToSheet(sheet: Sheet, degrees: number, reduced: ReducedPage, marginMm: number): Crop {
  const points: Point[] = [...sheet.outline];
  for (const other of sheet.others) points.push(...polygonOf(boxOf(other)));
  const kept = rectangleAround(points, degrees);
  const wider = widen(kept, degrees, (marginMm * reduced.dpi) / 25.4, reduced.frame);
  return { box: toSource(wider, degrees, reduced.factor), confidence: sheet.confidence };
}

/** More on each side, as far as there is any of the original. */
function widen(kept: Rectangle, degrees: number, margin: number, frame: Size): Rectangle {
  const { along, across } = directions(degrees);
  let wider = kept;
  for (const [right, down] of [
    [-1, 0],
    [1, 0],
    [0, -1],
    [0, 1],
  ] as const) {
    for (const by of [margin, margin / 2]) {
      const next = {
        centre: {
          x: wider.centre.x + ((along.x * right + across.x * down) * by) / 2,
          y: wider.centre.y + ((along.y * right + across.y * down) * by) / 2,
        },
        width: wider.width + Math.abs(right) * by,
        height: wider.height + Math.abs(down) * by,
      };
      if (by === 0 || overhang(next, degrees, frame) > overhang(wider, degrees, frame) + 0.01) continue;
      wider = next;
      break;
    }
  }
  return wider;
}

/** By how many pixels the bounding box leaves the frame, all sides together. */
function overhang(rectangle: Rectangle, degrees: number, frame: Size): number {
  const { x, y, width, height } = boundsOf(rectangle, degrees);
  return (
    Math.max(0, -x) +
    Math.max(0, -y) +
    Math.max(0, x + width - frame.width) +
    Math.max(0, y + height - frame.height)
  );
}

/**
 * On a white bed no edge is seen. A small sheet (a receipt on a flatbed) is cut out by its content with a margin, with
 * low confidence; anything that could be a page with wide margins is left whole.
 */
export function cropToContent(
  content: readonly Component[],
  frame: Size,
  degrees: number,
  dpi: number,
  factor: number,
): Crop {
  const whole = { box: null, confidence: 0 };
  if (content.length === 0) return whole;
  const mm = dpi / 25.4;
  const kept = rectangleAround(
    content.flatMap((component) => polygonOf(boxOf(component))),
    degrees,
  );
  const isSmall =
    kept.width < frame.width * smallSheet &&
    kept.width * kept.height < frame.width * frame.height * (smallSheet - 0.1);
  if (!isSmall || Math.min(kept.width, kept.height) < leastContentMm * mm) return whole;
  const margin = marginMm * mm * 2;
  const wider = { ...kept, width: kept.width + margin, height: kept.height + margin };
  return { box: toSource(wider, degrees, factor), confidence: whiteBedConfidence };
}

function boxOf(component: Thing): Box {
  return {
    x: component.left,
    y: component.top,
    width: component.right - component.left + 1,
    height: component.bottom - component.top + 1,
  };
}

function toSource(kept: Rectangle, degrees: number, factor: number): Box {
  const bounds = boundsOf(kept, degrees);
  const x = Math.round(bounds.x * factor);
  const y = Math.round(bounds.y * factor);
  return {
    x,
    y,
    width: Math.max(1, Math.round((bounds.x + bounds.width) * factor) - x),
    height: Math.max(1, Math.round((bounds.y + bounds.height) * factor) - y),
  };
}
