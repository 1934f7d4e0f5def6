import type { Plane } from '../raster.ts';
import type { TextBand } from './text-bands.ts';

/** Heights a line is cut into. */
export const levels = 12;
/** Ink, upright strokes, upper edges and lower edges of level strokes, falling and rising slants. */
export const kinds = 5;
export const featureCount = levels * kinds;

/**
 * How ink and strokes are spread over the height of a piece of text, and how that differs from the same piece upside
 * down. The difference changes its sign when the page is turned over, so a weighted sum of it says which way is up:
 * ascenders outnumber descenders, full stops sit low, the strokes of Han characters open downwards.
 */
export function bandAsymmetry(ink: Plane, band: TextBand): Float32Array {
  const upright = features(ink, band, 1);
  const turned = features(ink, band, -1);
  return upright.map((value, i) => value - (turned[i] as number));
}

function features({ data, width, height }: Plane, band: TextBand, sign: 1 | -1): Float32Array {
  const out = new Float32Array(featureCount);
  const high = band.bottom - band.top;
  const at = (x: number, y: number) => {
    const sx = sign === 1 ? band.left + x : band.right - 1 - x;
    const sy = sign === 1 ? band.top + y : band.bottom - 1 - y;
    return sy < 0 || sy >= height || sx < 0 || sx >= width
      ? 0
      : Math.min(160, data[sy * width + sx] as number);
  };
  const totals = new Float64Array(kinds);
  for (let y = 0; y < high; y++) {
    const sums = [0, 0, 0, 0, 0];
    for (let x = 0; x < band.right - band.left; x++) {
      const value = at(x, y);
      const dx = at(x + 1, y) - at(x - 1, y);
      const dy = at(x, y + 1) - at(x, y - 1);
      sums[0] = (sums[0] as number) + value;
      sums[1] = (sums[1] as number) + Math.max(0, Math.abs(dx) - Math.abs(dy));
      sums[2] = (sums[2] as number) + Math.max(0, dy - Math.abs(dx));
      sums[3] = (sums[3] as number) + Math.max(0, -dy - Math.abs(dx));
      sums[4] = (sums[4] as number) + Math.min(Math.abs(dx), Math.abs(dy));
    }
    // The row is shared out to the two levels its middle lies between.
    const level = ((y + 0.5) / high) * levels - 0.5;
    const low = Math.max(0, Math.min(levels - 1, Math.floor(level)));
    const next = Math.min(levels - 1, low + 1);
    const part = Math.max(0, level - low);
    sums.forEach((sum, kind) => {
      totals[kind] = (totals[kind] as number) + sum;
      const to = kind * levels;
      out[to + low] = (out[to + low] as number) + sum * (1 - part);
      out[to + next] = (out[to + next] as number) + sum * part;
    });
  }
  for (let i = 0; i < featureCount; i++) {
    out[i] = ((out[i] as number) * levels) / Math.max(1, totals[Math.floor(i / levels)] as number);
  }
  return out;
}
