import type { SKRSContext2D } from '@napi-rs/canvas';
import { type Draw, line } from './draw-page.ts';
import type { Face } from './orientation-fonts.ts';
import { pick, type Random, type Style, someText } from './orientation-texts.ts';

/* Sheets for the quarter turns: `scraps` to learn from; the other kinds only to judge by. Upright, A5 in millimetres. */

export const sheetMm = { width: 148, height: 210 } as const;
const mmPerPoint = 25.4 / 72;
const margin = 12;

/** What a sheet is printed in. */
export interface Print {
  readonly face: Face;
  readonly style: Style;
  /** Letter size. */
  readonly points: number;
}

export type Kind = 'scraps' | 'letter' | 'short letter' | 'table' | 'list' | 'form' | 'receipt' | 'invoice';

export function drawSheet(kind: Kind, print: Print): Draw {
  return (sheet, random) => {
    sheet.lineWidth = 0.25;
    sheet.strokeStyle = '#333';
    setFont(sheet, print, 1);
    drawings[kind](sheet, print, random);
  };
}

type Drawing = (sheet: SKRSContext2D, print: Print, random: Random) => void;

const drawings: { readonly [K in Kind]: Drawing } = {
  scraps,
  letter: (sheet, print, random) => paragraphs(sheet, print, random, 12 + Math.floor(random() * 20)),
  'short letter': (sheet, print, random) => paragraphs(sheet, print, random, 5 + Math.floor(random() * 5)),
  table,
  list,
  form,
  receipt,
  invoice,
};

function setFont(sheet: SKRSContext2D, { face, points }: Print, times: number): number {
  const size = points * mmPerPoint * times;
  sheet.font = `${size}px "${face.name}"`;
  return size;
}

/** A text that fills `width`, cut where it ends. */
function textOf(sheet: SKRSContext2D, { face, style }: Print, width: number, random: Random): string {
  const text = someText(style, face.repertoire, 8, random);
  const each = sheet.measureText(text).width / text.length;
  let full = text + someText(style, face.repertoire, Math.max(0, width / each - text.length), random);
  while (full.length > 1 && sheet.measureText(full).width > width) full = full.slice(0, -1);
  return full;
}

/** Words and numbers strewn over the page in blocks of a few lines, in one to three columns; some with rules. */
function scraps(sheet: SKRSContext2D, print: Print, random: Random): void {
  const columns = 1 + Math.floor(random() * 3);
  const wide = (sheetMm.width - 2 * margin) / columns;
  for (let column = 0; column < columns; column++) {
    for (let y = margin + 5; y < sheetMm.height - margin; ) {
      const times = random() < 0.15 ? 1 + random() * 0.8 : 1;
      const style =
        random() < 0.75 ? print.style : pick(['digits', 'upper', 'han', 'latin'] as const, random);
      const size = setFont(sheet, print, times);
      const pitch = size * (1.25 + random() * 0.9);
      const width = (wide - 6) * (random() < 0.5 ? 1 : 0.3 + 0.7 * random());
      for (let k = 1 + Math.floor(random() * 6); k > 0 && y < sheetMm.height - margin; k--, y += pitch) {
        sheet.fillText(textOf(sheet, { ...print, style }, width, random), margin + column * wide, y);
      }
      if (random() < 0.3)
        line(sheet, margin + column * wide, y - pitch * 0.6, margin + column * wide + wide, y - pitch * 0.6);
      y += random() * 8;
    }
  }
}

function paragraphs(sheet: SKRSContext2D, print: Print, random: Random, lines: number): void {
  const size = setFont(sheet, print, 1.6);
  sheet.fillText(textOf(sheet, print, 40 + random() * 30, random), 45, 22);
  setFont(sheet, print, 1);
  for (let i = 0; i < lines; i++) {
    const width = (sheetMm.width - 2 * margin) * (random() < 0.2 ? 0.2 + random() * 0.7 : 1);
    sheet.fillText(textOf(sheet, print, width, random), margin, 34 + i * size * 1.05);
  }
}

