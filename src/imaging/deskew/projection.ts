/** Ink as points around the centre of the page, in reduced pixels, each weighing as much as it is dark. */
export interface InkPoints {
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly weight: Float32Array;
  /** Largest distance of a point from the centre. */
  readonly radius: number;
}

export type Axis = 'rows' | 'columns';

/** Points of all inked pixels where `mask` is 1. `step` 2 joins squares of four pixels: a quarter of the work. */
export function collectPoints(
  ink: Uint8Array,
  width: number,
  height: number,
  step: 1 | 2,
  mask: Uint8Array,
): InkPoints {
  const most = Math.floor(width / step) * Math.floor(height / step);
  const x = new Float32Array(most);
  const y = new Float32Array(most);
  const weight = new Float32Array(most);
  const middleX = (width - step) / 2;
  const middleY = (height - step) / 2;
  let count = 0;
  for (let row = 0; row + step <= height; row += step) {
    for (let column = 0; column + step <= width; column += step) {
      let sum = 0;
      for (let dy = 0; dy < step; dy++) {
        for (let dx = 0; dx < step; dx++) {
          const pixel = (row + dy) * width + column + dx;
          const value = ink[pixel] as number;
          // Black print must not outweigh gray print: what counts is where ink is, not how much.
          if (value >= faintest && mask[pixel] === 1) sum += Math.min(value, fullInk);
        }
      }
      if (sum === 0) continue;
      x[count] = column - middleX;
      y[count] = row - middleY;
      weight[count++] = sum;
    }
  }
  return {
    x: x.subarray(0, count),
    y: y.subarray(0, count),
    weight: weight.subarray(0, count),
    radius: Math.hypot(width, height) / 2,
  };
}

const faintest = 20;
const fullInk = 100;

/**
 * How sharply lines of print stand out when looked at along `degrees` (positive leans counter-clockwise): the energy
 * of the differences between neighbouring bins of the projection. Ink is spread over three bins by a quadratic
 * B-spline: nearest or linear binning rings where rows of pixels and bins fall in step and so favours exactly 0.
 * With `strips` over 1 the page is cut across its lines and each part projected for itself, which widens the peak as
 * many times.
 */
export function lineEnergy(
  points: InkPoints,
  axis: Axis,
  degrees: number,
  binSize: number,
  strips: number,
): number {
  const { x, y, weight, radius } = points;
  const angle = (degrees * Math.PI) / 180;
  // Along the lines (u) and across them (v); turned by a quarter for columns.
  const across = axis === 'rows' ? [Math.sin(angle), Math.cos(angle)] : [Math.cos(angle), -Math.sin(angle)];
  const ax = (across[0] as number) / binSize;
  const ay = (across[1] as number) / binSize;
  const bins = Math.ceil((2 * radius) / binSize) + 6;
  const middle = bins / 2;
  const histogram = new Float32Array(bins * strips);
  const along = axis === 'rows' ? x : y;
  const stripScale = strips / (2 * radius);
  for (let i = 0; i < x.length; i++) {
    const at = (x[i] as number) * ax + (y[i] as number) * ay + middle;
    const bin = Math.round(at);
    const off = at - bin;
    const w = weight[i] as number;
    let k = bin;
    if (strips > 1) k += Math.floor(((along[i] as number) + radius) * stripScale) * bins;
    histogram[k - 1] = (histogram[k - 1] as number) + w * 0.5 * (0.5 - off) * (0.5 - off);
    histogram[k] = (histogram[k] as number) + w * (0.75 - off * off);
    histogram[k + 1] = (histogram[k + 1] as number) + w * 0.5 * (0.5 + off) * (0.5 + off);
  }
  let energy = 0;
  for (let i = 1; i < histogram.length; i++) {
    const difference = (histogram[i] as number) - (histogram[i - 1] as number);
    energy += difference * difference;
  }
  return energy;
}
