import { type Random, replay } from '../random.ts';
import { faceFor, fontOf, type Script } from './faces.ts';
import { fillGrid, gridOf, handwriting, type Print, paragraphs, ruleGrid } from './pieces.ts';
import { type Sheet, type SheetKind, sheetOf } from './sheet.ts';
import { wordOf } from './words.ts';

/* Letters, reports, tables, receipts. */

export const textKinds: readonly SheetKind[] = [
  { name: 'han letter', make: (random) => letter('han letter', 'han', random) },
  { name: 'latin letter', make: (random) => letter('latin letter', 'latin', random) },
  { name: 'mixed letter', make: mixed },
  { name: 'two columns', make: columns },
  { name: 'ruled table', make: (random) => table('ruled table', 'ruled', random) },
  { name: 'table without rules', make: (random) => table('table without rules', 'open', random) },
  { name: 'receipt', make: receipt },
  { name: 'handwriting', make: hand },
];

const inks = ['#0c0c0c', '#1c1c1c', '#2c2c2c', '#444444', '#5a5a5a'];

export function printFor(script: Script, random: Random, small = 2.6, large = 4.4): Print {
  return {
    script,
    face: faceFor(script, random),
    size: random.between(small, large),
    ink: random.pick(inks),
  };
}

function letter(kind: string, script: Script, random: Random): Sheet {
  const start = replay(random);
  return sheetOf(kind, (sheet) => {
    const random = start();
    const print = printFor(script, random);
    const left = random.between(14, 30);
    const width = 210 - left - random.between(14, 30);
    sheet.fillStyle = print.ink;
    sheet.font = fontOf(print.face, print.size * random.between(1.3, 2.2));
    sheet.fillText(wordOf(script, random) + wordOf(script, random), left + random.between(0, 60), 26);
    paragraphs(sheet, print, { x: left, y: 36, width, height: random.between(60, 235) }, random);
  });
}

function mixed(random: Random): Sheet {
  const start = replay(random);
  return sheetOf('mixed letter', (sheet) => {
    const random = start();
    const x = random.between(14, 28);
    const width = 210 - 2 * x;
    const end = paragraphs(sheet, printFor('han', random), { x, y: 25, width, height: 70 }, random);
    const last = paragraphs(sheet, printFor('latin', random), { x, y: end + 5, width, height: 60 }, random);
    const area = { x, y: last + 4, width, height: 270 - last };
    const grid = gridOf(area, random.between(6, 10), random);
    if (random.chance(0.5)) ruleGrid(sheet, grid, '#333', random.between(0.15, 0.4));
    fillGrid(sheet, printFor('han', random, 2.4, 3.4), grid, 0.8, random);
  });
}

function columns(random: Random): Sheet {
  const start = replay(random);
  const script = random.pick(['han', 'latin'] as const);
  return sheetOf('two columns', (sheet) => {
    const random = start();
    const print = printFor(script, random, 2.3, 3.2);
    paragraphs(sheet, print, { x: 16, y: 20, width: 84, height: random.between(150, 250) }, random);
    paragraphs(sheet, print, { x: 110, y: 20, width: 84, height: random.between(100, 250) }, random);
  });
}

function table(kind: string, rules: 'ruled' | 'open', random: Random): Sheet {
  const start = replay(random);
  const script = random.pick(['han', 'latin'] as const);
  return sheetOf(kind, (sheet) => {
    const random = start();
    const print = printFor(script, random, 2.4, 3.6);
    const x = random.between(10, 25);
    const top = paragraphs(
      sheet,
      print,
      { x, y: 18, width: 210 - 2 * x, height: random.between(8, 30) },
      random,
    );
    const area = { x, y: top + 4, width: 210 - 2 * x, height: random.between(60, 270 - top) };
    const grid = gridOf(area, random.between(5.5, 12), random);
    if (rules === 'ruled')
      ruleGrid(sheet, grid, random.pick(['#111', '#444', '#888']), random.between(0.1, 0.5));
    fillGrid(sheet, print, grid, random.between(0.4, 0.95), random);
  });
}

function receipt(random: Random): Sheet {
  const start = replay(random);
  const width = random.pick([57, 76, 80]);
  const height = random.between(110, 280);
  const draw = sheetOf(
    'receipt',
    (sheet) => {
      const random = start();
      const print = printFor(random.pick(['han', 'latin'] as const), random, 2.2, 3);
      const end = paragraphs(sheet, print, { x: 4, y: 6, width: width - 8, height: 22 }, random);
      const area = { x: 4, y: end + 2, width: width - 8, height: height - end - 30 };
      const grid = gridOf(area, random.between(4, 5.5), random);
      fillGrid(sheet, print, { ...grid, columns: [4, width * 0.6, width - 4] }, 0.9, random);
      paragraphs(sheet, print, { x: 4, y: height - 22, width: width - 8, height: 12 }, random);
    },
    { width, height },
  );
  return draw;
}

function hand(random: Random): Sheet {
  const start = replay(random);
  const ink = random.pick(['#1b2f8f', '#222222', '#101010', '#30458f']);
  return sheetOf(
    'handwriting',
    (sheet) => {
      const random = start();
      const pitch = random.between(8, 13);
      for (let y = 30; y < random.between(150, 260); y += pitch) {
        const width = random.between(80, 165);
        handwriting(sheet, { x: 22 + random.between(-2, 3), y, width, height: pitch * 0.45 }, ink, random);
      }
    },
    { evidence: 'hand', hasUp: false, isColoured: ink !== '#222222' && ink !== '#101010' },
  );
}
