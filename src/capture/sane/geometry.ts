import type { PaperSize } from '../../domain/rules/profile.ts';
import type { SaneDevice } from './device.ts';
import type { SaneOption } from './option-value.ts';
import { frameOptions, pageHeightOptions, pageWidthOptions } from './options.ts';
import { autoHeightMm, bedToleranceMm, type PaperMm, paperMm } from './paper.ts';
import { setNearest, settable } from './settle.ts';

/** Sets the frame to the paper's size, or to `auto` where it does not fit; says which. Null: the device has no frame to set. */
export async function setPaper(device: SaneDevice, paper: PaperSize, dpi: number): Promise<PaperSize | null> {
  const bed = bedOf(device, dpi);
  if (!bed) return null;
  const used = paper === 'auto' || !isInside(paperMm[paper], bed) ? 'auto' : paper;
  const size =
    used === 'auto' ? { width: bed.width, height: Math.min(bed.height, autoHeightMm) } : paperMm[used];
  // A feeder centres its frame on the page: the page comes first, and moves the frame's ranges.
  await setNearest(device, pageWidthOptions, size.width);
  await setNearest(device, pageHeightOptions, size.height);
  await setLength(device, frameOptions.left, 0, dpi);
  await setLength(device, frameOptions.top, 0, dpi);
  await setLength(device, frameOptions.right, size.width, dpi);
  await setLength(device, frameOptions.bottom, size.height, dpi);
  return used;
}

/** The papers that fit into a bed, with `auto`. */
export function papersInside(bed: PaperMm | null): PaperSize[] {
  const sizes = Object.keys(paperMm) as (keyof typeof paperMm)[];
  return ['auto', ...sizes.filter((size) => bed !== null && isInside(paperMm[size], bed))];
}

/** As far as the frame can go, in millimetres; null where the device has no frame. */
export function bedOf(device: SaneDevice, dpi: number): PaperMm | null {
  const right = settable(device, [frameOptions.right]);
  const bottom = settable(device, [frameOptions.bottom]);
  if (!right || !bottom) return null;
  const page = (names: readonly string[]) => settable(device, names);
  return {
    width: mostMm(page(pageWidthOptions), dpi) ?? mostMm(right, dpi) ?? 0,
    height: mostMm(page(pageHeightOptions), dpi) ?? mostMm(bottom, dpi) ?? 0,
  };
}

function isInside(paper: PaperMm, bed: PaperMm): boolean {
  return paper.width <= bed.width + bedToleranceMm && paper.height <= bed.height + bedToleranceMm;
}

function mostMm(option: SaneOption | null, dpi: number): number | null {
  if (!option) return null;
  const most = option.range?.most ?? Math.max(...option.choices.map(Number).filter(Number.isFinite));
  const least = option.range?.least ?? 0;
  if (!Number.isFinite(most)) return null;
  return (most - least) / unitsPerMm(option, dpi);
}

/** Lengths are in millimetres or, with some backends, in pixels; they count from the frame's least place. */
async function setLength(device: SaneDevice, name: string, mm: number, dpi: number): Promise<void> {
  const option = settable(device, [name]);
  if (!option) return;
  await setNearest(device, [name], (option.range?.least ?? 0) + mm * unitsPerMm(option, dpi));
}

function unitsPerMm(option: SaneOption, dpi: number): number {
  return option.unit === 'px' ? dpi / 25.4 : 1;
}
