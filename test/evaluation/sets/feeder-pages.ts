import type { Recipe } from '../../../src/domain/reading.ts';
import { cleanupPresets } from '../../../src/domain/rules/cleanup.ts';
import { keptCorners } from '../../../src/domain/rules/kept-rectangle.ts';
import { analysePage } from '../../../src/imaging/analyse-page.ts';
import { decoded } from '../../imaging/analyse.ts';
import { degreesApart } from '../figures.ts';
import { platen } from '../ledger.ts';
import { anySheet } from '../sheets/all-kinds.ts';
import type { Evidence, Sheet } from '../sheets/sheet.ts';
import { type Captured, shoot } from '../shots/shoot.ts';
import { anyShot, type Bed, type Shot } from '../shots/shot.ts';
import { withToolPage } from '../tools/open-tools.ts';
import type { EvaluatedPage, PageSet } from './page-set.ts';

/** Below this a turn that was left as captured counts as abstained. */
const sureOfTurn = 0.5;

const skewRows: Readonly<Record<Evidence, string>> = {
  print: 'skew of print, degrees',
  sparse: 'skew of one line, degrees',
  hand: 'skew of handwriting, degrees',
  picture: 'skew of pictures on a dark or gray bed, degrees',
  none: 'skew of next to nothing on a dark or gray bed, degrees',
};

/** Whatever comes through a feeder, analysed only: lean, turn, edges, blank, colours. */
export const feederPages: PageSet = {
  name: 'page',
  share: 1,
  async run(page) {
    const { random } = page;
    const sheet = anySheet(random);
    const bed = random.pick(['black', 'black', 'gray', 'white', 'none'] as const);
    const shot = anyShot(random, bed);
    const captured = await shoot(sheet, shot, random);
    const { recipe, quality } = analysePage(decoded(captured), null, cleanupPresets.standard);
    const { ledger } = page;
    const id = `${page.id} ${sheet.kind}, ${bed} bed, ${shot.skewDeg.toFixed(2)} deg, turn ${shot.turn}`;
    const hasEdges = bed === 'black' || bed === 'gray';
    if (sheet.evidence === 'print' || sheet.evidence === 'sparse' || sheet.evidence === 'hand' || hasEdges) {
      ledger.error(skewRows[sheet.evidence], platen, id, degreesApart(recipe.skewDeg.value, shot.skewDeg));
    }
    if (sheet.hasUp) ledger.outcome('quarter turn', platen, id, ...turnOutcome(recipe, shot));
    else if (!sheet.isBlank)
      ledger.outcome('quarter turn where little tells', platen, id, ...turnOutcome(recipe, shot));
    if (hasEdges)
      ledger.error(`crop corners, ${bed} bed, px at 300 dpi`, platen, id, cornersApart(recipe, captured));
    if (bed === 'white')
      ledger.error('crop corners, white bed, px at 300 dpi', platen, id, cornersApart(recipe, captured));
    const row = sheet.isBlank ? 'blank sides' : 'sides with content';
    const isRight = quality.blank.isBlank === sheet.isBlank;
    ledger.outcome(row, platen, id, quality.blank.isBlank ? 'called blank' : 'kept', isRight);
    if (!sheet.isBlank) {
      const isColoured = quality.colour === 'colour';
      const name =
        isColoured === sheet.isColoured ? 'right' : isColoured ? 'gray as colour' : 'colour as gray';
      ledger.outcome('colour kind', platen, id, name, name === 'right');
    }
    const isFalse = quality.clipped.length > 0;
    // A sheet that leans in a frame of its own size is cut indeed.
    if (bed !== 'none')
      ledger.outcome('whole sides', platen, id, isFalse ? 'called clipped' : 'whole', !isFalse);
    const isDouble = quality.overlap >= 0.5;
    ledger.outcome('single sheets', platen, id, isDouble ? 'called double' : 'single', !isDouble);
    askOthers(page, sheet, shot, captured, bed);
  },
};

function turnOutcome(recipe: Recipe, shot: Shot): [string, boolean] {
  const { value, confidence } = recipe.quarterTurn;
  if (confidence < sureOfTurn && value === 0) return ['abstained', false];
  return value === (360 - shot.turn) % 360 ? ['right', true] : ['wrong', false];
}

/** The largest distance between a corner kept and one of the sheet. */
function cornersApart(recipe: Recipe, captured: Captured): number {
  const kept = keptCorners(recipe, captured);
  const off = kept.map((corner, i) => {
    const true_ = captured.corners[i] as typeof corner;
    return Math.hypot(corner.x - true_.x, corner.y - true_.y);
  });
  return (Math.max(...off) * 300) / captured.dpi;
}

function askOthers(
  { tools, ledger, id }: EvaluatedPage,
  sheet: Sheet,
  shot: Shot,
  captured: Captured,
  _bed: Bed,
): void {
  if (sheet.evidence !== 'print') return;
  for (const { name, findSkew, findTurn } of tools) {
    if (findSkew) {
      withToolPage(captured, shot, 'upright', (page) => {
        const said = findSkew(page);
        if (said === null) ledger.outcome(`${skewRows.print}: no answer`, name, id, 'none', false);
        else ledger.error(skewRows.print, name, id, degreesApart(said, shot.skewDeg));
      });
    }
    if (findTurn && sheet.hasUp) {
      withToolPage(captured, shot, 'as captured', (page) => {
        const said = findTurn(page);
        const right = (360 - shot.turn) % 360;
        const name_ = said === null ? 'abstained' : said === right ? 'right' : 'wrong';
        ledger.outcome('quarter turn', name, id, name_, name_ === 'right');
      });
    }
  }
}
