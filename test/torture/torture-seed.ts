/** `PLATEN_SEED`, or one of this moment; printed, so that a run that failed can be run again. */
export function tortureSeed(name: string): number {
  const seed = Number(process.env.PLATEN_SEED ?? Date.now() % 1_000_000);
  process.stdout.write(`${name}: PLATEN_SEED=${seed}\n`);
  return seed;
}
