/** Runs work in at most `atOnce` lanes, and what has the same key one after the other. */
export interface Lanes {
  run<T>(key: string, work: () => Promise<T>): Promise<T>;
}

export function createLanes(atOnce: number): Lanes {
  const waiting: { readonly key: string; readonly start: () => void }[] = [];
  const busy = new Set<string>();

  function startNext(): void {
    while (busy.size < atOnce) {
      const index = waiting.findIndex(({ key }) => !busy.has(key));
      const [next] = index < 0 ? [] : waiting.splice(index, 1);
      if (next === undefined) return;
      busy.add(next.key);
      next.start();
    }
  }

  return {
    async run(key, work) {
      await new Promise<void>((start) => {
        waiting.push({ key, start });
        startNext();
      });
      try {
        return await work();
      } finally {
        busy.delete(key);
        startNext();
      }
    },
  };
}
