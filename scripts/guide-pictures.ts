import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/*
 * `npm run guide:pictures`: builds the window, plays the operator's guide in a real browser in both languages and keeps
 * its pictures in docs/guide/pictures and those of the READMEs in docs/images, then writes the pages of all keys. Look at
 * the pictures before they are committed.
 */

const project = join(import.meta.dirname, '..');
const pictures = {
  PLATEN_GUIDE_PICTURES: join(project, 'docs/guide/pictures'),
  PLATEN_README_PICTURES: join(project, 'docs/images'),
};

run('vite', ['build', '-c', 'vite.renderer.config.ts', '--logLevel', 'warn']);
run('vitest', ['run', '--project', 'e2e', 'test/e2e/guide.test.ts']);
run('vitest', ['run', '--project', 'fast', 'test/renderer/guide.test.ts', '--update']);

function run(command: string, args: readonly string[]): void {
  const done = spawnSync(command, args, {
    cwd: project,
    env: { ...process.env, ...pictures },
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (done.status !== 0) process.exit(1);
}
