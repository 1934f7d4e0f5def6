import { cleanupPresets } from '../../../src/domain/rules/cleanup.ts';
import { analysePage } from '../../../src/imaging/analyse-page.ts';
import { decoded } from '../../imaging/analyse.ts';
import { platen } from '../ledger.ts';
import { textKinds } from '../sheets/text-kinds.ts';
import { shoot } from '../shots/shoot.ts';
import { anyShot } from '../shots/shot.ts';
import type { PageSet } from './page-set.ts';

/** Sheets that lie partly outside the frame, so that their lines of print are cut through; and the same ones whole. */
export const cutPages: PageSet = {
  name: 'cut',
  share: 0.15,
  async run({ id: name, random, ledger }) {
    const kinds = ['han letter', 'latin letter', 'mixed letter', 'two columns'];
    const sheet = random.pick(textKinds.filter((kind) => kinds.includes(kind.name))).make(random);
    const edge = random.pick([1, 3] as const);
    const depth = random.between(38, 70);
    const cut = [0, 1, 2, 3].map((i) => (i === edge ? depth : 0)) as [number, number, number, number];
    for (const isCut of [true, false]) {
      const shot = anyShot(random, 'none', {
        turn: 0,
        skewDeg: random.between(-1, 1),
        cut: isCut ? cut : [0, 0, 0, 0],
      });
      const { quality } = analysePage(
        decoded(await shoot(sheet, shot, random)),
        null,
        cleanupPresets.standard,
      );
      const isSaid = quality.clipped.includes(edge === 1 ? 'right' : 'left');
      const row = isCut ? 'sides cut through print' : 'the same sides whole';
      ledger.outcome(
        row,
        platen,
        `${name} ${sheet.kind}`,
        isSaid ? 'called clipped' : 'whole',
        isSaid === isCut,
      );
    }
  },
};
