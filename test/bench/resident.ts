import { readFileSync } from 'node:fs';

const ofTheStation = /page-worker|import-worker|capture-host|match-service/;

export interface Resident {
  readonly stationMb: number;
  /** Of its worker processes together; what they share is counted in each. 0 where /proc is not there. */
  readonly workersMb: number;
}

/** What the station and the processes it started keep in memory now (proc(5)). */
export function residentNow(): Resident {
  const stationMb = process.memoryUsage.rss() / 1e6;
  if (process.platform !== 'linux') return { stationMb, workersMb: 0 };
  const children = readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8').trim().split(' ');
  return { stationMb, workersMb: children.reduce((sum, pid) => sum + workerMb(pid), 0) };
}

/** A process may end between being listed and being read. */
function workerMb(pid: string): number {
  try {
    if (!ofTheStation.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8'))) return 0;
    const kilobytes = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return Number(kilobytes ?? 0) / 1000;
  } catch {
    return 0;
  }
}
