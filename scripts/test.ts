import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromiumMissing } from '../test/chromium.ts';
import { installSystemPackages } from './system-packages.ts';

/*
 * `npm test`: everything that can be checked, one after the other, and one closing line over all of it.
 * With CI=true a skipped suite is a failure, save the ones that need the real Electron binary.
 */

interface Tally {
  passed: number;
  failed: number;
  skipped: number;
}

const isCi = process.env.CI === 'true';
const total: Tally = { passed: 0, failed: 0, skipped: 0 };
const notes: string[] = [];

for (const missing of installSystemPackages()) notes.push(`MISSING: ${missing}`);

gate('format and lint', 'biome', ['check', '.']);
for (const room of ['domain', 'contract', 'node', 'preload', 'renderer']) {
  gate(`types of ${room}`, 'tsc', ['-p', `tsconfig/${room}.json`]);
}
gate('dead code', 'knip', []);
gate('the page kernel is what its sources make', process.execPath, [
  'scripts/build-page-kernel.ts',
  '--check',
]);
gate('the window builds', 'vite', ['build', '-c', 'vite.renderer.config.ts', '--logLevel', 'warn']);
gate('the TWAIN host builds', process.execPath, ['scripts/build-twain-host.ts', '--fixture']);
for (const project of ['fast', 'component', 'torture', 'e2e']) suite(project);

for (const note of notes) process.stdout.write(`${note}\n`);
process.stdout.write(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped\n`);
process.exitCode = total.failed > 0 ? 1 : 0;

/** A check that is one command: green or red. */
function gate(name: string, command: string, args: readonly string[]): void {
  const started = Date.now();
  const done = spawnSync(command, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  if (done.status === 0) {
    total.passed += 1;
    process.stdout.write(`ok   ${name} (${seconds} s)\n`);
    return;
  }
  total.failed += 1;
  process.stdout.write(
    `FAIL ${name} (${seconds} s)\n${done.stdout}${done.stderr}${done.error?.message ?? ''}\n`,
  );
}

/** A Vitest project; its counts come from the machine-readable report, its words go to the terminal. */
function suite(project: string): void {
  const missing = project === 'component' ? chromiumMissing() : null;
  if (missing !== null) {
    count('skipped', `every ${project} test: ${missing}`);
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'platen-test-'));
  const report = join(folder, 'report.json');
  const args = [
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ];
  const done = spawnSync('vitest', args, { stdio: 'inherit', shell: process.platform === 'win32' });
  try {
    const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as Report;
    for (const file of testResults) {
      // A file that could not be loaded, or whose process died, has no failed test to count, and must not vanish for it.
      if (file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed'))
        fail(`${file.name}: ${file.message || 'its process ended before its tests, see above'}`);
      for (const test of file.assertionResults) count(test.status, test.fullName);
    }
    const isClean = testResults.every((file) => file.status === 'passed');
    if (done.status !== 0 && isClean)
      fail(`${project}: vitest ended with status ${done.status} outside its tests`);
  } catch (cause) {
    fail(`${project}: no report, ${cause instanceof Error ? cause.message : String(cause)}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function count(status: string, name: string): void {
  if (status === 'passed') total.passed += 1;
  else if (status === 'failed') fail(name);
  else if (status === 'pending') fail(`never came to its end: ${name}`);
  else if (isCi && !name.includes('real Electron'))
    fail(`skipped, which counts as a failure with CI=true: ${name}`);
  else {
    total.skipped += 1;
    notes.push(`SKIPPED: ${name}`);
  }
}

function fail(note: string): void {
  total.failed += 1;
  notes.push(`FAILED: ${note}`);
}

interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}
