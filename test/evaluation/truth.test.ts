import { describe, expect, test } from 'vitest';
import { degreesApart, figuresOf } from './figures.ts';
import { openLedger, platen } from './ledger.ts';
import { besideIdeal } from './measures/beside-ideal.ts';
import { randomNamed } from './random.ts';
import { type Sheet, sheetOf } from './sheets/sheet.ts';
import { textKinds } from './sheets/text-kinds.ts';
import { photograph } from './shots/photograph.ts';
import { type Captured, shoot } from './shots/shoot.ts';
import { anyShot } from './shots/shot.ts';

/* The evaluation's own rules: its truth is true, and it can find fault. */

/** Two small discs 180 mm apart on one line across the sheet: their centres of mass measure its lean. */
const gauge: Sheet = sheetOf('gauge', (sheet) => {
  for (const x of [15, 195]) {
    sheet.beginPath();
    sheet.arc(x, 100, 2, 0, Math.PI * 2);
    sheet.fill();
  }
});

describe('the truth', () => {
  test.each([7.31, -14.2, 0.05])(
    'EVAL-1 a sheet drawn at %f degrees leans so, by its marks and its corners',
    async (skewDeg) => {
      const random = randomNamed(1, 'gauge');
      const shot = anyShot(random, 'black', {
        skewDeg,
        turn: 0,
        dpi: 200,
        falloff: { share: 0, towardsDeg: 0 },
        shadow: null,
        noise: 2,
      });
      const captured = await shoot(gauge, shot, random);
      const [left, right] = massesOf(captured, [
        [15, 100],
        [195, 100],
      ]);
      expect(degreesApart(leanOf(left, right), skewDeg)).toBeLessThan(0.005);
      const [a, b] = captured.corners;
      expect(degreesApart(leanOf(a, b), skewDeg)).toBeLessThan(1e-9);
    },
  );

  test('EVAL-2 a sheet fed sideways has its own lower left corner at the top left', async () => {
    const random = randomNamed(1, 'turned');
    const captured = await shoot(gauge, anyShot(random, 'black', { skewDeg: 0, turn: 90, dpi: 100 }), random);
    const { place, corners } = captured;
    expect(corners[0].x).toBeCloseTo(place.c * gauge.height + place.e);
    expect(corners[0].y).toBeCloseTo(place.d * gauge.height + place.f);
    expect(corners[0].x).toBeLessThan(corners[1].x);
    expect(corners[0].y).toBeLessThan(corners[3].y);
  });

  test('EVAL-3 the same seed and name give the same page, another seed another', async () => {
    const page = async (seed: number) => {
      const random = randomNamed(seed, 'page');
      const sheet = random.pick(textKinds).make(random);
      return (await shoot(sheet, anyShot(random, 'none', { dpi: 60 }), random)).data;
    };
    const [one, again, other] = [await page(1), await page(1), await page(2)];
    expect(Buffer.compare(one, again)).toBe(0);
    expect(Buffer.compare(one, other)).not.toBe(0);
  });

  test('EVAL-4 the corners of a photographed sheet lie where its paper ends', async () => {
    const random = randomNamed(3, 'photograph');
    const blank = sheetOf('blank', () => {});
    const flat = await shoot(
      blank,
      anyShot(random, 'none', { skewDeg: 0, turn: 0, dpi: 100, shadow: null }),
      random,
    );
    const picture = photograph(flat, random);
    const middle = { x: picture.width / 2, y: picture.height / 2 };
    for (const corner of picture.corners) {
      expect(lumaNear(picture, towards(corner, middle, 6))).toBeGreaterThan(170);
      expect(lumaNear(picture, towards(corner, middle, -6))).toBeLessThan(160);
    }
  });
});

describe('the measures', () => {
  test('EVAL-5 a cleanup that always answers 0 has a bad table', () => {
    const ledger = openLedger({});
    const random = randomNamed(1, 'zero');
    const leans = Array.from({ length: 200 }, () => random.between(-15, 15));
    for (const lean of leans) ledger.error('skew', platen, 'page', degreesApart(0, lean));
    const { median, p95, worst } = figuresOf(leans.map((lean) => degreesApart(0, lean)));
    expect(median).toBeGreaterThan(5);
    expect(p95).toBeGreaterThan(13);
    expect(ledger.print()).toContain(worst.toFixed(1));
  });

  test('EVAL-6 print wiped out and dirt left are seen, a perfect rendition has neither', () => {
    const [width, height] = [300, 300];
    const ideal = new Uint8ClampedArray(width * height * 4).fill(255);
    const perfect = new Uint8Array(width * height).fill(255);
    const print = (x: number, y: number) => x > 50 && x < 90 && y > 50 && y < 200;
    for (let y = 0, i = 0; y < height; y++) {
      for (let x = 0; x < width; x++, i++) {
        if (!print(x, y)) continue;
        ideal.fill(0, i * 4, i * 4 + 3);
        perfect[i] = 0;
      }
    }
    const beside = (data: Uint8Array) =>
      besideIdeal(
        { data, width, height, channels: 1 },
        { rgba: ideal, width, height, place: { a: 1, b: 0, c: 0, d: 1, e: 0, f: 0 } },
        100,
      );
    expect(beside(perfect)).toEqual({ lost: 0, dirtMm2: 0, shade: 0, paper: 255 });
    expect(beside(new Uint8Array(perfect.length).fill(255)).lost).toBeGreaterThan(0.99);
    const dirty = new Uint8Array(perfect);
    for (let y = 220; y < 240; y++) dirty.fill(90, y * width + 200, y * width + 240);
    expect(beside(dirty).dirtMm2).toBeCloseTo(800 * 0.254 ** 2);
  });
});

/** Centres of mass of darkness within 5 mm of where marks should be. */
function massesOf({ data, width, place, dpi }: Captured, marks: readonly (readonly [number, number])[]) {
  const reach = (5 * dpi) / 25.4;
  const masses = marks.map(([x, y]) => {
    const middle = { x: place.a * x + place.c * y + place.e, y: place.b * x + place.d * y + place.f };
    let [mass, sumX, sumY] = [0, 0, 0];
    for (let row = Math.round(middle.y - reach); row < middle.y + reach; row++) {
      for (let column = Math.round(middle.x - reach); column < middle.x + reach; column++) {
        const dark = Math.max(0, 180 - (data[(row * width + column) * 3 + 1] as number));
        mass += dark;
        sumX += dark * (column + 0.5);
        sumY += dark * (row + 0.5);
      }
    }
    return { x: sumX / mass, y: sumY / mass };
  });
  return masses as [{ x: number; y: number }, { x: number; y: number }];
}

/** Degrees, positive where the line from one point to the other rises. */
function leanOf(from: { x: number; y: number }, to: { x: number; y: number }): number {
  return (-Math.atan2(to.y - from.y, to.x - from.x) * 180) / Math.PI;
}

function towards(from: { x: number; y: number }, to: { x: number; y: number }, pixels: number) {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  return { x: from.x + ((to.x - from.x) * pixels) / length, y: from.y + ((to.y - from.y) * pixels) / length };
}

function lumaNear(
  { data, width }: { data: Uint8Array; width: number },
  { x, y }: { x: number; y: number },
): number {
  return data[(Math.floor(y) * width + Math.floor(x)) * 3] as number;
}
