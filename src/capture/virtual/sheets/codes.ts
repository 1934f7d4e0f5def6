import bwipjs from 'bwip-js/node';
import qrcode from 'qrcode';
import { ink, type Pen } from './pen.ts';

/** A QR code of the given side length without its quiet zone, which the caller leaves white. */
export function drawQr(
  pen: Pen,
  words: string,
  x: number,
  y: number,
  size: number,
  colour: string = ink,
): void {
  const { modules } = qrcode.create(words, { errorCorrectionLevel: 'M' });
  const step = size / modules.size;
  pen.fillStyle = colour;
  // One path for all modules: filled one by one, their edges would show as fine lines when turned.
  pen.beginPath();
  for (let row = 0; row < modules.size; row += 1) {
    for (let column = 0; column < modules.size; column += 1) {
      if (modules.get(row, column)) pen.rect(x + column * step, y + row * step, step, step);
    }
  }
  pen.fill();
}

/** A Code 128 of the given width and height, without text and without its quiet zones. */
export function drawCode128(
  pen: Pen,
  words: string,
  x: number,
  y: number,
  width: number,
  height: number,
): void {
  const widths = barWidths(words);
  const step = width / widths.reduce((sum, bar) => sum + bar, 0);
  pen.fillStyle = ink;
  pen.beginPath();
  let left = x;
  widths.forEach((bar, index) => {
    if (index % 2 === 0) pen.rect(left, y, bar * step, height);
    left += bar * step;
  });
  pen.fill();
}

/** Bars and spaces in turn, in modules, a bar first. */
function barWidths(words: string): readonly number[] {
  const [symbol] = bwipjs.raw({ bcid: 'code128', text: words });
  if (!symbol || !('sbs' in symbol)) throw new Error(`no Code 128 for ${words}`);
  return Array.from(symbol.sbs as ArrayLike<number>);
}
