import type { PatchFinding } from '../../domain/reading.ts';

export type PatchType = PatchFinding['type'];

/**
 * Bars from the edge of the sheet inwards, N narrow and W wide. 1, 4, 6 and T's family come from Kodak's published
 * patch sheet (A-61599); which of the three patterns left over is 2, 3 and T is taken from scanning software.
 */
const typesByPattern: Readonly<Record<string, PatchType>> = {
  WWNN: '1',
  WNNW: '2',
  WNWN: '3',
  NWWN: '4',
  NNWW: '6',
  NWNW: 'T',
};

/** 1 and 6, 3 and T are one sheet read from opposite ends. */
export const mirrorOf: Readonly<Record<PatchType, PatchType>> = {
  '1': '6',
  '2': '2',
  '3': 'T',
  '4': '4',
  '6': '1',
  T: '3',
};

/** Four bars, three gaps: 2 x 2.5 + 2 x 1 + 3 x 1 units of 0.08 in. */
const unitsInAll = 10;
const narrow = { least: 0.55, most: 1.5 };
const wide = { least: 1.9, most: 3.2 };
/** 0.80 in, with the scaling that printers and page fitting add. */
const totalMm = { least: 15.5, most: 25.5 };

/** Type by seven run lengths in millimetres, bar, gap, bar... from the edge inwards; null if they are no patch code. */
export function patternToType(runsMm: readonly number[]): PatchType | null {
  const total = runsMm.reduce((sum, run) => sum + run, 0);
  if (runsMm.length !== 7 || total < totalMm.least || total > totalMm.most) return null;
  let pattern = '';
  for (const [index, run] of runsMm.entries()) {
    const units = (run / total) * unitsInAll;
    const isNarrow = units >= narrow.least && units <= narrow.most;
    const isWide = units >= wide.least && units <= wide.most;
    if (index % 2 === 1) {
      if (!isNarrow) return null;
    } else if (isNarrow) pattern += 'N';
    else if (isWide) pattern += 'W';
    else return null;
  }
  return typesByPattern[pattern] ?? null;
}
