import { cleanPage, codesAsCaptured } from '../clean.ts';
import { platen } from '../ledger.ts';
import { besideIdeal, levelAt, sealColour } from '../measures/beside-ideal.ts';
import { type Ideal, idealOf } from '../measures/ideal.ts';
import { writePictures } from '../pictures.ts';
import { allKinds } from '../sheets/all-kinds.ts';
import type { Spot } from '../sheets/sheet.ts';
import { apply, shoot } from '../shots/shoot.ts';
import { anyDust, anyHoles, anyShot } from '../shots/shot.ts';
import type { PageSet } from './page-set.ts';

/** A hole that is lighter than this is filled; paper is darker only where it was left as captured. */
const filledLevel = 215;
/** Dust darker than this, in the mean of its spot, can still be seen. */
const seenLevel = 225;

/** Every kind in turn, from file to file, with all that may be on a sheet: dust, holes, the back's print, shadows. */
export const filePages: PageSet = {
  name: 'file',
  share: 0.3,
  async run({ id: name, index, random, ledger, pictures }) {
    const kind = allKinds[index % allKinds.length];
    if (!kind) throw new Error('no kinds');
    const sheet = kind.make(random);
    const bed = random.pick(['black', 'gray', 'white', 'none'] as const);
    const plain = anyShot(random, bed, { skewDeg: random.between(-6, 6), turn: 0 });
    const back = random.chance(0.4) ? random.pick(allKinds).make(random) : null;
    const shot = {
      ...plain,
      bleed: back && { back, share: random.between(0.05, 0.22) },
      holes: random.chance(0.35) && sheet.width > 200 ? anyHoles(random, sheet) : [],
      dust: random.chance(0.5) ? anyDust(random, sheet, random.whole(5, 60)) : [],
    };
    const extras = [
      back && 'bleed',
      shot.holes.length > 0 && 'holes',
      shot.dust.length > 0 && 'dust',
      shot.shadow && 'shadow',
    ];
    const with_ = extras.filter(Boolean).join(' ');
    const id = `${name} ${sheet.kind}, ${bed} bed, ${shot.skewDeg.toFixed(2)} deg, ${with_}`;
    const captured = await shoot(sheet, shot, random);
    const { page, recipe, quality, codes, rendition } = await cleanPage(captured, shot.jpegQuality);
    if (pictures) await writePictures(pictures, id, page, rendition);
    const row = sheet.isBlank ? 'blank sides, full files' : 'sides with content, full files';
    const isRight = quality.blank.isBlank === sheet.isBlank;
    ledger.outcome(row, platen, id, quality.blank.isBlank ? 'called blank' : 'kept', isRight);
    if (sheet.codes.length > 0) {
      const before = await codesAsCaptured(page);
      const isRead = (list: typeof before) =>
        sheet.codes.every((text) => list.some((code) => code.text === text));
      ledger.outcome('codes', 'as captured', id, isRead(before) ? 'read' : 'not read', true);
      ledger.outcome('codes', platen, id, isRead(codes) ? 'read' : 'not read', isRead(codes));
    }
    const ideal = idealOf(sheet, captured, recipe, rendition);
    if (!ideal) return;
    const { lost, dirtMm2, shade, paper } = besideIdeal(rendition, ideal, shot.dpi);
    if (sheet.evidence !== 'picture') ledger.error('print lost, %', platen, id, lost * 100);
    ledger.error(back ? 'dirt left, mm2, with bleed-through' : 'dirt left, mm2', platen, id, dirtMm2);
    ledger.error(
      back ? 'faint shade on paper, %, with bleed-through' : 'faint shade on paper, %',
      platen,
      id,
      shade * 100,
    );
    ledger.error('paper short of white, levels', platen, id, 255 - paper);
    const colour = sealColour(rendition, ideal, sheet);
    if (colour) {
      ledger.error('hue of red seals, degrees off', platen, id, colour.hueOff);
      ledger.error('colour of red seals lost, %', platen, id, Math.max(0, 1 - colour.chromaLeft) * 100);
    }
    for (const hole of shot.holes) {
      const level = levelAt(rendition, ideal, { ...hole, radius: hole.radius * 0.8 });
      if (level === null || bed === 'white') continue;
      ledger.outcome('punch holes', platen, id, level > filledLevel ? 'filled' : 'left', level > filledLevel);
    }
    for (const speck of shot.dust) {
      const level = levelAt(rendition, ideal, speck);
      if (level !== null && isOnPaper(ideal, speck))
        ledger.outcome('dust specks', platen, id, level > seenLevel ? 'removed' : 'left', true);
    }
  },
};

/** A speck on print is neither seen nor missed. */
function isOnPaper({ rgba, width, height, place }: Ideal, { x, y }: Spot): boolean {
  const at = apply(place, { x, y });
  const reach = Math.round(Math.hypot(place.a, place.b) * 0.5);
  for (let row = Math.round(at.y) - reach; row <= at.y + reach; row++) {
    for (let column = Math.round(at.x) - reach; column <= at.x + reach; column++) {
      if (row < 0 || column < 0 || row >= height || column >= width) return false;
      if ((rgba[(row * width + column) * 4 + 1] as number) < 250) return false;
    }
  }
  return true;
}
