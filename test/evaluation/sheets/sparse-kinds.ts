import { line, photo, seal, signature } from '../../imaging/draw-page.ts';
import { type Random, replay } from '../random.ts';
import { fontOf } from './faces.ts';
import { lineOf, paragraphs } from './pieces.ts';
import { type Sheet, type SheetKind, sheetOf } from './sheet.ts';
import { printFor } from './text-kinds.ts';
import { figure } from './words.ts';

/* Sheets with next to nothing on them, pictures, and backs with nothing at all. */

export const sparseKinds: readonly SheetKind[] = [
  { name: 'one line', make: oneLine },
  { name: 'page number', make: pageNumber },
  { name: 'one seal', make: oneSeal },
  { name: 'one signature', make: oneSignature },
  { name: 'faint note', make: faintNote },
];

export const pictureKinds: readonly SheetKind[] = [
  { name: 'photo', make: picture },
  { name: 'photo and text', make: pictureAndText },
];

export const blankKinds: readonly SheetKind[] = [
  { name: 'blank', make: () => blank('blank') },
  { name: 'folded blank', make: folded },
];

function oneLine(random: Random): Sheet {
  const start = replay(random);
  const script = random.pick(['han', 'latin'] as const);
  return sheetOf(
    'one line',
    (sheet) => {
      const random = start();
      const print = printFor(script, random, 2.8, 4.6);
      sheet.fillStyle = print.ink;
      sheet.font = fontOf(print.face, print.size);
      const y = random.between(25, 270);
      sheet.fillText(lineOf(sheet, script, random.between(30, 150), random), random.between(20, 35), y);
    },
    { evidence: 'sparse', hasUp: false },
  );
}

function pageNumber(random: Random): Sheet {
  const start = replay(random);
  return sheetOf(
    'page number',
    (sheet) => {
      const random = start();
      const print = printFor('latin', random, 2.6, 4);
      sheet.fillStyle = print.ink;
      sheet.font = fontOf(print.face, print.size);
      const text = random.pick([
        `${random.whole(1, 99)}`,
        `- ${random.whole(1, 9)} -`,
        `${random.whole(1, 9)} / 12`,
      ]);
      sheet.fillText(text, random.pick([20, 103, 185]), random.pick([12, 285]));
    },
    { evidence: 'none', hasUp: false },
  );
}

function oneSeal(random: Random): Sheet {
  const start = replay(random);
  const spot = { x: random.between(40, 170), y: random.between(50, 250), radius: random.between(14, 20) };
  return sheetOf(
    'one seal',
    (sheet) => {
      const random = start();
      sheet.globalAlpha = random.between(0.45, 0.95);
      seal(sheet, spot.x, spot.y, spot.radius, random.pick(['#d2232a', '#c8343a', '#e05058']));
      sheet.globalAlpha = 1;
    },
    { evidence: 'none', hasUp: false, isColoured: true, seals: [spot] },
  );
}

function oneSignature(random: Random): Sheet {
  const start = replay(random);
  return sheetOf(
    'one signature',
    (sheet) => {
      const random = start();
      signature(sheet, random.next, random.between(30, 140), random.between(40, 260));
    },
    { evidence: 'none', hasUp: false, isColoured: true },
  );
}

/** A pencil note: pale, thin, one or two words. */
function faintNote(random: Random): Sheet {
  const start = replay(random);
  return sheetOf(
    'faint note',
    (sheet) => {
      const random = start();
      const gray = random.whole(110, 170);
      const print = { ...printFor('han', random, 4, 6), ink: `rgb(${gray},${gray},${gray})` };
      sheet.fillStyle = print.ink;
      sheet.font = fontOf(print.face, print.size);
      sheet.fillText(figure(random), random.between(30, 140), random.between(40, 250));
    },
    { evidence: 'none', hasUp: false },
  );
}

function picture(random: Random): Sheet {
  const start = replay(random);
  return sheetOf(
    'photo',
    (sheet) => {
      const random = start();
      photo(sheet, random.next, 12, 14, random.between(150, 186), random.between(110, 265));
    },
    { evidence: 'picture', hasUp: false, isColoured: true },
  );
}

function pictureAndText(random: Random): Sheet {
  const start = replay(random);
  const script = random.pick(['han', 'latin'] as const);
  return sheetOf(
    'photo and text',
    (sheet) => {
      const random = start();
      const print = printFor(script, random);
      const end = paragraphs(
        sheet,
        print,
        { x: 20, y: 20, width: 170, height: random.between(30, 110) },
        random,
      );
      const height = random.between(50, 110);
      photo(sheet, random.next, random.between(18, 60), end + 6, random.between(70, 130), height);
      paragraphs(
        sheet,
        print,
        { x: 20, y: end + height + 14, width: 170, height: 255 - end - height },
        random,
      );
    },
    { isColoured: true },
  );
}

function blank(kind: string): Sheet {
  return sheetOf(kind, () => {}, { evidence: 'none', hasUp: false, isBlank: true });
}

/** Folded once or twice: soft lines of shade across the sheet. */
function folded(random: Random): Sheet {
  const start = replay(random);
  const draw: Sheet['draw'] = (sheet) => {
    const random = start();
    sheet.save();
    for (const y of random.chance(0.5) ? [148.5] : [99, 198]) {
      sheet.strokeStyle = `rgba(90,85,80,${random.between(0.05, 0.16)})`;
      sheet.lineWidth = random.between(0.3, 1);
      const tilt = random.between(-0.8, 0.8);
      line(sheet, 0, y, 210, y + tilt);
      sheet.strokeStyle = 'rgba(255,255,255,0.5)';
      line(sheet, 0, y + 0.8, 210, y + tilt + 0.8);
    }
    sheet.restore();
  };
  return sheetOf('folded blank', draw, { evidence: 'none', hasUp: false, isBlank: true });
}
