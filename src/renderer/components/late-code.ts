import { useEffect, useSyncExternalStore } from 'react';

/** A part of the window's code that comes by itself. */
export interface LateCode<M> {
  /** Null until it has come. From then on it is there at once: what is drawn with it waits for nothing. */
  now(): M | null;
  /** Joins a fetch that is under way; one that failed is tried again by the next who asks. */
  fetch(): Promise<M>;
  subscribe(listener: () => void): () => void;
}

/**
 * Code the window can open without. React's own `lazy` waits a moment even for code that is there: the key after the one
 * that opens a dialog would go elsewhere.
 */
export function lateCode<M>(load: () => Promise<M>): LateCode<M> {
  const listeners = new Set<() => void>();
  let coming: Promise<M> | null = null;
  let code: M | null = null;
  async function fetch(): Promise<M> {
    try {
      code = await load();
    } catch (cause) {
      coming = null;
      throw cause;
    }
    for (const listener of listeners) listener();
    return code;
  }
  return {
    now: () => code,
    fetch() {
      coming ??= fetch();
      return coming;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** The code once it is there; fetched at once where it is wanted. `onFault` is told when it did not come. */
export function useLateCode<M>(late: LateCode<M>, isWanted: boolean, onFault: () => void): M | null {
  const code = useSyncExternalStore(late.subscribe, late.now);
  const isMissing = isWanted && code === null;
  useEffect(() => {
    if (isMissing) late.fetch().catch(onFault);
  }, [late, isMissing, onFault]);
  return code;
}

/** Fetches codes one after the other while the window has nothing else to do. */
export async function fetchWhenIdle(lates: readonly LateCode<unknown>[]): Promise<void> {
  for (const late of lates) {
    await new Promise<void>((resolve) => requestIdleCallback(() => resolve(), { timeout: 2_000 }));
    // Who wants it asks again and is told what is wrong.
    await late.fetch().catch(() => undefined);
  }
}
