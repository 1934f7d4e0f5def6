import { useCallback, useSyncExternalStore } from 'react';

/** A value that can be watched. `set` keeps what the patch does not name. */
export interface Store<T extends object> {
  get(): T;
  set(patch: Partial<T> | ((now: T) => Partial<T>)): void;
  subscribe(listener: () => void): () => void;
}

export function createStore<T extends object>(initial: T): Store<T> {
  let value = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => value,
    set(patch) {
      const next = typeof patch === 'function' ? patch(value) : patch;
      if ((Object.keys(next) as (keyof T)[]).every((key) => Object.is(next[key], value[key]))) return;
      value = { ...value, ...next };
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** What `pick` takes of the store, again whenever it changes. `pick` must give back the same object for the same state. */
export function useStore<T extends object, P>(store: Store<T>, pick: (value: T) => P): P {
  const read = useCallback(() => pick(store.get()), [store, pick]);
  return useSyncExternalStore(store.subscribe, read);
}
