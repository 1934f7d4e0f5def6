export type LinkState = 'unknown' | 'reachable' | 'unreachable';

/** What sender and puller know together of the road to the service. */
export interface Link {
  state(): LinkState;
  /** Set while a person has to sign in first. */
  isPaused(): boolean;
  report(heard: 'answer' | 'silence' | 'sign-in-needed'): void;
  resume(): void;
  /** Called when the service answers again after silence, or after a pause ended. */
  onUp(listener: () => void): void;
}

export function createLink(onReachable: (state: LinkState) => void): Link {
  let state: LinkState = 'unknown';
  let isPaused = false;
  const listeners: (() => void)[] = [];

  function become(next: LinkState): void {
    if (next === state) return;
    const wasDown = state === 'unreachable';
    state = next;
    onReachable(next);
    if (wasDown) tellUp();
  }
  function tellUp(): void {
    for (const listener of listeners) listener();
  }

  return {
    state: () => state,
    isPaused: () => isPaused,
    report(heard) {
      if (heard === 'sign-in-needed') isPaused = true;
      become(heard === 'silence' ? 'unreachable' : 'reachable');
    },
    resume() {
      if (!isPaused) return;
      isPaused = false;
      tellUp();
    },
    onUp(listener) {
      listeners.push(listener);
    },
  };
}
