/** Ends this process when the one that started it is gone; its input is a pipe nobody writes to. */
export function endWithWatcher(): void {
  process.stdin.once('end', () => process.exit(1)).resume();
}
