import type { PaperSize } from '../../domain/rules/profile.ts';

export interface PaperMm {
  readonly width: number;
  readonly height: number;
}

/** Millimetres, ISO 216 (B too: GB/T 148 has the same), ANSI for the last two. */
export const paperMm: Readonly<Record<Exclude<PaperSize, 'auto'>, PaperMm>> = {
  a3: { width: 297, height: 420 },
  a4: { width: 210, height: 297 },
  a5: { width: 148, height: 210 },
  a6: { width: 105, height: 148 },
  b4: { width: 250, height: 353 },
  b5: { width: 176, height: 250 },
  letter: { width: 215.9, height: 279.4 },
  legal: { width: 215.9, height: 355.6 },
};

/** A skewed A4 sheet sticks out of an A4 frame: 10 mm more are taken, and cropped later. */
export const autoHeightMm = 297 + 10;

/** Beds are announced rounded. */
export const bedToleranceMm = 2;
