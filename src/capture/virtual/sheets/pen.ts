import type { SKRSContext2D } from '@napi-rs/canvas';
import { fontFamily, type Weight } from './fonts.ts';

/** Draws on one side of paper: all lengths in millimetres, origin at its top left corner as it reads. */
export type Pen = SKRSContext2D;

export interface Frame {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface TextStyle {
  /** Height of the em square. */
  readonly size?: number;
  readonly weight?: Weight;
  readonly colour?: string;
  readonly align?: 'left' | 'center' | 'right';
  /** Squeezed to this width where it is longer. */
  readonly maxWidth?: number;
}

export const ink = '#1c1c1e';
const defaultSize = 3.4;

/** One line of text, `y` at its baseline. */
export function text(pen: Pen, words: string, x: number, y: number, style: TextStyle = {}): void {
  setFont(pen, style);
  pen.textAlign = style.align ?? 'left';
  pen.textBaseline = 'alphabetic';
  pen.fillStyle = style.colour ?? ink;
  pen.fillText(words, x, y, style.maxWidth);
}

/** Text in the middle of a cell's height, kept within its width. */
export function cell(pen: Pen, words: string, frame: Frame, style: TextStyle = {}): void {
  const size = style.size ?? defaultSize;
  const padding = 1.2;
  const align = style.align ?? 'center';
  const x =
    align === 'center'
      ? frame.x + frame.width / 2
      : align === 'left'
        ? frame.x + padding
        : frame.x + frame.width - padding;
  // An ideograph of this font stands about 0.88 em above and 0.12 em below its baseline.
  const baseline = frame.y + frame.height / 2 + size * 0.37;
  text(pen, words, x, baseline, { ...style, align, maxWidth: frame.width - 2 * padding });
}

/** Characters one below the other, spread over the height of a cell. */
export function verticalCell(pen: Pen, words: string, frame: Frame, style: TextStyle = {}): void {
  const characters = [...words];
  const size = style.size ?? defaultSize;
  const step = Math.min(frame.height / characters.length, size * 1.5);
  const top = frame.y + (frame.height - step * characters.length) / 2;
  characters.forEach((character, index) => {
    cell(pen, character, { x: frame.x, y: top + index * step, width: frame.width, height: step }, style);
  });
}

/** Text broken to a width, character by character as Chinese is set; gives the baseline below its last line. */
export function paragraph(
  pen: Pen,
  words: string,
  frame: Omit<Frame, 'height'>,
  style: TextStyle & { lineHeight?: number } = {},
): number {
  const size = style.size ?? defaultSize;
  const lineHeight = style.lineHeight ?? size * 1.75;
  setFont(pen, style);
  let line = '';
  let y = frame.y;
  for (const character of words) {
    const isTooLong = pen.measureText(line + character).width > frame.width;
    // A line does not begin with a closing mark.
    if (isTooLong && !'，。；：、）》”'.includes(character)) {
      text(pen, line, frame.x, y, style);
      y += lineHeight;
      line = '';
    }
    line += character;
  }
  text(pen, line, frame.x, y, style);
  return y + lineHeight;
}

export function rule(
  pen: Pen,
  x1: number,
  y1: number,
  x2: number,
  y2: number,
  style: { width?: number; colour?: string } = {},
): void {
  pen.strokeStyle = style.colour ?? ink;
  pen.lineWidth = style.width ?? 0.25;
  pen.beginPath();
  pen.moveTo(x1, y1);
  pen.lineTo(x2, y2);
  pen.stroke();
}

export function box(pen: Pen, frame: Frame, style: { width?: number; colour?: string } = {}): void {
  pen.strokeStyle = style.colour ?? ink;
  pen.lineWidth = style.width ?? 0.25;
  pen.strokeRect(frame.x, frame.y, frame.width, frame.height);
}

/** Left edges of columns side by side from `x`, the right end last. */
export function columnEdges(x: number, widths: readonly number[]): number[] {
  const edges = [x];
  for (const width of widths) edges.push((edges.at(-1) ?? x) + width);
  return edges;
}

function setFont(pen: Pen, style: TextStyle): void {
  pen.font = `${style.size ?? defaultSize}px "${fontFamily(style.weight ?? 'Regular')}"`;
}
