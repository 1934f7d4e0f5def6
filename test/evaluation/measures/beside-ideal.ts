import type { Raster } from '../../../src/imaging/raster.ts';
import type { Sheet, Spot } from '../sheets/sheet.ts';
import { apply } from '../shots/shoot.ts';
import type { Ideal } from './ideal.ts';

/** Ideal print this dark must be seen; a rendition this light where it should be has lost it. Levels. */
const printLevel = 110;
const lostLevel = 225;
/** Ideal paper; and what in its middle is dirt. */
const paperLevel = 250;
const dirtLevel = 200;
/** Paper darker than this shows faint print of the back, rims of holes, shades. */
const shadeLevel = 242;
/** Edges of print are left out: blur, JPEG and half a pixel of place are no loss. Millimetres. */
const edgeMm = 0.45;

export interface BesideIdeal {
  /** Share of the print that is gone. */
  readonly lost: number;
  /** Square millimetres of dirt on paper, a page. */
  readonly dirtMm2: number;
  /** Share of the paper that shows a faint shade. */
  readonly shade: number;
  /** Mean luma of the paper. */
  readonly paper: number;
}

/** Compares a rendition with the ideal one, of the same size. */
export function besideIdeal(rendition: Raster, ideal: Ideal, dpi: number): BesideIdeal {
  const { width, height } = ideal;
  const wanted = lumaOf(ideal.rgba, 4);
  const got = lumaOf(rendition.data, rendition.channels);
  const reach = Math.round((edgeMm * dpi) / 25.4);
  const nearPrint = darkestNear(wanted, width, height, reach);
  // Print that has moved by a pixel is still there.
  const darkestGot = darkestNear(got, width, height, 2);
  let [print, lost, paper, dirt, shade, level] = [0, 0, 0, 0, 0, 0];
  const rim = Math.round((1 * dpi) / 25.4);
  for (let y = rim; y < height - rim; y++) {
    for (let x = rim, i = y * width + rim; x < width - rim; x++, i++) {
      if ((wanted[i] as number) <= printLevel) {
        print++;
        if ((darkestGot[i] as number) >= lostLevel) lost++;
      } else if ((nearPrint[i] as number) >= paperLevel) {
        paper++;
        level += got[i] as number;
        if ((got[i] as number) < dirtLevel) dirt++;
        else if ((got[i] as number) < shadeLevel) shade++;
      }
    }
  }
  return {
    lost: print === 0 ? 0 : lost / print,
    dirtMm2: dirt * (25.4 / dpi) ** 2,
    shade: paper === 0 ? 0 : shade / paper,
    paper: paper === 0 ? 255 : level / paper,
  };
}

/** Mean luma of a rendition in a disc of the sheet; null where it is not on the rendition. */
export function levelAt(rendition: Raster, ideal: Ideal, { x, y, radius }: Spot): number | null {
  const middle = apply(ideal.place, { x, y });
  const px = Math.hypot(ideal.place.a, ideal.place.b) * radius;
  let [sum, count] = [0, 0];
  for (let row = Math.round(middle.y - px); row <= middle.y + px; row++) {
    for (let column = Math.round(middle.x - px); column <= middle.x + px; column++) {
      if (Math.hypot(column - middle.x, row - middle.y) > px) continue;
      if (row < 0 || column < 0 || row >= rendition.height || column >= rendition.width) continue;
      sum += lumaAt(rendition.data, row * rendition.width + column, rendition.channels);
      count++;
    }
  }
  return count === 0 ? null : sum / count;
}

/** Degrees between the hue of seals as drawn and as rendered, and how much of their colour is left (1: all). */
export function sealColour(
  rendition: Raster,
  ideal: Ideal,
  { seals }: Sheet,
): { readonly hueOff: number; readonly chromaLeft: number } | null {
  const sums = { wanted: [0, 0, 0], got: [0, 0, 0] };
  let count = 0;
  for (const { x, y, radius } of seals) {
    const middle = apply(ideal.place, { x, y });
    const px = Math.hypot(ideal.place.a, ideal.place.b) * radius;
    const [top, bottom] = [Math.max(0, middle.y - px), Math.min(ideal.height - 1, middle.y + px)];
    for (let row = Math.round(top); row <= bottom; row++) {
      const [left, right] = [Math.max(0, middle.x - px), Math.min(ideal.width - 1, middle.x + px)];
      for (let column = Math.round(left); column <= right; column++) {
        const i = row * ideal.width + column;
        const [red = 0, green = 0, blue = 0] = ideal.rgba.subarray(i * 4, i * 4 + 3);
        if (red - Math.max(green, blue) < 80) continue;
        count++;
        for (let c = 0; c < 3; c++) {
          sums.wanted[c] = (sums.wanted[c] as number) + (ideal.rgba[i * 4 + c] as number);
          sums.got[c] = (sums.got[c] as number) + (rendition.data[i * 3 + c] as number);
        }
      }
    }
  }
  if (count === 0) return null;
  const wanted = hueAndChroma(sums.wanted.map((sum) => sum / count));
  const got = hueAndChroma(sums.got.map((sum) => sum / count));
  const off = Math.abs(wanted.hue - got.hue) % 360;
  return { hueOff: Math.min(off, 360 - off), chromaLeft: got.chroma / wanted.chroma };
}

function hueAndChroma([red = 0, green = 0, blue = 0]: readonly number[]): { hue: number; chroma: number } {
  const hue = (Math.atan2(Math.sqrt(3) * (green - blue), 2 * red - green - blue) * 180) / Math.PI;
  return { hue, chroma: Math.max(red, green, blue) - Math.min(red, green, blue) };
}

function lumaOf(data: ArrayLike<number>, step: number): Uint8Array {
  const luma = new Uint8Array(data.length / step);
  for (let i = 0; i < luma.length; i++) luma[i] = lumaAt(data, i, step);
  return luma;
}

function lumaAt(data: ArrayLike<number>, at: number, step: number): number {
  const i = at * step;
  if (step === 1) return data[i] as number;
  return ((data[i] as number) * 77 + (data[i + 1] as number) * 150 + (data[i + 2] as number) * 29) >> 8;
}

/** The darkest in a square of `reach` pixels to either side: along rows, then columns. */
function darkestNear(plane: Uint8Array, width: number, height: number, reach: number): Uint8Array {
  return darkestAlong(darkestAlong(plane, 1, reach), width, reach).subarray(0, width * height);
}

function darkestAlong(plane: Uint8Array, step: number, reach: number): Uint8Array {
  const darkest = new Uint8Array(plane);
  for (let off = step; off <= reach * step; off += step) {
    for (let i = off; i < plane.length - off; i++) {
      const other = Math.min(plane[i - off] as number, plane[i + off] as number);
      if (other < (darkest[i] as number)) darkest[i] = other;
    }
  }
  return darkest;
}
