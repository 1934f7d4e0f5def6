import type { PageKernel } from '../kernel/page-kernel.ts';
import {
  type Axis,
  baselineEnergies,
  type DetailedPrint,
  detailedProfiles,
  lineEnergies,
  type Print,
  type Profiles,
  partEnergies,
  profilesOf,
} from './profiles.ts';

/** Skew beyond this is taken for a quarter turn seen from the other side, or no text at all. */
const range = 20;
const coarseStep = 1;
/** Width of the parts the page is cut into along its lines for the coarse search: two degrees smear a line by a millimetre. */
const coarsePartMm = 35;
/** Of the parts in which lines are at one height: columns of text, of names, of amounts. */
const columnMm = 70;
/**
 * Energy of the whole width over what its parts would make if all their lines met, below which they do not meet: of three
 * and more, and of two, which are a worse measure than the whole of a narrow sheet.
 */
const meeting = 0.75;
const meetingOfTwo = 0.6;
/** Width of the strips of the halved plane, pixels to the power of 2: what a line climbs within one is smeared. */
const halfStripBits = 2;
/** Of those of the page once it is sheared by the coarse angle: within a degree of it they smear a quarter of a pixel. */
const stripBits = 4;
/**
 * Degrees by which profiles are sheared beside what is looked for: at the angle itself no strip is shifted, all bins fall
 * in step, and it would seem sharper than it is.
 */
const beside = 0.5;
/** Degrees off the angle at which a line as wide as the page falls apart; of one as wide as a part, degrees times millimetres. */
const wholeOff = 1;
const partsArc = 140;
/** Steps and reach of the last search, degrees. */
const fineStep = 0.04;
const fineReach = 0.12;
/** Times it is made at most. */
const mostRounds = 3;
/** Degrees away from the peak at which there is no line of text any more. */
const farOff = [-9, -7, -5, 5, 7, 9];

/** Lines as found on a page. */
export interface Lines {
  /** Lean, degrees, counter-clockwise positive. */
  readonly degrees: number;
  readonly axis: Axis;
  /** Energy of the projection at the angle over the median far off it: 1 where nothing is in line. */
  readonly clarity: number;
  /** Energy over that along the other axis. */
  readonly axisClarity: number;
  /** Energy at the angle over that beside it: how long and exact the lines are. */
  readonly straightness: number;
  /** Profiles sheared by about the angle, to measure with. */
  readonly profiles: Profiles;
}

/**
 * The angle at which print falls into the sharpest lines, coarse to fine: the halved page over ±20° along both axes, then
 * the page as captured around the best. What is taken on the kernel's stack stays there with `profiles`.
 */
export function searchLines(kernel: PageKernel, print: DetailedPrint): Lines {
  const half = halve(kernel, print);
  const rows = scan(kernel, profilesOf(kernel, half, 'rows', 0, halfStripBits));
  const columns = scan(kernel, profilesOf(kernel, half, 'columns', 0, halfStripBits));
  const axis: Axis = rows.energy >= columns.energy ? 'rows' : 'columns';
  const [best, other] = axis === 'rows' ? [rows, columns] : [columns, rows];
  const profiles = detailedProfiles(kernel, print, axis, best.degrees + beside, stripBits);
  const { degrees, parts } = climb(kernel, profiles, best.degrees);
  return {
    degrees,
    axis,
    clarity: clarityOf(kernel, half, axis, degrees),
    axisClarity: best.energy / Math.max(1, other.energy),
    straightness: sharpness(
      kernel,
      profiles,
      degrees,
      parts === 1 ? wholeOff : (partsArc * parts) / profiles.widthMm,
      parts,
    ),
    profiles,
  };
}

/** Sharpest angle within 0.4° of one that is known, along its axis; and the profiles it was found with. */
export function searchNear(
  kernel: PageKernel,
  print: DetailedPrint,
  axis: Axis,
  degrees: number,
): { readonly degrees: number; readonly profiles: Profiles } {
  const profiles = detailedProfiles(kernel, print, axis, degrees + beside, stripBits);
  return { degrees: peakNear(kernel, profiles, degrees, 0.05, 0.4, 1), profiles };
}

/** Energy at an angle, in so many parts, over the mean of those `off` degrees on either side: how long and exact its lines are. */
export function sharpness(
  kernel: PageKernel,
  profiles: Profiles,
  degrees: number,
  off: number,
  parts: number,
): number {
  const angles = [degrees, degrees - off, degrees + off];
  const [peak, below, above] = lineEnergies(kernel, profiles, angles, parts) as [number, number, number];
  return (2 * peak) / Math.max(1, below + above);
}

