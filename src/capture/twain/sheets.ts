import type { PageFrame } from './messages.ts';
import type { Feeding } from './notes.ts';

export interface Place {
  /** From 1. */
  readonly sheet: number;
  readonly side: 'front' | 'back';
}

type SideWords = Pick<PageFrame, 'side' | 'paperCount'>;

/** More sheets than this between two sides are no jump of a counter but nonsense. */
const mostSheetsBetween = 100;

/**
 * Tells sheet and side of each side of a stack, in feed order. The source's own word on the side comes first; without
 * it, front and back alternate in duplex. Its paper counter (TWEI_PAPERCOUNT) shows sheets of which no side came;
 * between a front and a back it is only heeded where the source leaves out blank sides, since some count images.
 */
export function openSheetCounter(): (page: SideWords, feeding: Feeding) => Place {
  let last: (Place & { readonly paperCount: number | null }) | null = null;

  return ({ side: told, paperCount }, { source, sides, blankSides }) => {
    const fed = fedBetween(last?.paperCount ?? null, paperCount);
    const isAfterFront = source === 'feeder' && sides === 'duplex' && last?.side === 'front';
    const isOtherSheet = blankSides === 'skip' && fed > 0;
    const side = told ?? (isAfterFront && !isOtherSheet ? 'back' : 'front');
    const isSameSheet = isAfterFront && side === 'back' && !isOtherSheet;
    const sheet = last === null ? 1 : last.sheet + (isSameSheet ? 0 : Math.max(1, fed));
    last = { sheet, side, paperCount };
    return { sheet, side };
  };
}

/** 0 where the counter stands still, is missing or makes no sense. */
function fedBetween(before: number | null, after: number | null): number {
  if (before === null || after === null) return 0;
  const fed = after - before;
  return fed > 0 && fed <= mostSheetsBetween ? fed : 0;
}
