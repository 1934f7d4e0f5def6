/** Heights a page may have on the contact sheet, CSS pixels. Between them is nothing to choose: columns come and go whole. */
export const sheetSizes: readonly number[] = [96, 120, 144, 176, 216, 264, 320];
export const usualSheetSize = 144;

/** The next larger or smaller; the last where there is none. */
export function nextSheetSize(size: number, step: 1 | -1): number {
  const larger = sheetSizes.find((one) => one > size);
  const smaller = sheetSizes.findLast((one) => one < size);
  return (step === 1 ? larger : smaller) ?? size;
}
