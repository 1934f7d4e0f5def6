/** A level that changes evenly over the reduced page. */
export interface LevelPlane {
  /** At the first pixel. */
  readonly base: number;
  readonly perColumn: number;
  readonly perRow: number;
}

/** Levels around the plane that are asked for the next one: light falls off slowly, a sheet or its shadow is far off. */
const reaches = [60, 36, 22, 14, 10] as const;
/** Keeps a slope at nothing where the pixels do not tell it: they all lie in one row. Share of their number. */
const stiffness = 0.002;

export interface FittedPlane {
  readonly plane: LevelPlane;
  readonly inliers: Int32Array;
  /** Mean distance of the inliers from it, levels. */
  readonly spread: number;
}

/** The plane through most of the levels of some pixels, by least squares over what lies ever nearer to it. */
export function fitPlane(
  data: Uint8Array,
  channels: number,
  channel: number,
  pixels: Int32Array,
  width: number,
  height: number,
): FittedPlane {
  const total = pixels.length;
  const values = new Float64Array(total);
  const xs = new Float64Array(total);
  const ys = new Float64Array(total);
  for (let k = 0; k < total; k++) {
    const i = pixels[k] as number;
    const row = Math.floor(i / width);
    values[k] = data[i * channels + channel] as number;
    xs[k] = (i - row * width) / width - 0.5;
    ys[k] = row / height - 0.5;
  }
  let line: Coefficients = [values.slice().sort()[total >> 1] as number, 0, 0];
  for (const reach of reaches) line = fitNear(values, xs, ys, line, reach) ?? line;
  const [base, perX, perY] = line;
  const inliers = new Int32Array(total);
  const least = reaches[reaches.length - 1] as number;
  let count = 0;
  let spread = 0;
  for (let k = 0; k < total; k++) {
    const off = Math.abs((values[k] as number) - base - perX * (xs[k] as number) - perY * (ys[k] as number));
    if (off > least) continue;
    inliers[count++] = pixels[k] as number;
    spread += off;
  }
  return {
    plane: { base: base - (perX + perY) / 2, perColumn: perX / width, perRow: perY / height },
    inliers: inliers.slice(0, count),
    spread: count > 0 ? spread / count : 0,
  };
}

/** Level in the middle, and what it grows by over the whole width and height. */
type Coefficients = readonly [base: number, perX: number, perY: number];

function fitNear(
  values: Float64Array,
  xs: Float64Array,
  ys: Float64Array,
  [base, perX, perY]: Coefficients,
  reach: number,
): Coefficients | null {
  let [count, sv, sx, sy, sxx, sxy, syy, sxv, syv] = [0, 0, 0, 0, 0, 0, 0, 0, 0];
  for (let k = 0; k < values.length; k++) {
    const x = xs[k] as number;
    const y = ys[k] as number;
    const value = values[k] as number;
    if (Math.abs(value - base - perX * x - perY * y) > reach) continue;
    count++;
    sv += value;
    sx += x;
    sy += y;
    sxx += x * x;
    sxy += x * y;
    syy += y * y;
    sxv += x * value;
    syv += y * value;
  }
  if (count < 12) return null;
  const cxx = sxx - (sx * sx) / count + stiffness * count;
  const cyy = syy - (sy * sy) / count + stiffness * count;
  const cxy = sxy - (sx * sy) / count;
  const cxv = sxv - (sx * sv) / count;
  const cyv = syv - (sy * sv) / count;
  const det = cxx * cyy - cxy * cxy;
  const slopeX = (cxv * cyy - cyv * cxy) / det;
  const slopeY = (cyv * cxx - cxv * cxy) / det;
  return [(sv - slopeX * sx - slopeY * sy) / count, slopeX, slopeY];
}
