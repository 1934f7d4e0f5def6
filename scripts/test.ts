import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromiumMissing } from '../test/chromium.ts';
import type { FileReport, SuiteReport, TestReport } from './suite-report.ts';
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
/** More red files than this are no accident. */
const mostRunAgain = 4;
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

/**
 * A Vitest project; its counts come from the report, its words go to the terminal. A file that failed is run once more, alone:
 * when it is green then it counts as that, and is named as unsteady, which is a defect of its own.
 */
function suite(project: string): void {
  const missing = project === 'component' ? chromiumMissing() : null;
  if (missing !== null) {
    count({ state: 'skipped', name: `every ${project} test: ${missing}`, why: '' });
    return;
  }
  const first = runSuite(project, []);
  if (!first) return;
  const red = first.files.filter((file) => !file.isGreen);
  const again = red.length > 0 && red.length <= mostRunAgain ? runSuite(project, red) : null;
  for (const before of first.files) {
    const now = again?.files.find(({ path }) => path === before.path);
    if (now?.isGreen)
      notes.push(`UNSTEADY, green when run alone: ${before.path}: ${reasonOf(before, first)}`);
    countFile(now ?? before, now && again ? again : first);
  }
  for (const run of again ? [first, again] : [first]) {
    const isTold = (words: string) => run.files.some(({ isGreen, path }) => !isGreen && words.includes(path));
    for (const words of run.outside) if (!isTold(words)) fail(`${project}, outside its tests: ${words}`);
  }
}

/** Null, and a failure counted, where there is no report to read. */
function runSuite(project: string, files: readonly FileReport[]): SuiteReport | null {
  const folder = mkdtempSync(join(tmpdir(), 'platen-test-'));
  const report = join(folder, 'report.json');
  const alone = files.length > 0 ? ['--no-file-parallelism', ...files.map(({ path }) => path)] : [];
  const reporters = ['--reporter=default', '--reporter=./scripts/suite-report.ts'];
  const done = spawnSync('vitest', ['run', '--project', project, ...reporters, ...alone], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
    env: { ...process.env, PLATEN_TEST_REPORT: report },
  });
  try {
    const read = JSON.parse(readFileSync(report, 'utf8')) as SuiteReport;
    const isSilent = read.outside.length === 0 && read.files.every((file) => file.isGreen);
    if (done.status !== 0 && isSilent) fail(`${project}: vitest ended with status ${done.status}`);
    return read;
  } catch (cause) {
    fail(`${project}: no report, ${cause instanceof Error ? cause.message : String(cause)}`);
    return null;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A file that could not be loaded, or whose process died, has no failed test to count, and must not vanish for it. */
function countFile(file: FileReport, report: SuiteReport): void {
  for (const test of file.tests) count(test);
  const hasFailed = file.tests.some(({ state }) => state === 'failed');
  if (!file.isGreen && !hasFailed) fail(`${file.path}: ${reasonOf(file, report)}`);
}

function reasonOf(file: FileReport, { outside }: SuiteReport): string {
  const failed = file.tests.find(({ state }) => state === 'failed');
  if (failed) return `${failed.name}: ${failed.why}`;
  return file.why || outside.filter((words) => words.includes(file.path)).join('; ') || outside.join('; ');
}

function count({ state, name, why }: TestReport): void {
  if (state === 'passed') total.passed += 1;
  else if (state === 'failed') fail(`${name}: ${why}`);
  else if (state === 'pending') fail(`never came to its end: ${name}`);
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
