/** How long something counts as looked at after it was shown last. */
const lookMs = 60 * 60 * 1000;
const mostKept = 10_000;

/** What was handed out to a window lately, by bill or batch. */
export interface Looks {
  note(id: string): void;
  isFresh(id: string): boolean;
}

export function openLooks(monotonicMs: () => number): Looks {
  const seen = new Map<string, number>();
  return {
    note(id) {
      seen.delete(id);
      seen.set(id, monotonicMs());
      for (const oldest of seen.keys()) {
        if (seen.size <= mostKept) break;
        seen.delete(oldest);
      }
    },
    isFresh(id) {
      const at = seen.get(id);
      return at !== undefined && monotonicMs() - at < lookMs;
    },
  };
}