/**
 * From parts of the width to all of it. Where lines of columns side by side do not meet, or stand on different base lines
 * (Han characters beside figures), the whole width has false peaks, as slits make fringes; there the parts decide.
 */
function climb(
  kernel: PageKernel,
  profiles: Profiles,
  from: number,
): { readonly degrees: number; readonly parts: number } {
  const columns = partsOf(profiles, columnMm);
  const roughly = peakNear(kernel, profiles, from, 0.2, 0.4, partsOf(profiles, coarsePartMm));
  const nearly = peakNear(kernel, profiles, roughly, 0.1, 0.2, columns);
  const sharpest = settle(kernel, profiles, nearly, 1);
  const least = columns > 2 ? meeting : meetingOfTwo;
  if (coherence(kernel, profiles, sharpest, columns) >= least) return { degrees: sharpest, parts: 1 };
  return { degrees: settle(kernel, profiles, nearly, columns), parts: columns };
}

/** The last search, by the base lines; it goes on where it ended at the rim of what it looked at. */
function settle(kernel: PageKernel, profiles: Profiles, from: number, parts: number): number {
  let sharpest = from;
  for (let round = 0; round < mostRounds; round++) {
    const last = sharpest;
    const angles = anglesAround(last, fineStep, fineReach + fineStep);
    sharpest = highest(angles, baselineEnergies(kernel, profiles, angles, parts));
    if (Math.abs(sharpest - last) < fineReach) break;
  }
  return sharpest;
}

/** Energy of the whole width over what its parts would make if all their lines met: 1 for one column of text. */
function coherence(kernel: PageKernel, profiles: Profiles, degrees: number, parts: number): number {
  const [whole] = lineEnergies(kernel, profiles, [degrees], 1) as [number];
  const apart = partEnergies(kernel, profiles, degrees, parts);
  return whole / Math.max(1, apart.reduce((sum, energy) => sum + Math.sqrt(energy), 0) ** 2);
}

function partsOf({ widthMm }: Profiles, partMm: number): number {
  return Math.max(1, Math.round(widthMm / partMm));
}

/** Top of the parabola through the three angles around the sharpest, `step` apart and at most `reach` from `from`. */
function peakNear(
  kernel: PageKernel,
  profiles: Profiles,
  from: number,
  step: number,
  reach: number,
  parts: number,
): number {
  const angles = anglesAround(from, step, reach + step);
  return highest(angles, lineEnergies(kernel, profiles, angles, parts));
}

/** Top of the highest peak; the outermost angles only bound it. */
function highest(angles: readonly number[], energies: readonly number[]): number {
  let at = 1;
  for (let i = 2; i + 1 < angles.length; i++) if ((energies[i] as number) > (energies[at] as number)) at = i;
  return topOf(angles, energies, at);
}

/** Top of the parabola through three angles, the middle one at `at`; never beyond them. */
function topOf(angles: readonly number[], energies: readonly number[], at: number): number {
  const [before, peak, behind] = energies.slice(at - 1, at + 2) as [number, number, number];
  const [from, middle, to] = angles.slice(at - 1, at + 2) as [number, number, number];
  const bend = before - 2 * peak + behind;
  const off = bend < 0 ? Math.max(-1, Math.min(1, (before - behind) / (2 * bend))) : 0;
  return middle + (off * (to - from)) / 2;
}

/** The sharpest angle of the coarse search, and its energy. */
function scan(kernel: PageKernel, profiles: Profiles): { degrees: number; energy: number } {
  const angles = anglesAround(0, coarseStep, range);
  const energies = lineEnergies(kernel, profiles, angles, partsOf(profiles, coarsePartMm));
  const at = energies.indexOf(Math.max(...energies));
  const inner = Math.max(1, Math.min(angles.length - 2, at));
  return { degrees: topOf(angles, energies, inner), energy: energies[at] as number };
}

function clarityOf(kernel: PageKernel, half: Print, axis: Axis, degrees: number): number {
  const profiles = profilesOf(kernel, half, axis, degrees, halfStripBits);
  const angles = [0, ...farOff].map((off) => degrees + off);
  const [peak, ...away] = lineEnergies(kernel, profiles, angles, 1);
  away.sort((a, b) => a - b);
  return (peak as number) / Math.max(1, away[3] as number);
}

function halve(kernel: PageKernel, { at, width, height, mm }: Print): Print {
  const half = { width: width >> 1, height: height >> 1, mm: mm / 2 };
  const to = kernel.take(half.width * half.height + 16);
  kernel.run.halve(at, width, height, to);
  return { at: to, ...half };
}

function anglesAround(middle: number, step: number, reach: number): number[] {
  const steps = Math.round(reach / step);
  return Array.from({ length: 2 * steps + 1 }, (_, i) => middle + (i - steps) * step);
}
