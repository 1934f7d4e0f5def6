import { useEffect } from 'react';
import { lock } from '../actions/session-actions.ts';
import { runAction, useStation, type Workbench } from '../actions/workbench-provider.tsx';

/** Shared by the windows of this browser: work in one of them keeps the station open for all. */
const activityKey = 'platen.activity';
const lookEveryMs = 1000;
const signs = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const;

/** Locks the station when nobody has touched a window for the time set. A computer that slept counts its sleep. */
export function useIdleLock(workbench: Workbench): void {
  const minutes = useStation(({ session, settings }) =>
    session?.state === 'signedIn' ? (settings?.idleLock ?? null) : null,
  );
  useEffect(() => {
    if (minutes === null) return;
    let written = 0;
    const note = () => {
      const now = Date.now();
      // A mouse that moves tells a hundred times a second.
      if (Math.abs(now - written) < lookEveryMs) return;
      written = now;
      localStorage.setItem(activityKey, String(now));
    };
    note();
    for (const sign of signs) window.addEventListener(sign, note, { capture: true, passive: true });
    const timer = setInterval(() => {
      const idleMs = Date.now() - Number(localStorage.getItem(activityKey));
      if (idleMs >= minutes * 60_000) runAction(workbench, lock);
    }, lookEveryMs);
    return () => {
      for (const sign of signs) window.removeEventListener(sign, note, { capture: true });
      clearInterval(timer);
    };
  }, [workbench, minutes]);
}
