/** How far a driver may be ahead of the store that takes its sides. */
export interface Lead {
  /** A side was sent; resolves once another may be asked for, and at once when the scan is cancelled. */
  sent(): Promise<void>;
  /** So many sides in all are in the store. */
  taken(sides: number): void;
}

/** A driver that is not asked for its next side stops its feeder by itself: eSCL by not being asked, SANE and TWAIN by not being read. */
export function openLead(most: number, signal: AbortSignal): Lead {
  let sent = 0;
  let taken = 0;
  let wake: (() => void) | null = null;
  const look = () => {
    if (!signal.aborted && sent - taken >= most) return;
    wake?.();
    wake = null;
  };
  signal.addEventListener('abort', look);
  return {
    sent() {
      sent += 1;
      return new Promise((resolve) => {
        wake = resolve;
        look();
      });
    },
    taken(sides) {
      taken = Math.max(taken, sides);
      look();
    },
  };
}
