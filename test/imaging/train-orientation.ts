import { writeFileSync } from 'node:fs';
import { findSkew } from '../../src/imaging/deskew/find-skew.ts';
import { findComponents } from '../../src/imaging/ink/components.ts';
import { mapInk } from '../../src/imaging/ink/map-ink.ts';
import { featureCount } from '../../src/imaging/orient/band-features.ts';
import { asymmetries } from '../../src/imaging/orient/find-orientation.ts';
import { areaOf, polygonOf } from '../../src/imaging/page-box/page-area.ts';
import { estimatePaper } from '../../src/imaging/paper/estimate-paper.ts';
import { reducePage } from '../../src/imaging/reduce/reduce-page.ts';
import { capture, type Draw, randomFrom } from './draw-page.ts';

/*
 * Weights of src/imaging/orient/weights.ts: node test/imaging/train-orientation.ts
 *
 * Learns from lines of characters drawn at random (the 3755 common characters of GB 2312, Latin words by letter
 * frequency, digits with punctuation), so from the shapes of the letters and not from any page. Every fifth character
 * row, two fonts and all words of the tests' own pages are kept out; the figures printed are for those.
 */

const common: string[] = [];
const gb = new TextDecoder('gbk');
for (let high = 0xb0; high <= 0xd7; high++) {
  for (let low = 0xa1; low <= 0xfe; low++) {
    if (high === 0xd7 && low > 0xf9) break;
    common.push(gb.decode(Uint8Array.of(high, low)));
  }
}
const letters =
  'eeeeeeeeeeeetttttttttaaaaaaaaoooooooiiiiiiinnnnnnnsssssshhhhhhrrrrrrddddllllcccuuummmwwffggyyppbbvkjxqz';
const hanFonts = ['HanLight', 'Han', 'HanMedium', 'HanBold'];
const latinFonts = ['DejaVu Sans', 'DejaVu Serif', 'DejaVu Sans Mono', 'DejaVu Sans Condensed'];
const heldFonts = ['HanDemiLight', 'DejaVu Serif Condensed'];

type Random = () => number;
const pick = <T>(from: readonly T[] | string, random: Random) =>
  from[Math.floor(random() * from.length)] as T;

function hanLine(random: Random, isHeld: boolean): string {
  let text = '';
  for (let i = 0; i < 44; i++) {
    const roll = random();
    if (roll < 0.05) text += pick('，。、：；（）', random);
    else if (roll < 0.12) text += pick('0123456789', random);
    else {
      const index = Math.floor(random() * common.length);
      text += common[index - (index % 5) + (isHeld ? 0 : 1 + Math.floor(random() * 4))] ?? '一';
    }
  }
  return text;
}

function latinLine(random: Random): string {
  let text = '';
  while (text.length < 90) {
    const length = 1 + Math.floor(random() * 9);
    let word = '';
    for (let i = 0; i < length; i++) word += pick(letters, random);
    if (random() < 0.15) word = word[0]?.toUpperCase() + word.slice(1);
    if (random() < 0.12) word = `${Math.floor(random() * 10000) / 100}`;
    text += `${word}${random() < 0.12 ? pick('.,;:', random) : ''} `;
  }
  return text;
}

function drawLines(script: 'han' | 'latin', font: string, isHeld: boolean): Draw {
  return (sheet, random) => {
    const size = 2.6 + random() * 2.6;
    sheet.font = `${size}px "${font}"`;
    sheet.beginPath();
    sheet.rect(15, 10, 180, 277);
    sheet.clip();
    for (let y = 20; y < 285; y += size * 1.75) {
      sheet.fillText(script === 'han' ? hanLine(random, isHeld) : latinLine(random), 15, y);
    }
  };
}

function samples(script: 'han' | 'latin', font: string, isHeld: boolean, seed: number): Float32Array[] {
  const random = randomFrom(seed);
  const page = capture(drawLines(script, font, isHeld), {
    seed,
    dpi: 150,
    skewDeg: (random() - 0.5) * 6,
    blur: random() < 0.4 ? random() * 1.2 : 0,
    noise: 2 + random() * 8,
  });
  const reduced = reducePage(page, page.dpi);
  const { width, height } = reduced.gray;
  const area = areaOf(polygonOf({ x: 0, y: 0, width, height }), width, height, 0);
  const paper = estimatePaper(reduced, area);
  const ink = mapInk(reduced, paper, area);
  const components = findComponents(ink, width, height, 32);
  const skew = findSkew({ ...page, reduced }, ink, components, paper);
  return asymmetries(reduced, ink, components, skew, skew.degrees);
}

/** Logistic regression without a bias: every sample is upright, its mirror image is implied. */
function train(all: readonly Float32Array[]): Float64Array {
  const w = new Float64Array(featureCount);
  const momentum = new Float64Array(featureCount);
  for (let round = 0; round < 400; round++) {
    const gradient = new Float64Array(featureCount);
    for (const sample of all) {
      const slope = 1 / (1 + Math.exp(score(w, sample)));
      for (let i = 0; i < featureCount; i++)
        gradient[i] = (gradient[i] as number) - slope * (sample[i] as number);
    }
    for (let i = 0; i < featureCount; i++) {
      const step = (gradient[i] as number) / all.length + 0.002 * (w[i] as number);
      momentum[i] = 0.9 * (momentum[i] as number) + step;
      w[i] = (w[i] as number) - 0.5 * (momentum[i] as number);
    }
  }
  return w;
}

function score(w: ArrayLike<number>, sample: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < featureCount; i++) sum += (w[i] as number) * (sample[i] as number);
  return sum;
}

const training: Float32Array[] = [];
let seed = 1;
for (let pass = 0; pass < 5; pass++) {
  for (const font of hanFonts) training.push(...samples('han', font, false, seed++));
  for (const font of latinFonts) training.push(...samples('latin', font, false, seed++));
}
const w = train(training);
const report = (name: string, held: readonly Float32Array[]) => {
  const votes = held.map((sample) => score(w, sample));
  const mean = votes.reduce((a, b) => a + b, 0) / votes.length;
  const deviation = Math.sqrt(votes.reduce((a, b) => a + (b - mean) ** 2, 0) / votes.length);
  const right = votes.filter((vote) => vote > 0).length / votes.length;
  console.log(
    name,
    'pieces',
    votes.length,
    'right',
    right.toFixed(3),
    'mean/deviation',
    (mean / deviation).toFixed(2),
  );
};
report('training', training);
for (const font of [...hanFonts, 'HanDemiLight'])
  report(`${font}, held characters`, samples('han', font, true, seed++));
for (const font of [...latinFonts, ...heldFonts.slice(1)]) report(font, samples('latin', font, true, seed++));
const rows: string[] = [];
for (let i = 0; i < featureCount; i += 12) {
  rows.push(`  ${[...w.slice(i, i + 12)].map((value) => value.toFixed(3)).join(', ')},`);
}
const head =
  '/** Learnt by test/imaging/train-orientation.ts from the shapes of characters; 12 heights for each kind of feature. */\n';
const target = new URL('../../src/imaging/orient/weights.ts', import.meta.url);
writeFileSync(target, `${head}export const weights: readonly number[] = [\n${rows.join('\n')}\n];\n`);
