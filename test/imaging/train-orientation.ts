import { writeFileSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';
import { pageKernel } from '../../src/imaging/kernel/page-kernel.ts';
import { levelPrint } from '../../src/imaging/orient/level-print.ts';
import { halfOf, patternCount, patternsOf, turnedPatterns } from '../../src/imaging/orient/patterns.ts';
import { scales } from '../../src/imaging/orient/votes.ts';
import { randomFrom } from './draw-page.ts';
import { type Sheet, someSheet } from './orientation-captures.ts';
import { registerFonts } from './orientation-fonts.ts';

/*
 * Weights of src/imaging/orient/weights.ts:
 *   node test/imaging/train-orientation.ts <sheets, e.g. 2500> <folder of fonts>...
 *
 * Multinomial logistic regression over squares of a page: which of its four turns is upright, by the sum of the weights
 * of its patterns. Learns from scraps of text only; families held out (orientation-fonts.ts) and every other kind of
 * page are for judge-orientation.ts.
 */

const cellMm = 10;
const leastPatterns = 24;
const rounds = 6;
const batch = 128;
/** Scale of a square's mean weight to a log-likelihood: its patterns overlap, so that they do not add up. */
const gain = 20;
/** Step of the whole numbers weights are kept in; rarer and weaker patterns fall away, strong ones are cut at `largest`. */
const step = 0.2;
const largest = 7;

const turned = turnedPatterns();
const total = patternCount * scales;
/** What a pattern (its scale times 65,536 on top) becomes by each turn. */
const turns = [0, 1, 2, 3].map((count) => {
  const map = new Uint32Array(total);
  for (let i = 0; i < total; i++) {
    let pattern = i % patternCount;
    for (let k = 0; k < count; k++) pattern = turned[pattern] as number;
    map[i] = i - (i % patternCount) + pattern;
  }
  return map;
});

const [count, ...folders] = process.argv.slice(2);
const faces = registerFonts(folders).filter(({ isHeld }) => !isHeld);
const squares: Uint32Array[] = [];
for (let seed = 1; seed <= Number(count); seed++)
  squares.push(...squaresOf(await someSheet('scraps', faces, seed)));
console.log(faces.length, 'faces,', squares.length, 'squares of print');
save(learn());

/** The patterns of each square of a sheet. */
function squaresOf({ view }: Sheet): Uint32Array[] {
  const kernel = pageKernel();
  const mark = kernel.mark();
  const print = levelPrint(kernel, view, 0);
  const size = (cellMm * view.page.reduced.dpi) / 25.4;
  const columns = Math.ceil(print.width / size) + 1;
  const lists = new Map<number, number[]>();
  for (const [scale, plane] of [print, halfOf(kernel, print)].entries()) {
    const { pairs, rowEnds } = patternsOf(kernel, plane);
    for (let y = 0, i = 0; y < plane.height; y++) {
      const row = Math.floor(((y + 2) * (scale + 1)) / size);
      for (const end = (rowEnds[y] as number) * 2; i < end; i += 2) {
        const column = Math.floor((((pairs[i] as number) + 2) * (scale + 1)) / size);
        const list = lists.get(row * columns + column) ?? [];
        list.push(scale * patternCount + (pairs[i + 1] as number));
        lists.set(row * columns + column, list);
      }
    }
  }
  kernel.release(mark);
  return [...lists.values()]
    .filter(({ length }) => length >= leastPatterns)
    .map((list) => Uint32Array.from(list));
}

/** Adam (Kingma and Ba, 2015) over the squares in random order. */
function learn(): Float32Array {
  const weights = new Float32Array(total);
  const gradient = new Float32Array(total);
  const first = new Float32Array(total);
  const second = new Float32Array(total);
  const random = randomFrom(5);
  let steps = 0;
  for (let round = 0; round < rounds; round++) {
    const rate = 0.02 * (round < rounds / 2 ? 1 : round < rounds - 1 ? 0.3 : 0.1);
    shuffle(squares, random);
    let loss = 0;
    for (let from = 0; from + batch <= squares.length; from += batch) {
      gradient.fill(0);
      for (let k = from; k < from + batch; k++) loss += descend(weights, squares[k] as Uint32Array, gradient);
      steps++;
      const early = 1 - 0.9 ** steps;
      const late = 1 - 0.999 ** steps;
      for (let i = 0; i < total; i++) {
        const slope = (gradient[i] as number) / batch + 1e-5 * (weights[i] as number);
        const f = 0.9 * (first[i] as number) + 0.1 * slope;
        const s = 0.999 * (second[i] as number) + 0.001 * slope * slope;
        first[i] = f;
        second[i] = s;
        weights[i] = (weights[i] as number) - (rate * f) / early / (Math.sqrt(s / late) + 1e-6);
      }
    }
    console.log('round', round + 1, 'loss', (loss / squares.length).toFixed(4));
  }
  return weights;
}

/** Adds a square's part to the gradient and returns its loss. */
function descend(weights: Float32Array, square: Uint32Array, gradient: Float32Array): number {
  const scale = gain / square.length;
  const scores = turns.map((map) => {
    let sum = 0;
    for (let i = 0; i < square.length; i++) sum += weights[map[square[i] as number] as number] as number;
    return sum * scale;
  });
  const most = Math.max(...scores);
  const odds = scores.map((score) => Math.exp(score - most));
  const all = odds.reduce((a, b) => a + b, 0);
  for (const [turn, map] of turns.entries()) {
    const slope = ((odds[turn] as number) / all - (turn === 0 ? 1 : 0)) * scale;
    for (let i = 0; i < square.length; i++) {
      const at = map[square[i] as number] as number;
      gradient[at] = (gradient[at] as number) + slope;
    }
  }
  return -Math.log((odds[0] as number) / all + 1e-30);
}

function shuffle(list: unknown[], random: () => number): void {
  for (let i = list.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [list[i], list[j]] = [list[j], list[i]];
  }
}

/** As small whole numbers, packed. What a pattern and its turns have in common says nothing and is taken off. */
function save(weights: Float32Array): void {
  const whole = Int8Array.from(weights, (weight, i) => {
    const mean = turns.reduce((sum, map) => sum + (weights[map[i] as number] as number), 0) / 4;
    const value = Math.round((weight - mean) / step);
    return Math.abs(value) <= 1 ? 0 : Math.max(-largest, Math.min(largest, value));
  });
  const rows =
    brotliCompressSync(whole)
      .toString('base64')
      .match(/.{1,104}/g) ?? [];
  const head = `/**
 * Weight of each pattern upright, 65,536 for each scale as signed bytes, brotli, base64. Learnt by
 * test/imaging/train-orientation.ts.
 */
export const packedWeights =
`;
  const target = new URL('../../src/imaging/orient/weights.ts', import.meta.url);
  writeFileSync(target, `${head}${rows.map((row) => `  '${row}'`).join(' +\n')};\n`);
}
