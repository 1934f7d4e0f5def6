/** One thing that was looked at. `look` keeps nothing from working; `broken` does. */
export interface Check {
  readonly check: string;
  readonly verdict: 'fine' | 'look' | 'broken';
  readonly detail: string;
  /** What to do; empty where nothing is to be done. */
  readonly advice: string;
}

export function fine(check: string, detail: string): Check {
  return { check, verdict: 'fine', detail, advice: '' };
}

export function look(check: string, detail: string, advice: string): Check {
  return { check, verdict: 'look', detail, advice };
}

export function broken(check: string, detail: string, advice: string): Check {
  return { check, verdict: 'broken', detail, advice };
}
