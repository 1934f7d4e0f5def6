import { renderedPixelsLimit, renderedSideLimit } from './limits.ts';

export interface PaperPixels {
  readonly width: number;
  readonly height: number;
  /** Lower than asked where the page would have passed the pixel limit. */
  readonly dpi: number;
}

/** How many pixels a page of this size is drawn in. */
export function paperPixels(
  inches: { readonly width: number; readonly height: number },
  askedDpi: number,
): PaperPixels {
  const dpi = Math.min(
    askedDpi,
    Math.sqrt(renderedPixelsLimit / (inches.width * inches.height)),
    renderedSideLimit / Math.max(inches.width, inches.height),
  );
  return {
    width: Math.max(1, Math.round(inches.width * dpi)),
    height: Math.max(1, Math.round(inches.height * dpi)),
    dpi,
  };
}
