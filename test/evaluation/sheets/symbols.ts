import type { SKRSContext2D } from '@napi-rs/canvas';
import bwipjs from 'bwip-js/node';
import { create as createQr } from 'qrcode';

/* Barcodes, drawn as shapes so that they are sharp at any angle. Quiet zones are the sheet's affair. */

/** A QR code of `side` millimetres, quiet zone not counted. */
export function qr(sheet: SKRSContext2D, text: string, x: number, y: number, side: number): void {
  const { modules } = createQr(text, { errorCorrectionLevel: 'M' });
  const step = side / modules.size;
  sheet.fillStyle = '#151515';
  sheet.beginPath();
  for (let row = 0; row < modules.size; row++) {
    for (let column = 0; column < modules.size; column++) {
      if (modules.get(row, column)) sheet.rect(x + column * step, y + row * step, step, step);
    }
  }
  sheet.fill();
}

/** A Code128 symbol of the given size, quiet zone not counted. */
export function code128(
  sheet: SKRSContext2D,
  text: string,
  x: number,
  y: number,
  width: number,
  height: number,
): void {
  const runs = runsOf128(text);
  const step = width / runs.reduce((a, b) => a + b, 0);
  sheet.fillStyle = '#151515';
  let at = x;
  runs.forEach((run, i) => {
    if (i % 2 === 0) sheet.fillRect(at, y, run * step, height);
    at += run * step;
  });
}

/** Modules along the side of the QR code of a text. */
export function modulesOfQr(text: string): number {
  return createQr(text, { errorCorrectionLevel: 'M' }).modules.size;
}

/** Modules along the Code128 symbol of a text. */
export function modulesOf128(text: string): number {
  return runsOf128(text).reduce((a, b) => a + b, 0);
}

function runsOf128(text: string): readonly number[] {
  const [symbol] = bwipjs.raw({ bcid: 'code128', text }) as readonly { readonly sbs?: readonly number[] }[];
  return symbol?.sbs ?? [];
}
