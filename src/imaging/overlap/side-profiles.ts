import type { Plane } from '../raster.ts';

/** Levels by which the bed is darker than the paper. */
const leastContrast = 60;
/** Share of the rows in which the bed must be seen, on each side. */
const leastRows = 0.5;
/** Bed that is as even as this is one. */
const bedSpread = 24;

/** Where the sheet begins and ends in each row of the reduced page, from the first row that has it to the last. */
export interface SideProfiles {
  readonly left: Float32Array;
  readonly right: Float32Array;
}

/** Both sides of a sheet on a dark bed, to a fraction of a pixel; null where the bed is not seen on both. */
export function sideProfiles({ data, width, height }: Plane, paperLevel: number): SideProfiles | null {
  if (width < 40 || height < 40) return null;
  const bed = bedLevel(data, width, height);
  if (bed === null || paperLevel - bed < leastContrast) return null;
  const middle = (bed + paperLevel) / 2;
  const left: number[] = [];
  const right: number[] = [];
  let seenLeft = 0;
  let seenRight = 0;
  for (let y = 0; y < height; y++) {
    const from = edgeFrom(data, y * width, 1, width, middle);
    const to = edgeFrom(data, y * width + width - 1, -1, width, middle);
    // A row of bed alone, above or below the sheet.
    if (from === null || to === null || from + to > width - 20) continue;
    if (from > 1) seenLeft++;
    if (to > 1) seenRight++;
    left.push(from);
    right.push(width - to);
  }
  if (left.length < height / 3 || Math.min(seenLeft, seenRight) < left.length * leastRows) return null;
  return { left: Float32Array.from(left), right: Float32Array.from(right) };
}

/** Middle level of the two outer columns but one, if they are dark and even; null otherwise. */
function bedLevel(data: Uint8Array, width: number, height: number): number | null {
  const levels: number[] = [];
  for (let y = 1; y < height - 1; y++) {
    levels.push(data[y * width + 1] as number, data[y * width + width - 2] as number);
  }
  levels.sort((a, b) => a - b);
  const at = (share: number) => levels[Math.floor((levels.length - 1) * share)] as number;
  return at(0.5) - at(0.1) <= bedSpread ? at(0.3) : null;
}

/** Pixels from `start` to where the level passes `middle` and stays there for three. */
function edgeFrom(
  data: Uint8Array,
  start: number,
  step: number,
  length: number,
  middle: number,
): number | null {
  for (let k = 0, i = start; k + 2 < length; k++, i += step) {
    const level = data[i] as number;
    if (level < middle || (data[i + step] as number) < middle || (data[i + 2 * step] as number) < middle)
      continue;
    if (k === 0) return 0;
    const before = data[i - step] as number;
    return before >= middle ? k : k + 0.5 - (level - middle) / Math.max(1, level - before);
  }
  return null;
}
