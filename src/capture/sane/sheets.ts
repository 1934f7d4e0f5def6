/** Where a side stands in its stack. */
export interface Place {
  /** From 1. */
  readonly sheet: number;
  readonly side: 'front' | 'back';
}

/** Counts sheets by what the device says of each side, else by the alternation of front and back. */
export function openSheetCount(isDuplex: boolean) {
  let last: Place | null = null;
  return {
    /** `side`: as the device says; null where it does not. */
    next(side: 'front' | 'back' | null): Place {
      const isBack = isDuplex && (side ?? (last?.side === 'front' ? 'back' : 'front')) === 'back';
      // A back whose front the device left out is a sheet of its own.
      const isSameSheet = isBack && last?.side === 'front';
      last = { sheet: (last?.sheet ?? 0) + (isSameSheet ? 0 : 1), side: isBack ? 'back' : 'front' };
      return last;
    },
    /** The sheet that has only a front so far. */
    openSheet: (): number | null => (isDuplex && last?.side === 'front' ? last.sheet : null),
  };
}
