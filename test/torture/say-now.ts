import { writeSync } from 'node:fs';

/** Says one line to whoever watches. It is in the pipe when this returns, so a kill right after takes nothing back. */
export function sayNow(line: { readonly type: string } & Readonly<Record<string, unknown>>): void {
  writeSync(1, `${JSON.stringify(line)}\n`);
}
