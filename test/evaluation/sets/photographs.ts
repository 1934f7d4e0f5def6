import { cleanupPresets } from '../../../src/domain/rules/cleanup.ts';
import { keptCorners } from '../../../src/domain/rules/kept-rectangle.ts';
import { analysePage } from '../../../src/imaging/analyse-page.ts';
import { renderPage } from '../../../src/imaging/render/render-page.ts';
import { decoded } from '../../imaging/analyse.ts';
import { platen } from '../ledger.ts';
import { writePictures } from '../pictures.ts';
import { printedKinds } from '../sheets/all-kinds.ts';
import { photograph } from '../shots/photograph.ts';
import { shoot } from '../shots/shoot.ts';
import { anyShot } from '../shots/shot.ts';
import type { PageSet } from './page-set.ts';

/** Sheets on a desk, photographed at an angle. */
export const photographs: PageSet = {
  name: 'photograph',
  share: 0.12,
  async run({ id: name, random, ledger, pictures }) {
    const sheet = random.pick(printedKinds.filter((kind) => kind.name !== 'receipt')).make(random);
    const shot = anyShot(random, 'none', { skewDeg: 0, turn: 0, dpi: 300, shadow: null, noise: 1 });
    const picture = photograph(await shoot(sheet, shot, random), random);
    const page = decoded(picture);
    const { recipe } = analysePage(page, null, cleanupPresets.standard);
    const id = `${name} ${sheet.kind}, tilt ${picture.tilt.toFixed(2)}`;
    const isSure = recipe.corners.value !== null;
    ledger.outcome('perspective', platen, id, isSure ? 'taken out' : 'left', isSure);
    const off = keptCorners(recipe, page).map((corner, i) => {
      const of = picture.corners[i] as typeof corner;
      return Math.hypot(corner.x - of.x, corner.y - of.y);
    });
    if (isSure) ledger.error('perspective corners, px', platen, id, Math.max(...off));
    if (pictures) await writePictures(pictures, id, picture, renderPage(page, recipe));
  },
};
