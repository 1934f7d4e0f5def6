import type { PageKernel } from '../kernel/page-kernel.ts';

/** Way lines run: `rows` from left to right, `columns` from top to bottom. */
export type Axis = 'rows' | 'columns';

/** Print of a reduced page in the kernel's memory, a byte for each pixel. */
export interface Print {
  readonly at: number;
  readonly width: number;
  readonly height: number;
  /** Pixels to a millimetre. */
  readonly mm: number;
}

/** Print, and the page it was seen on: the kernel's source. */
export interface DetailedPrint extends Print {
  /** How much darker than the paper each pixel is. */
  readonly ink: number;
  /** Pixels of the source to one of the reduction. */
  readonly factor: number;
  /** Pixels of print. */
  readonly count: number;
}

/**
 * Ink of narrow strips across the lines, summed along them at `degrees`. The projection of the page at an angle near
 * by is the sum of its strips, each shifted a little: its cost is that of the strips, not of the pixels.
 */
export interface Profiles {
  readonly axis: Axis;
  readonly degrees: number;
  readonly at: number;
  readonly count: number;
  /** Bins of each, spare ones at both ends included. */
  readonly stride: number;
  /** Width of a strip in bins. */
  readonly step: number;
  /** Of all strips, millimetres. */
  readonly widthMm: number;
}

/** Bins kept free at each end: what the kernel's vectors reach over. */
const spareBins = 8;
/** Bins to a reduced pixel where the page itself is finer: at 75 dpi the edges of small letters run into each other. */
const fineBins = 2;
/** Pixels of print from which on every second one across the strips says as much: half a page of text. */
const enough = 15_000;

/** How steeply the sharper side of the lines outweighs the other. */
const sidePower = 2;

/** Profiles of strips 2 ** `stripBits` pixels wide at `degrees`, on the kernel's stack. */
export function profilesOf(
  kernel: PageKernel,
  print: Print,
  axis: Axis,
  degrees: number,
  stripBits: number,
): Profiles {
  const { at, width, height } = print;
  const profiles = emptyProfiles(kernel, print, axis, degrees, stripBits, 1);
  const sum = axis === 'rows' ? kernel.run.profileColumns : kernel.run.profileRows;
  sum(at, width, height, stripBits, slopeOf(axis, degrees), profiles.at, profiles.stride);
  return profiles;
}

/** The same from the pixels of the page as captured, in bins of half a reduced pixel where they are as fine as that. */
export function detailedProfiles(
  kernel: PageKernel,
  print: DetailedPrint,
  axis: Axis,
  degrees: number,
  stripBits: number,
): Profiles {
  const { at, ink, factor, width, height, count } = print;
  const every = count > enough ? 2 : 1;
  const scale = factor > 1 ? fineBins : 1;
  const profiles = emptyProfiles(kernel, print, axis, degrees, stripBits, scale);
  const sum = axis === 'rows' ? kernel.run.detailColumns : kernel.run.detailRows;
  const slope = slopeOf(axis, degrees);
  sum(factor, at, ink, width, height, every, stripBits, slope, scale, profiles.at, profiles.stride);
  return profiles;
}

/**
 * How sharply lines of print stand out at each of `angles` (degrees), in `parts` of the page side by side along its lines,
 * each projected by itself and all added up: the narrower the parts, the wider the peak.
 */
export function lineEnergies(
  kernel: PageKernel,
  profiles: Profiles,
  angles: readonly number[],
  parts: number,
): number[] {
  return edgeEnergies(kernel, profiles, angles, parts).map((edges) => edges.reduce((sum, e) => sum + e, 0));
}

/** The same of each part, at one angle. */
export function partEnergies(
  kernel: PageKernel,
  profiles: Profiles,
  degrees: number,
  parts: number,
): number[] {
  const [edges] = edgeEnergies(kernel, profiles, [degrees], parts) as [Float32Array];
  return Array.from(
    { length: edges.length / 2 },
    (_, part) => (edges[2 * part] as number) + (edges[2 * part + 1] as number),
  );
}

/**
 * As `lineEnergies`, of that side of the lines before all on which they are sharper: letters share a base line, not a
 * height.
 */
export function baselineEnergies(
  kernel: PageKernel,
  profiles: Profiles,
  angles: readonly number[],
  parts: number,
): number[] {
  const edges = edgeEnergies(kernel, profiles, angles, parts);
  const rising = edges.map((energies) => energies.reduce((sum, e, i) => (i % 2 === 0 ? sum + e : sum), 0));
  const falling = edges.map((energies) => energies.reduce((sum, e, i) => (i % 2 === 0 ? sum : sum + e), 0));
  const share = 1 / (1 + (Math.max(...falling) / Math.max(1, ...rising)) ** sidePower);
  return rising.map((energy, i) => energy * share + (falling[i] as number) * (1 - share));
}

/** For each angle the energies of rising and of falling edges, in turns, part after part. */
function edgeEnergies(
  kernel: PageKernel,
  profiles: Profiles,
  angles: readonly number[],
  parts: number,
): Float32Array[] {
  const { axis, degrees, at, count, stride, step } = profiles;
  const group = Math.ceil(count / parts);
  const length = 2 * Math.ceil(count / group);
  const slopes = Float32Array.from(angles, (angle) => slopeOf(axis, angle) - slopeOf(axis, degrees));
  const steepest = slopes.reduce((most, slope) => Math.max(most, Math.abs(slope)), 0);
  const reach = Math.ceil((steepest * step * Math.min(group, count)) / 2) + 3;
  const mark = kernel.mark();
  const energies = kernel.take(angles.length * length * 4);
  const scratch = kernel.take((stride + 2 * reach + 16) * 4);
  const wanted = kernel.put(new Uint8Array(slopes.buffer));
  kernel.run.sweep(at, count, stride, step, group, wanted, angles.length, energies, scratch);
  const found = new Float32Array(kernel.view(energies, angles.length * length * 4).slice().buffer);
  kernel.release(mark);
  return angles.map((_, i) => found.subarray(i * length, (i + 1) * length));
}

function emptyProfiles(
  kernel: PageKernel,
  { width, height, mm }: Print,
  axis: Axis,
  degrees: number,
  stripBits: number,
  scale: number,
): Profiles {
  const [along, across] = axis === 'rows' ? [width, height] : [height, width];
  const count = Math.ceil(along / 2 ** stripBits);
  const length = (across + Math.abs(slopeOf(axis, degrees)) * along) * scale + 2 * spareBins;
  const stride = Math.ceil(length / 4) * 4;
  const at = kernel.take(count * stride * 4);
  kernel.view(at, count * stride * 4).fill(0);
  return { axis, degrees, at, count, stride, step: 2 ** stripBits * scale, widthMm: along / mm };
}

/** Steps across the lines for a step along them that bring a line leaning by `degrees` into one bin. */
function slopeOf(axis: Axis, degrees: number): number {
  const slope = Math.tan((degrees * Math.PI) / 180);
  return axis === 'rows' ? slope : -slope;
}
