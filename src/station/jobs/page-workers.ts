/** A worker holds a page of its own at full size, and its engines. */
const bytesPerWorker = 1024 ** 3;
const mostWorkers = 8;

/** Page workers for a machine: one a core, but for one that stays free for the station and its drivers where there are more than two. */
export function pageWorkersFor(machine: { readonly cores: number; readonly memoryBytes: number }): number {
  const byCores = machine.cores > 2 ? machine.cores - 1 : machine.cores;
  const byMemory = Math.floor(machine.memoryBytes / bytesPerWorker);
  return Math.max(1, Math.min(mostWorkers, byCores, byMemory));
}
