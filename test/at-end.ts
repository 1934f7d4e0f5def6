import { afterEach } from 'vitest';

const acts: (() => unknown)[] = [];
afterEach(async () => {
  for (const act of acts.splice(0).reverse()) await act();
});

/** Does this when the test is over, what was begun last first. */
export function atEnd(act: () => unknown): void {
  acts.push(act);
}
