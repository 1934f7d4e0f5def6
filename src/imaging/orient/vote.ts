import type { CodeFinding, Recipe } from '../../domain/reading.ts';
import { turned } from '../../domain/rules/quarter-turn.ts';
import type { Corners, Point, QuarterTurn } from '../../domain/units.ts';

/** From here on the automatic turn knows which way lines run: a code printed sideways along an edge does not outvote it. */
const sureOfAxis = 0.5;
const codeConfidence = 0.95;

/**
 * The clockwise turn codes still ask for, by the direction they read in, once the page is rendered by `recipe`; 0 when
 * they agree with it, disagree among themselves, or a person set the turn. Corners are in pixels of that rendition.
 */
export function turnByCodes(codes: readonly CodeFinding[], recipe: Recipe): QuarterTurn {
  if (recipe.quarterTurn.by === 'manual' || codes.length === 0) return 0;
  const votes = new Map<QuarterTurn, number>();
  for (const code of codes) {
    const turn = turnOf(code.corners);
    votes.set(turn, (votes.get(turn) ?? 0) + 1);
  }
  const ranked = [...votes].sort((a, b) => b[1] - a[1]);
  const [winner, second] = ranked;
  if (!winner || (second && second[1] * 2 > winner[1])) return 0;
  const turn = winner[0];
  const isSideways = turn === 90 || turn === 270;
  return isSideways && recipe.quarterTurn.confidence >= sureOfAxis ? 0 : turn;
}

/** The recipe once codes have spoken: turned on by `turn`, or confirmed by them. */
export function withCodeVote(recipe: Recipe, codes: readonly CodeFinding[], turn: QuarterTurn): Recipe {
  if (recipe.quarterTurn.by === 'manual') return recipe;
  const agrees = codes.some((code) => turnOf(code.corners) === turn);
  if (!agrees) return recipe;
  const value = ((recipe.quarterTurn.value + turn) % 360) as QuarterTurn;
  const confidence = Math.max(codeConfidence, turn === 0 ? recipe.quarterTurn.confidence : 0);
  return { ...recipe, quarterTurn: { value, by: 'auto', confidence } };
}

/** Corners after an exact clockwise quarter turn of a raster of `width` x `height`; they still begin where the code reads from. */
export function turnCorners(corners: Corners, turn: QuarterTurn, width: number, height: number): Corners {
  const move = (point: Point) => turned(point, { width, height }, turn);
  return [move(corners[0]), move(corners[1]), move(corners[2]), move(corners[3])];
}

/** Clockwise turn that makes the code's top edge run from left to right. */
function turnOf([topLeft, topRight]: Corners): QuarterTurn {
  const degrees = (Math.atan2(topRight.y - topLeft.y, topRight.x - topLeft.x) * 180) / Math.PI;
  return ((((Math.round(-degrees / 90) % 4) + 4) % 4) * 90) as QuarterTurn;
}
