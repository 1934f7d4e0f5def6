import { said, saidChild } from './draw-params.ts';
import { inkOf } from './ink.ts';
import { pathOf } from './path-data.ts';
import type { Scene } from './scene.ts';
import { flagOr, numberOr, numbersIn } from './values.ts';
import { attribute, textIn, type XmlElement } from './xml.ts';

const usualLine = 0.353;
/** A line thinner than a hair still has to be seen. */
const hairPixels = 1;

/** Draws a path object; the canvas stands in its coordinates. */
export function drawPath(scene: Scene, object: XmlElement, by: readonly XmlElement[]): void {
  const { canvas } = scene;
  const path = pathOf(textIn(object, 'AbbreviatedData'));
  const fill = saidChild(by, 'FillColor');
  if (fill && flagOr(attribute(object, 'Fill'), false)) {
    canvas.fillStyle = inkOf(scene, fill);
    canvas.fill(path, /^even-?odd$/i.test(attribute(object, 'Rule')) ? 'evenodd' : 'nonzero');
  }
  if (!flagOr(attribute(object, 'Stroke'), true)) return;
  const stroke = saidChild(by, 'StrokeColor');
  canvas.strokeStyle = stroke ? inkOf(scene, stroke) : 'black';
  canvas.lineWidth = Math.max(lineWidthOf(by), hairPixels / pixelsPerUnit(scene));
  canvas.lineCap = capOf(said(by, 'Cap'));
  canvas.lineJoin = joinOf(said(by, 'Join'));
  canvas.miterLimit = numberOr(said(by, 'MiterLimit'), 4.234);
  const dashes = numbersIn(said(by, 'DashPattern'));
  canvas.setLineDash(dashes.some((dash) => dash > 0) ? dashes.map((dash) => Math.max(0, dash)) : []);
  canvas.lineDashOffset = numberOr(said(by, 'DashOffset'), 0);
  canvas.stroke(path);
}

export function lineWidthOf(by: readonly XmlElement[]): number {
  return Math.max(0, numberOr(said(by, 'LineWidth'), usualLine));
}

function pixelsPerUnit(scene: Scene): number {
  const { a, b, c, d } = scene.canvas.getTransform();
  return Math.sqrt(Math.abs(a * d - b * c)) || 1;
}

function capOf(text: string): 'butt' | 'round' | 'square' {
  if (/^round$/i.test(text)) return 'round';
  return /^square$/i.test(text) ? 'square' : 'butt';
}

function joinOf(text: string): 'miter' | 'round' | 'bevel' {
  if (/^round$/i.test(text)) return 'round';
  return /^bevel$/i.test(text) ? 'bevel' : 'miter';
}
