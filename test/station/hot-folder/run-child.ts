import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { openTestStation, type TestStation } from '../test-station.ts';
import { filesBelow, undisturbed, until, watching } from './dropped.ts';

/** Runs a station that is killed or kills itself; `onLine` may kill it. Answers whether a signal ended it. */
export async function runChild(
  args: readonly string[],
  onLine: (said: { type: string }, kill: () => void) => void,
): Promise<'killed' | 'ended'> {
  const entry = fileURLToPath(new URL('./hot-folder-child.ts', import.meta.url));
  const child = spawn(process.execPath, [entry, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let complaint = '';
  child.stderr.on('data', (chunk) => {
    complaint += chunk;
  });
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => {
    // The line being written when the kill came may be cut.
    if (line.endsWith('}')) onLine(JSON.parse(line), () => child.kill('SIGKILL'));
  });
  const [code, signal] = await new Promise<[number | null, string | null]>((ended) =>
    child.once('close', (...how) => ended(how)),
  );
  if (signal === 'SIGKILL') return 'killed';
  if (code !== 0) throw new Error(`the station ended with ${code}: ${complaint}`);
  return 'ended';
}

/** A station that nobody kills, until no file is left to be taken. */
export async function runToTheEnd(data: string, hot: string): Promise<TestStation> {
  const station = await openTestStation(data, watching(hot));
  // What is left of its probe is the station's own, and goes when it looks at the folder again.
  await until(
    () => [...filesBelow(hot).filter((way) => !/^(done|failed)\//.test(way)), ...claimsIn(hot)],
    (left) => left.length === 0,
  );
  await station.station.pagesRead();
  return station;
}

function claimsIn(hot: string): string[] {
  const claims = join(hot, '.platen');
  return undisturbed(() => {
    if (!existsSync(claims)) return [];
    const claimants = readdirSync(claims, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    return claimants.flatMap(({ name }) => readdirSync(join(claims, name)));
  });
}
