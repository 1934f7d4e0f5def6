import type { Corners, Point } from '../../../src/domain/units.ts';
import type { Random } from '../random.ts';
import type { Captured } from './shoot.ts';

/** A sheet on a desk, taken by a camera that was not held straight. */
export interface Photograph extends Omit<Captured, 'place'> {
  /** How much longer the longest side seems than it would in a flat view, at most. */
  readonly tilt: number;
}

/** Eight numbers of a plane projection: x' = (ax + by + c) / (gx + hy + 1), y' = (dx + ey + f) / (gx + hy + 1). */
type Projection = readonly number[];

/**
 * Lays a flat capture of a sheet (its corners the frame's) into a picture seen at an angle. Every pixel of the picture
 * looks up its place in the flat one, so the corners are true to the last digit.
 */
export function photograph(flat: Captured, random: Random): Photograph {
  const shrink = random.between(0.55, 0.7);
  const width = Math.round(flat.width * 0.95);
  const height = Math.round(flat.height * 0.95);
  const tilt = random.between(0.02, 0.12);
  const reach = () => random.between(-tilt, tilt);
  const lean = (random.between(-8, 8) * Math.PI) / 180;
  const corners = (
    [
      [-1, -1],
      [1, -1],
      [1, 1],
      [-1, 1],
    ] as const
  ).map(([sx, sy]) => {
    const x = (sx * flat.width * shrink * (1 + reach())) / 2;
    const y = (sy * flat.height * shrink * (1 + reach())) / 2;
    return {
      x: width / 2 + x * Math.cos(lean) - y * Math.sin(lean),
      y: height / 2 + x * Math.sin(lean) + y * Math.cos(lean),
    };
  }) as unknown as Corners;
  const toFlat = projectionOf(corners, [
    { x: 0, y: 0 },
    { x: flat.width, y: 0 },
    { x: flat.width, y: flat.height },
    { x: 0, y: flat.height },
  ]);
  const level = random.pick([25, 60, 110, 150]);
  const desk = [level, level * random.between(0.75, 1), level * random.between(0.5, 1)];
  const data = develop(flat, toFlat, width, height, desk, random);
  return { data, width, height, channels: 3, dpi: flat.dpi * shrink, corners, tilt };
}

/** Four looks a pixel: its edges stay smooth and it does not sample between strokes. */
function develop(
  flat: Captured,
  [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0]: Projection,
  width: number,
  height: number,
  desk: readonly number[],
  random: Random,
): Uint8Array {
  const data = new Uint8Array(width * height * 3);
  const grain = Float32Array.from({ length: 8191 }, () => (random.next() - 0.5) * 8);
  const sum = new Float32Array(3);
  for (let row = 0, i = 0; row < height; row++) {
    for (let column = 0; column < width; column++, i += 3) {
      sum.fill(0);
      for (let k = 0; k < 4; k++) {
        const x = column + 0.25 + (k & 1) * 0.5;
        const y = row + 0.25 + (k >> 1) * 0.5;
        const w = g * x + h * y + 1;
        const u = Math.floor((a * x + b * y + c) / w);
        const v = Math.floor((d * x + e * y + f) / w);
        const isOn = u >= 0 && v >= 0 && u < flat.width && v < flat.height;
        const at = isOn ? (v * flat.width + u) * 3 : 0;
        for (let n = 0; n < 3; n++)
          sum[n] = (sum[n] as number) + ((isOn ? flat.data[at + n] : desk[n]) as number);
      }
      const off = grain[(i * 7 + row * 13) % grain.length] as number;
      for (let n = 0; n < 3; n++) data[i + n] = Math.max(0, Math.min(255, (sum[n] as number) / 4 + off));
    }
  }
  return data;
}

/** The projection that takes four points to four others: eight linear equations, by Gauss and Jordan. */
function projectionOf(from: Corners, to: Corners): Projection {
  const rows = from.flatMap(({ x, y }, i) => {
    const { x: u, y: v } = to[i] as Point;
    return [
      [x, y, 1, 0, 0, 0, -u * x, -u * y, u],
      [0, 0, 0, x, y, 1, -v * x, -v * y, v],
    ];
  });
  for (let i = 0; i < 8; i++) {
    const pivot = rows
      .slice(i)
      .reduce((best, row) => (Math.abs(row[i] ?? 0) > Math.abs(best[i] ?? 0) ? row : best));
    rows[rows.indexOf(pivot)] = rows[i] as number[];
    rows[i] = pivot.map((value) => value / (pivot[i] as number));
    for (let k = 0; k < 8; k++) {
      const factor = rows[k]?.[i] ?? 0;
      if (k !== i) rows[k] = (rows[k] as number[]).map((value, j) => value - factor * (rows[i]?.[j] ?? 0));
    }
  }
  return rows.map((row) => row[8] ?? 0);
}
