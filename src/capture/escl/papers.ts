import { type PaperSize, paperSizes } from '../../domain/rules/profile.ts';

/** A rectangle on the glass or under the feeder, in 1/300 inch from its upper left corner. */
export interface ScanRegion {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What one way of feeding can take, in 1/300 inch; null: the device does not say. */
export interface Extent {
  readonly maxWidth: number | null;
  readonly maxHeight: number | null;
  /** Where a sheet narrower than the feeder lies in it. */
  readonly justification: 'left' | 'center' | 'right';
}

/** Millimetres, ISO 216 (B too: GB/T 148 has the same), ANSI for the last two. */
const millimetres = {
  a3: [297, 420],
  a4: [210, 297],
  a5: [148, 210],
  a6: [105, 148],
  b4: [250, 353],
  b5: [176, 250],
  letter: [215.9, 279.4],
  legal: [215.9, 355.6],
} as const satisfies Record<Exclude<PaperSize, 'auto'>, readonly [number, number]>;

/** A skewed A4 sheet sticks out of an A4 frame: 10 mm more are taken, and cropped later. */
const autoHeight = 3508 + 118;
const autoWidth = 2480;
/** Devices round their limits: 1 mm. */
const tolerance = 12;

/** Sizes that fit under the feeder or on the glass; `auto` always does. */
export function papersOf(extents: readonly Extent[]): PaperSize[] {
  return paperSizes.filter((paper) => extents.some((extent) => fits(paper, extent)));
}

/** The region for a paper, or for `auto` where it does not fit. */
export function regionFor(paper: PaperSize, extent: Extent): { paper: PaperSize; region: ScanRegion } {
  const { maxWidth, maxHeight } = extent;
  if (paper === 'auto' || !fits(paper, extent)) {
    const width = maxWidth ?? autoWidth;
    return {
      paper: 'auto',
      region: { x: 0, y: 0, width, height: Math.min(maxHeight ?? autoHeight, autoHeight) },
    };
  }
  const size = sizeOf(paper);
  const width = Math.min(size.width, maxWidth ?? size.width);
  const spare = maxWidth === null ? 0 : maxWidth - width;
  const x = { left: 0, center: Math.floor(spare / 2), right: spare }[extent.justification];
  return { paper, region: { x, y: 0, width, height: Math.min(size.height, maxHeight ?? size.height) } };
}

function fits(paper: PaperSize, { maxWidth, maxHeight }: Extent): boolean {
  if (paper === 'auto') return true;
  const { width, height } = sizeOf(paper);
  return width <= (maxWidth ?? autoWidth) + tolerance && height <= (maxHeight ?? autoHeight) + tolerance;
}

function sizeOf(paper: Exclude<PaperSize, 'auto'>): { width: number; height: number } {
  const [width, height] = millimetres[paper];
  return { width: Math.round((width / 25.4) * 300), height: Math.round((height / 25.4) * 300) };
}