function table(sheet: SKRSContext2D, print: Print, random: Random): void {
  const high = print.points * mmPerPoint * 1.9;
  const rows = 7 + Math.floor(random() * 12);
  const edges = [0, 1, 2, 3, 4].map((i) => margin + (i * (sheetMm.width - 2 * margin)) / 4);
  for (let r = 0; r <= rows; r++) line(sheet, margin, 20 + r * high, sheetMm.width - margin, 20 + r * high);
  for (const x of edges) line(sheet, x, 20, x, 20 + rows * high);
  const styles = [print.style, print.style, 'digits', 'digits'] as const;
  for (let r = 0; r < rows; r++) {
    for (const [i, style] of styles.entries()) {
      const text = textOf(sheet, { ...print, style }, 12 + random() * 12, random).trim();
      sheet.fillText(text, (edges[i] as number) + 2, 20 + (r + 0.7) * high);
    }
  }
}

/** Columns that say the same again and again. */
function list(sheet: SKRSContext2D, print: Print, random: Random): void {
  const names = [0, 1, 2, 3, 4, 5].map(() => textOf(sheet, print, 24, random));
  const places = [0, 1, 2].map(() => textOf(sheet, print, 16, random));
  const high = print.points * mmPerPoint * 1.8;
  for (let r = 0, y = 25; r < 20 && y < sheetMm.height - margin; r++, y += high) {
    sheet.fillText(String(r + 1), margin, y);
    sheet.fillText(pick(names, random), 22, y);
    sheet.fillText(pick(places, random), 55, y);
    sheet.fillText(`2026-03-${10 + Math.floor(random() * 20)}`, 80, y);
    sheet.fillText((random() * 900).toFixed(2), 110, y);
  }
}

/** Labels with rules to write on, half of them filled in. */
function form(sheet: SKRSContext2D, print: Print, random: Random): void {
  setFont(sheet, print, 1.5);
  sheet.fillText(textOf(sheet, print, 60, random), 40, 22);
  const size = setFont(sheet, print, 1);
  for (let y = 36; y < sheetMm.height - margin; y += size * 2.2) {
    for (const x of [margin, 80]) {
      const label = textOf(sheet, print, 10 + random() * 12, random).trim();
      sheet.fillText(label, x, y);
      line(sheet, x + 26, y + 1, x + 58, y + 1);
      if (random() < 0.5) {
        const style = random() < 0.5 ? 'digits' : print.style;
        sheet.fillText(textOf(sheet, { ...print, style }, 8 + random() * 20, random).trim(), x + 28, y);
      }
    }
  }
}

function receipt(sheet: SKRSContext2D, print: Print, random: Random): void {
  const width = 58;
  const size = setFont(sheet, print, 1);
  sheet.fillText(textOf(sheet, print, 30, random), 54, 20);
  const rows = 8 + Math.floor(random() * 14);
  for (let i = 0; i < rows; i++) {
    const y = 30 + i * size * 1.5;
    sheet.fillText(textOf(sheet, print, 12 + random() * 20, random).trim(), 40, y);
    const amount = (random() * 200).toFixed(2);
    sheet.fillText(amount, 40 + width - sheet.measureText(amount).width, y);
  }
}

function invoice(sheet: SKRSContext2D, print: Print, random: Random): void {
  setFont(sheet, print, 1.8);
  sheet.fillText(textOf(sheet, print, 60, random), 44, 20);
  const size = setFont(sheet, print, 1);
  for (let i = 0; i < 3; i++) {
    sheet.fillText(textOf(sheet, { ...print, style: 'digits' }, 26, random), 105, 28 + i * size * 1.4);
    sheet.fillText(textOf(sheet, print, 24 + random() * 40, random), margin, 28 + i * size * 1.4);
  }
  const high = size * 1.7;
  sheet.strokeRect(margin, 48, sheetMm.width - 2 * margin, high * 10);
  for (const x of [50, 72, 92, 112]) line(sheet, x, 48, x, 48 + high * 8);
  line(sheet, margin, 48 + high, sheetMm.width - margin, 48 + high);
  line(sheet, margin, 48 + high * 8, sheetMm.width - margin, 48 + high * 8);
  const rows = 2 + Math.floor(random() * 5);
  for (let r = 0; r <= rows; r++) {
    const y = 48 + (r + 0.75) * high;
    sheet.fillText(textOf(sheet, print, 18 + random() * 16, random), margin + 1, y);
    for (const x of [52, 74, 94, 114]) {
      const style = r === 0 ? print.style : 'digits';
      sheet.fillText(textOf(sheet, { ...print, style }, 8 + random() * 9, random).trim(), x, y);
    }
  }
  sheet.fillText(textOf(sheet, print, 60 + random() * 50, random), margin + 1, 48 + high * 9);
}
