import { cleanupPresets } from '../../../src/domain/rules/cleanup.ts';
import { analysePage } from '../../../src/imaging/analyse-page.ts';
import { decoded } from '../../imaging/analyse.ts';
import { platen } from '../ledger.ts';
import { printedKinds } from '../sheets/all-kinds.ts';
import { blankKinds, sparseKinds } from '../sheets/sparse-kinds.ts';
import { shoot } from '../shots/shoot.ts';
import { anyDust, anyHoles, anyShot } from '../shots/shot.ts';
import type { PageSet } from './page-set.ts';

/** Backs as duplex scanning gives them: blank, or next to it, with all that makes a blank side look printed. */
export const backs: PageSet = {
  name: 'back',
  share: 0.4,
  async run({ id: name, index, random, ledger }) {
    const sheet = random.pick(index % 2 === 0 ? blankKinds : sparseKinds).make(random);
    const bed = random.pick(['black', 'gray', 'white', 'none', 'none'] as const);
    const plain = anyShot(random, bed, { dpi: 200, skewDeg: random.between(-3, 3) });
    const front = random.chance(0.6) ? random.pick(printedKinds).make(random) : null;
    const shot = {
      ...plain,
      bleed: front && { back: front, share: random.between(0.03, 0.2) },
      holes: random.chance(0.3) ? anyHoles(random, sheet) : [],
      dust: random.chance(0.4) ? anyDust(random, sheet, random.whole(3, 40)) : [],
    };
    const { quality } = analysePage(decoded(await shoot(sheet, shot, random)), null, cleanupPresets.standard);
    const through = shot.bleed ? `bleed ${(shot.bleed.share * 100).toFixed(0)} %` : '';
    const extras = [
      through,
      shot.holes.length > 0 && 'holes',
      shot.dust.length > 0 && 'dust',
      shot.shadow && 'shadow',
    ];
    const id = `${name} ${sheet.kind}, ${bed} bed, ${extras.filter(Boolean).join(' ')}`;
    const row = sheet.isBlank ? 'blank backs' : 'nearly blank backs';
    const { isBlank } = quality.blank;
    ledger.outcome(row, platen, id, isBlank ? 'called blank' : 'kept', isBlank === sheet.isBlank);
  },
};
