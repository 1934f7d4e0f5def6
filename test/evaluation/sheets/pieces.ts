import type { SKRSContext2D } from '@napi-rs/canvas';
import { line } from '../../imaging/draw-page.ts';
import type { Random } from '../random.ts';
import { fontOf, type Script } from './faces.ts';
import { figure, textOf, wordOf } from './words.ts';

/* Pieces sheets are put together from. Millimetres. Whatever is random is drawn from the one given. */

export interface Print {
  readonly script: Script;
  readonly face: string;
  /** Letter size, millimetres. */
  readonly size: number;
  readonly ink: string;
}

export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Running text from the top of an area down to its bottom, with paragraphs; answers where it ended. */
export function paragraphs(sheet: SKRSContext2D, print: Print, area: Area, random: Random): number {
  sheet.fillStyle = print.ink;
  sheet.font = fontOf(print.face, print.size);
  const pitch = print.size * random.between(1.25, 1.9);
  let y = area.y + print.size;
  for (; y < area.y + area.height; y += pitch) {
    const isLast = random.chance(0.18);
    const width = isLast ? area.width * random.between(0.15, 0.8) : area.width;
    sheet.fillText(lineOf(sheet, print.script, width, random), area.x, y);
    if (isLast) y += pitch * random.pick([0, 0.4, 1]);
  }
  return y;
}

/** One line of text, cut where it would pass `width`. */
export function lineOf(sheet: SKRSContext2D, script: Script, width: number, random: Random): string {
  let text = textOf(script, 12, random);
  while (sheet.measureText(text).width < width) text += textOf(script, 12, random);
  while (text.length > 1 && sheet.measureText(text).width > width) text = text.slice(0, -1);
  return text;
}

/** A word or a figure that fits a cell. */
export function cell(sheet: SKRSContext2D, print: Print, area: Area, random: Random): void {
  sheet.fillStyle = print.ink;
  sheet.font = fontOf(print.face, print.size);
  let text = random.chance(0.5) ? figure(random) : wordOf(print.script, random);
  while (text.length > 1 && sheet.measureText(text).width > area.width - 2) text = text.slice(0, -1);
  const room = area.width - 2 - sheet.measureText(text).width;
  sheet.fillText(
    text,
    area.x + 1 + random.pick([0, room / 2, room]),
    area.y + area.height / 2 + print.size * 0.36,
  );
}

export interface Grid {
  readonly columns: readonly number[];
  readonly rows: readonly number[];
}

/** Cells of uneven widths that fill an area. */
export function gridOf(area: Area, rowHeight: number, random: Random): Grid {
  const shares = Array.from({ length: random.whole(3, 8) }, () => random.between(0.5, 2));
  const sum = shares.reduce((a, b) => a + b, 0);
  const columns = [area.x];
  for (const share of shares) columns.push((columns.at(-1) ?? 0) + (share / sum) * area.width);
  const rows: number[] = [];
  for (let y = area.y; y <= area.y + area.height; y += rowHeight) rows.push(y);
  return { columns, rows };
}

export function fillGrid(
  sheet: SKRSContext2D,
  print: Print,
  { columns, rows }: Grid,
  share: number,
  random: Random,
): void {
  for (let r = 0; r + 1 < rows.length; r++) {
    for (let c = 0; c + 1 < columns.length; c++) {
      if (!random.chance(share)) continue;
      const [x = 0, right = 0] = [columns[c], columns[c + 1]];
      const [y = 0, bottom = 0] = [rows[r], rows[r + 1]];
      cell(sheet, print, { x, y, width: right - x, height: bottom - y }, random);
    }
  }
}

export function ruleGrid(sheet: SKRSContext2D, { columns, rows }: Grid, colour: string, width: number): void {
  const [left = 0, right = 0, top = 0, bottom = 0] = [columns[0], columns.at(-1), rows[0], rows.at(-1)];
  sheet.strokeStyle = colour;
  sheet.lineWidth = width;
  for (const y of rows) line(sheet, left, y, right, y);
  for (const x of columns) line(sheet, x, top, x, bottom);
}

/** A line as a hand writes it: strokes that rise, fall and wander off the straight. */
export function handwriting(sheet: SKRSContext2D, area: Area, ink: string, random: Random): void {
  sheet.strokeStyle = ink;
  sheet.lineCap = 'round';
  sheet.lineJoin = 'round';
  sheet.lineWidth = random.between(0.3, 0.6);
  const slope = random.between(-0.012, 0.012);
  const step = area.height * random.between(0.35, 0.6);
  for (let x = area.x; x < area.x + area.width; ) {
    const strokes = random.whole(2, 9);
    sheet.beginPath();
    for (let i = 0; i < strokes && x < area.x + area.width; i++, x += step * random.between(0.5, 1.2)) {
      const y = area.y + area.height + (x - area.x) * slope;
      const up = area.height * (random.chance(0.2) ? 1 : random.between(0.4, 0.6));
      if (i === 0) sheet.moveTo(x, y);
      sheet.bezierCurveTo(
        x + step * 0.1,
        y - up * random.between(0.9, 1.3),
        x + step * random.between(0.4, 0.9),
        y - up * random.between(0.7, 1.2),
        x + step * random.between(0.3, 0.7),
        y + random.between(-0.1, 0.08) * area.height,
      );
    }
    sheet.stroke();
    x += area.height * random.between(0.3, 0.9);
  }
}
