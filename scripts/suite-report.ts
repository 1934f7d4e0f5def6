import { writeFileSync } from 'node:fs';
import type { Reporter, TestModule } from 'vitest/node';

/** What one run of a suite came to; `scripts/test.ts` counts by it. */
export interface SuiteReport {
  readonly files: readonly FileReport[];
  /** What went wrong outside every test: a process that ended, an exception nobody waited for. */
  readonly outside: readonly string[];
}

export interface FileReport {
  readonly path: string;
  readonly isGreen: boolean;
  /** Why the file could not even be loaded, else empty. */
  readonly why: string;
  readonly tests: readonly TestReport[];
}

export interface TestReport {
  readonly name: string;
  /** `pending`: the file's process ended before this test did. */
  readonly state: 'passed' | 'failed' | 'skipped' | 'pending';
  readonly why: string;
}

/** Writes the report where `PLATEN_TEST_REPORT` says. A reporter takes no argument on the command line. */
export default class implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly Reason[]): void {
    const report: SuiteReport = { files: modules.map(fileReport), outside: unhandled.map(inWords) };
    writeFileSync(process.env.PLATEN_TEST_REPORT ?? '', JSON.stringify(report));
  }
}

interface Reason {
  readonly message?: string;
  readonly cause?: unknown;
}

function fileReport(module: TestModule): FileReport {
  const tests = [...module.children.allTests()].map((test): TestReport => {
    const { state, errors } = test.result();
    return { name: test.fullName, state, why: errors?.[0] ? inWords(errors[0]) : '' };
  });
  const isGreen = module.state() === 'passed' || module.state() === 'skipped';
  return { path: module.moduleId, isGreen, why: module.errors().map(inWords).join('; '), tests };
}

/** The first line of an error and of what caused it. */
function inWords({ message = '', cause }: Reason): string {
  const [first = ''] = message.split('\n');
  return typeof cause === 'object' && cause !== null ? `${first}: ${inWords(cause)}` : first;
}
