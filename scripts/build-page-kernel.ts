import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/*
 * `npm run build:page-kernel`: native/page-kernel (AssemblyScript) to assets/page-kernel.wasm, which is
 * committed so that nobody needs a compiler to run Platen. `--check` builds beside it and compares the bytes.
 */

const project = resolve(import.meta.dirname, '..');
const committed = join(project, 'assets/page-kernel.wasm');
const isCheck = process.argv.includes('--check');
const folder = mkdtempSync(join(tmpdir(), 'platen-kernel-'));
try {
  const out = isCheck ? join(folder, 'page-kernel.wasm') : committed;
  const built = spawnSync(
    process.execPath,
    [
      join(project, 'node_modules/assemblyscript/bin/asc.js'),
      join(project, 'native/page-kernel/index.ts'),
      '--outFile',
      out,
      '--runtime',
      'stub',
      '--enable',
      'simd',
      '--optimizeLevel',
      '3',
      '--shrinkLevel',
      '0',
      '--converge',
      '--noAssert',
      '--initialMemory',
      '1',
      '--maximumMemory',
      '32768',
    ],
    { stdio: 'inherit' },
  );
  if (built.status !== 0) process.exitCode = 1;
  else if (isCheck && !readFileSync(out).equals(readFileSync(committed))) {
    process.stderr.write('page-kernel.wasm is not what its sources make: npm run build:page-kernel\n');
    process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
