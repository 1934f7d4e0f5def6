import { spawnSync } from 'node:child_process';

/** CPU milliseconds of this process, all its threads, for some work. */
export async function cpuMs(work: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
}

/** CPU milliseconds of a program and its children; null where it is not installed, throws where it fails. */
export function cpuMsOf(program: string, args: readonly string[]): number | null {
  if (spawnSync('which', [program]).status !== 0) return null;
  const done = spawnSync('bash', ['-c', '"$@" >&2; s=$?; times; exit $s', 'bash', program, ...args], {
    encoding: 'utf8',
  });
  if (done.status !== 0) throw new Error(`${program}: ${done.stderr}`);
  const ofChildren = done.stdout.trim().split('\n').at(-1) ?? '';
  return ofChildren
    .trim()
    .split(/\s+/)
    .map((part) => /^(\d+)m([\d.]+)s$/.exec(part))
    .reduce((sum, part) => sum + Number(part?.[1] ?? 0) * 60_000 + Number(part?.[2] ?? 0) * 1000, 0);
}
