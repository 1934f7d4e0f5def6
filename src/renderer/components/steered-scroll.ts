import { observeElementOffset, type Virtualizer } from '@tanstack/react-virtual';
import { type RefObject, useCallback, useRef } from 'react';

/** What of a list is in sight, pixels from its top, as last heard: asking the element would lay out the whole window first. */
export interface ListView {
  readonly top: number;
  readonly height: number;
}

type List = Virtualizer<HTMLDivElement, Element>;

interface Steering {
  /** For the list's `observeElementOffset`. */
  readonly observeElementOffset: typeof observeElementOffset<HTMLDivElement>;
  /** Scrolls to a place, pixels from the top, and has the list know of it before it is drawn next. */
  readonly steerTo: (top: number) => void;
}

/**
 * A list that is scrolled as the cursor moves, not after: drawn once, where it comes to stand. Scrolling behind the
 * drawing has the window laid out twice and the rows drawn twice, before anything is seen.
 */
export function useSteeredScroll(scroller: RefObject<HTMLDivElement | null>): Steering {
  const tell = useRef<((top: number) => void) | null>(null);
  const observe = useCallback((list: List, told: (offset: number, isScrolling: boolean) => void) => {
    let steered: number | null = null;
    tell.current = (top) => {
      steered = top;
      told(top, false);
    };
    return observeElementOffset(list, (offset, isScrolling) => {
      // The event of a scroll the list was told of.
      if (offset === steered) return;
      steered = null;
      told(offset, isScrolling);
    });
  }, []);
  const steerTo = useCallback(
    (top: number) => {
      if (!scroller.current) return;
      scroller.current.scrollTop = top;
      // As far as there is something to scroll to.
      tell.current?.(scroller.current.scrollTop);
    },
    [scroller],
  );
  return { observeElementOffset: observe, steerTo };
}

/** Where a list is scrolled to so that all of a row is seen, below what covers its top; null where it is seen already. */
export function scrollTopFor(
  row: { readonly start: number; readonly end: number },
  view: ListView,
  covered = 0,
): number | null {
  if (row.start < view.top + covered) return Math.max(0, row.start - covered);
  return row.end > view.top + view.height ? row.end - view.height : null;
}
