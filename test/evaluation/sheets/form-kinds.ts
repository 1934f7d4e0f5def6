import { line, seal, signature } from '../../imaging/draw-page.ts';
import { type Random, replay } from '../random.ts';
import { fontOf } from './faces.ts';
import { fillGrid, gridOf, paragraphs, ruleGrid } from './pieces.ts';
import { type Sheet, type SheetKind, type Spot, sheetOf } from './sheet.ts';
import { code128, qr } from './symbols.ts';
import { printFor } from './text-kinds.ts';
import { figure, wordOf } from './words.ts';

/* What passes through a finance department: invoices, forms, cover sheets. */

export const formKinds: readonly SheetKind[] = [
  { name: 'invoice', make: invoice },
  { name: 'coloured form', make: colouredForm },
  { name: 'cover', make: cover },
  { name: 'sealed letter', make: sealed },
  { name: 'halftone', make: halftone },
];

const red = ['#d2232a', '#c8343a', '#e04048', '#b8282e'];

/** Ruled in a colour, filled in black, a QR code at the top left, an oval or round seal over the print. */
function invoice(random: Random): Sheet {
  const start = replay(random);
  const height = random.pick([140, 297]);
  const rule = random.pick(['#8a4a20', '#9c5a2c', '#1f4aa0', '#b03a3a', '#222222']);
  const sealed = random.chance(0.7);
  const at: Spot = {
    x: random.between(130, 175),
    y: random.between(90, 118),
    radius: random.between(15, 20),
  };
  const code = `01,32,${random.whole(10_000_000, 99_999_999)},${random.whole(100, 99_999)}.${random.whole(10, 99)},20260${random.whole(1, 9)}11,,`;
  return sheetOf(
    'invoice',
    (sheet) => {
      const random = start();
      const print = printFor('han', random, 2.4, 3.2);
      qr(sheet, code, 12, 8, random.between(17, 22));
      sheet.fillStyle = rule;
      sheet.font = fontOf(print.face, 6.5);
      sheet.fillText('增值税电子普通发票', 70, 18);
      line(sheet, 66, 21, 144, 21);
      const grid = gridOf({ x: 10, y: 34, width: 190, height: 88 }, random.between(6, 9), random);
      const rows = grid.rows.filter((_, i) => i < 3 || random.chance(0.5));
      ruleGrid(sheet, { columns: grid.columns, rows }, rule, random.between(0.2, 0.45));
      fillGrid(sheet, print, grid, 0.6, random);
      paragraphs(sheet, print, { x: 14, y: 124, width: 120, height: 9 }, random);
      if (sealed) seal(sheet, at.x, at.y, at.radius, random.pick(red));
    },
    {
      height,
      isColoured: sealed || rule !== '#222222',
      codes: [code],
      seals: sealed ? [at] : [],
    },
  );
}

/** A form printed in a colour with tinted fields, filled in by hand or by machine. */
function colouredForm(random: Random): Sheet {
  const start = replay(random);
  const [rule, tint] = random.pick([
    ['#c04a6a', '#f6dfe4'],
    ['#2f6fb0', '#dbe8f4'],
    ['#3a8a4a', '#def0df'],
    ['#b07a20', '#f6ecd2'],
  ] as const);
  return sheetOf(
    'coloured form',
    (sheet) => {
      const random = start();
      const print = { ...printFor('han', random, 2.6, 3.6), ink: rule };
      sheet.font = fontOf(print.face, 7);
      sheet.fillStyle = rule;
      sheet.fillText('费用报销单', 80, 24);
      const grid = gridOf(
        { x: 14, y: 36, width: 182, height: random.between(100, 220) },
        random.between(8, 13),
        random,
      );
      sheet.fillStyle = tint;
      for (let r = 0; r + 1 < grid.rows.length; r += 2) {
        const [top = 0, bottom = 0] = [grid.rows[r], grid.rows[r + 1]];
        sheet.fillRect(14, top, 182, bottom - top);
      }
      ruleGrid(sheet, grid, rule, random.between(0.2, 0.4));
      fillGrid(sheet, print, grid, 0.35, random);
      fillGrid(sheet, printFor('han', random, 2.6, 3.6), grid, 0.35, random);
      signature(sheet, random.next, 130, 285);
    },
    { isColoured: true },
  );
}

/** A cover sheet: the bill number as Code128 or QR, large words, a few fields. */
function cover(random: Random): Sheet {
  const start = replay(random);
  const text = `CL-2026-${random.whole(100_000, 999_999)}`;
  const symbol = random.pick(['code128', 'qr', 'both'] as const);
  return sheetOf(
    'cover',
    (sheet) => {
      const random = start();
      const print = printFor('han', random, 3.4, 5);
      sheet.fillStyle = print.ink;
      sheet.font = fontOf(print.face, 9);
      sheet.fillText('报销封面', 24, 34);
      sheet.font = fontOf(print.face, print.size);
      sheet.fillText(text, 24, 48);
      // 13 modules a letter at about 0.3 to 0.5 mm each
      if (symbol !== 'qr') code128(sheet, text, 24, 60, random.between(60, 90), random.between(10, 18));
      if (symbol !== 'code128') qr(sheet, text, 150, 22, random.between(20, 32));
      const grid = gridOf({ x: 24, y: 95, width: 160, height: random.between(30, 90) }, 11, random);
      ruleGrid(sheet, grid, '#333', 0.3);
      fillGrid(sheet, print, grid, 0.7, random);
    },
    { codes: [text] },
  );
}

function sealed(random: Random): Sheet {
  const start = replay(random);
  const script = random.pick(['han', 'latin'] as const);
  const spots = Array.from({ length: random.whole(1, 3) }, () => ({
    x: random.between(45, 170),
    y: random.between(60, 250),
    radius: random.between(14, 21),
  }));
  return sheetOf(
    'sealed letter',
    (sheet) => {
      const random = start();
      paragraphs(
        sheet,
        printFor(script, random),
        { x: 22, y: 30, width: 166, height: random.between(80, 230) },
        random,
      );
      const colour = random.pick(red);
      sheet.save();
      sheet.globalAlpha = random.between(0.6, 0.95);
      for (const { x, y, radius } of spots) seal(sheet, x, y, radius, colour);
      sheet.restore();
    },
    { isColoured: true, seals: spots },
  );
}

/** Text on a ground of dots, and letters made of dots, as needle printers and copies have them. */
function halftone(random: Random): Sheet {
  const start = replay(random);
  return sheetOf('halftone', (sheet) => {
    const random = start();
    const pitch = random.between(0.7, 1.1);
    const radius = pitch * random.between(0.16, 0.3);
    sheet.fillStyle = random.pick(['#555', '#333', '#777']);
    const area = { x: 20, y: random.between(30, 60), width: 170, height: random.between(30, 80) };
    for (let y = area.y; y < area.y + area.height; y += pitch) {
      for (let x = area.x; x < area.x + area.width; x += pitch) {
        sheet.beginPath();
        sheet.arc(x, y, radius, 0, Math.PI * 2);
        sheet.fill();
      }
    }
    const print = printFor('han', random, 3.2, 4.2);
    paragraphs(sheet, print, { ...area, x: 26, width: 158 }, random);
    paragraphs(sheet, print, { x: 20, y: 160, width: 170, height: random.between(30, 110) }, random);
    sheet.fillStyle = print.ink;
    sheet.font = fontOf(print.face, 5);
    sheet.fillText(wordOf('han', random) + figure(random), 60, 22);
  });
}
