import type { Press, Stopwatch } from './stopwatch.ts';

/* What an operator does all day, as keys. Each begins from the tree, a few rows into the batch. */

export interface Operation {
  readonly name: string;
  /** Pressed first and not timed. */
  readonly before: readonly string[];
  readonly keys: readonly string[];
  /** Takes back what the keys did, so that each round begins alike; not timed under this name. */
  readonly back: readonly string[];
}

const undo = ['Control+z'];

export const operations: readonly Operation[] = [
  told('next document', { keys: ['ArrowDown'] }),
  told('next page', { keys: ['PageDown'] }),
  told('next bill', { keys: ['Control+ArrowDown'] }),
  told('tick', { keys: ['Space'], back: ['Space'] }),
  told('one more in a range of ticks', { keys: ['Shift+ArrowDown'] }),
  told('make it an attachment', { before: ['Escape'], keys: ['a'], back: undo }),
  told('rotate', { keys: ['r'], back: undo }),
  told('delete', { keys: ['Delete'], back: undo }),
  told('move down', { keys: ['Alt+ArrowDown'], back: undo }),
  told('narrow to invoices', { keys: ['Alt+2'], back: ['Alt+0'] }),
  told('two pages side by side', { keys: ['w'], back: ['x'] }),
  told('contact sheet', { keys: ['q'], back: ['x'] }),
  told('walk the contact sheet', { before: ['q'], keys: ['ArrowRight'] }),
];

function told(name: string, told: Partial<Operation>): Operation {
  return { name, before: [], keys: [], back: [], ...told };
}

export interface Repeated {
  readonly there: readonly Press[];
  /** Those that took it back. */
  readonly back: readonly Press[];
  /** Of the main thread's time, a press of either kind. */
  readonly mainThreadMs: number;
}

export async function repeat(watch: Stopwatch, operation: Operation, rounds: number): Promise<Repeated> {
  const round = [...operation.keys, ...operation.back];
  const before = await watch.mainThreadMs();
  const all = await watch.presses(Array.from({ length: rounds }, () => round).flat());
  const mainThreadMs = ((await watch.mainThreadMs()) - before) / all.length;
  const isThere = (at: number) => at % round.length < operation.keys.length;
  return {
    there: all.filter((_, at) => isThere(at)),
    back: all.filter((_, at) => !isThere(at)),
    mainThreadMs,
  };
}
