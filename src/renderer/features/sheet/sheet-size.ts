/* Lengths of the contact sheet, CSS pixels. They follow from the height of a page alone, so that nothing moves as pictures come. */

export const headingHeight = 40;
const words = 38;
const around = 8;
const gap = 8;
/** Room at each side of the sheet. */
export const sideRoom = 12;

export interface CellSize {
  readonly width: number;
  readonly height: number;
  /** Of the picture in it. */
  readonly picture: { readonly width: number; readonly height: number };
}

/** A page upright fits exactly, one across fits into its width. */
export function cellSize(sheetSize: number): CellSize {
  const width = Math.max(96, Math.round(sheetSize * 0.76));
  return {
    width: width + 2 * around,
    height: sheetSize + 2 * around + words,
    picture: { width, height: sheetSize },
  };
}

export function columnsIn(roomWidth: number, sheetSize: number): number {
  const cell = cellSize(sheetSize).width + gap;
  return Math.max(1, Math.floor((roomWidth - 2 * sideRoom + gap) / cell));
}

/** Of a line of pages, with the gap below it. */
export function lineHeight(sheetSize: number): number {
  return cellSize(sheetSize).height + gap;
}

export const cellGap = gap;
export const cellPadding = around;
