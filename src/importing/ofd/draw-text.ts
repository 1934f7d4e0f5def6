import type { SKRSContext2D } from '@napi-rs/canvas';
import { said, saidChild } from './draw-params.ts';
import { type Face, type Outline, outlineSize } from './faces.ts';
import { inkOf } from './ink.ts';
import type { Scene } from './scene.ts';
import { type PlacedSign, runsOf } from './text-layout.ts';
import { flagOr, numberOr } from './values.ts';
import { attribute, type XmlElement } from './xml.ts';

const boldFrom = 600;
/** Lean of our fonts, which have no italics. */
const slant = -0.21;

interface Hand {
  readonly face: Face;
  readonly size: number;
  readonly across: number;
  /** Degrees each sign is turned by, clockwise. */
  readonly turn: number;
  /** Degrees a run without offsets goes on in. */
  readonly reading: number;
  readonly isFilled: boolean;
  readonly isStroked: boolean;
}

/** Draws a text object; the canvas stands in its coordinates. */
export async function drawText(scene: Scene, object: XmlElement, by: readonly XmlElement[]): Promise<void> {
  const size = numberOr(attribute(object, 'Size'), 0);
  if (size <= 0) return;
  const isBold = numberOr(attribute(object, 'Weight'), 400) >= boldFrom;
  const isItalic = flagOr(attribute(object, 'Italic'), false);
  const font = scene.resources.fonts.get(said(by, 'Font'));
  const hand: Hand = {
    face: await scene.faces.faceOf(font, isBold, isItalic),
    size,
    across: numberOr(attribute(object, 'HScale'), 1),
    turn: numberOr(attribute(object, 'CharDirection'), 0),
    reading: numberOr(attribute(object, 'ReadDirection'), 0),
    isFilled: flagOr(attribute(object, 'Fill'), true),
    isStroked: flagOr(attribute(object, 'Stroke'), false),
  };
  const { canvas } = scene;
  const fill = saidChild(by, 'FillColor');
  const stroke = saidChild(by, 'StrokeColor');
  canvas.fillStyle = fill ? inkOf(scene, fill) : 'black';
  canvas.strokeStyle = stroke ? inkOf(scene, stroke) : 'black';
  canvas.lineWidth = numberOr(said(by, 'LineWidth'), 0.353);
  for (const run of runsOf(object)) drawRun(scene, run, hand);
}

function drawRun(scene: Scene, run: readonly PlacedSign[], hand: Hand): void {
  let [aheadX, aheadY] = [0, 0];
  const radians = (hand.reading * Math.PI) / 180;
  for (const sign of run) {
    scene.budget.spend();
    const { canvas } = scene;
    canvas.save();
    canvas.translate(sign.x + aheadX, sign.y + aheadY);
    if (hand.turn !== 0) canvas.rotate((hand.turn * Math.PI) / 180);
    if (hand.across !== 1) canvas.scale(hand.across, 1);
    const width = drawSign(scene, sign, hand) * hand.across;
    canvas.restore();
    if (sign.isFollowed) continue;
    aheadX += width * Math.cos(radians);
    aheadY += width * Math.sin(radians);
  }
}

/** Draws one sign at the origin; gives how wide it is. */
function drawSign(scene: Scene, { text, glyph }: PlacedSign, hand: Hand): number {
  const { outlines } = hand.face;
  const own = outlines ? (glyph ?? outlines.glyphOf(text)) : 0;
  const outline = outlines && (glyph !== null || own !== 0) ? outlines.outline(own) : null;
  return outline ? drawOutline(scene.canvas, outline, hand) : drawReplaced(scene, text, hand);
}

function drawOutline(canvas: SKRSContext2D, outline: Outline, hand: Hand): number {
  const scale = hand.size / outlineSize;
  canvas.save();
  canvas.scale(scale, scale);
  if (hand.isFilled) canvas.fill(outline.path);
  if (hand.isStroked) {
    canvas.lineWidth /= scale;
    canvas.stroke(outline.path);
  }
  canvas.restore();
  return outline.advance * scale;
}

function drawReplaced(scene: Scene, text: string, hand: Hand): number {
  const { canvas } = scene;
  canvas.font = `${hand.size}px ${hand.face.family}`;
  if (text.trim() !== '') {
    scene.warnings.add('font-replaced');
    if (hand.face.isSlanted) canvas.transform(1, 0, slant, 1, 0, 0);
    if (hand.isFilled) canvas.fillText(text, 0, 0);
    if (hand.isStroked) canvas.strokeText(text, 0, 0);
  }
  return canvas.measureText(text).width;
}
