import type { PaperStack } from './stack.ts';

/** Far above any position of the stack that is repeated. */
const lap = 1_000_000;

/** A stack's sheets over and over, `sheets` in all: more paper than anybody wants to draw. */
export function openEndlessStack(stack: PaperStack, sheets: number): PaperStack {
  return {
    sheetAt(position, sides) {
      const fed = Math.floor(position / lap);
      if (fed >= sheets) return null;
      const sheet = stack.sheetAt(position % lap, sides) ?? stack.sheetAt(0, sides);
      return sheet && { sides: sheet.sides, next: (fed + 1) * lap + sheet.next };
    },
  };
}
