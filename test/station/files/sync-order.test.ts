import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { openFiles } from '../../../src/station/files/open-files.ts';
import { quiet, temporaryFolder } from './temporary.ts';

const child = fileURLToPath(new URL('./adopt-child.ts', import.meta.url));
const isStraceThere =
  process.platform === 'linux' &&
  spawnSync('strace', ['-e', 'trace=none', 'true'], { stdio: 'ignore' }).status === 0;
const test = isStraceThere ? it : it.skip;

const bytes = 'one page';
const sha256 = createHash('sha256').update(bytes).digest('hex');

/** Adopts a file in a child under strace. The spool name lies outside the spool folder, which is swept at the start. */
function adoptTraced(folder: string, options: readonly string[]) {
  mkdirSync(join(folder, 'worker'));
  const path = join(folder, 'worker', 'side.jpg');
  writeFileSync(path, bytes);
  const trace = join(folder, 'trace');
  const run = spawnSync(
    'strace',
    ['-f', '-y', '-o', trace, ...options, process.execPath, child, folder, path, sha256],
    {
      encoding: 'utf8',
    },
  );
  return { ...run, path, trace: readFileSync(trace, 'utf8') };
}

describe('the order in which a file reaches the disk', () => {
  test('FILE-14 its bytes first, then its name, then the folder; the sidecar likewise', async () => {
    const folder = temporaryFolder();
    // The folders are made first, so that only the adoption is seen.
    await openFiles(folder, { log: quiet });
    const { status, stderr, trace, path } = adoptTraced(folder, ['-e', 'trace=fsync,rename,renameat2']);
    expect(status, stderr).toBe(0);
    const shelf = join(folder, 'cas', sha256.slice(0, 2));
    const lines = trace.split('\n');
    const at = (call: RegExp, what: string) =>
      lines.findIndex((line) => call.test(line) && line.includes(what));
    const steps = {
      bytes: at(/fsync\(/, `<${path}>`),
      name: at(/rename/, `"${join(shelf, sha256)}"`),
      sidecarBytes: at(/fsync\(/, '.json'),
      sidecarName: at(/rename/, `${join(shelf, sha256)}.01890000`),
      folder: at(/fsync\(/, `<${shelf}>`),
    };
    expect(Object.values(steps), trace).not.toContain(-1);
    expect(Object.values(steps)).toEqual(Object.values(steps).toSorted((a, b) => a - b));
  });

  test('FILE-15 a failed fsync is answered with a new file, never with a second fsync of the same', async () => {
    const folder = temporaryFolder();
    await openFiles(folder, { log: quiet });
    const target = join(folder, 'worker', 'side.jpg');
    const run = adoptTraced(folder, [
      '-P',
      target,
      '-e',
      'trace=fsync',
      '-e',
      'inject=fsync:error=EIO:when=1',
    ]);
    expect(run.status, run.stderr).toBe(0);
    expect(run.stdout).toBe('files.flush-failed\n');
    expect(run.trace.split('\n').filter((line) => /fsync\(/.test(line))).toHaveLength(1);
    const files = await openFiles(folder, { log: quiet });
    expect(await files.verify(sha256)).toBe(true);
    expect(readdirSync(join(folder, 'orphans'))).toHaveLength(1);
  });
});
