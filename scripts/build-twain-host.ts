import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { isStale } from './start/builds.ts';

/**
 * `npm run build:twain-host [-- --fixture]`: the TWAIN host of both widths into out/twain-host, with `--fixture` also the
 * virtual source and the virtual source manager that the tests use under Wine. What is newer than its sources is left alone.
 */
const projectFolder = join(import.meta.dirname, '..');
const { values } = parseArgs({ options: { fixture: { type: 'boolean', default: false } } });

const targets = [
  { bits: 64, compiler: 'x86_64-w64-mingw32-g++', debian: 'g++-mingw-w64-x86-64' },
  { bits: 32, compiler: 'i686-w64-mingw32-g++', debian: 'g++-mingw-w64-i686' },
] as const;

const abandonedMs = 300_000;
const common = ['-std=c++17', '-O2', '-s', '-static', '-Wall', '-Wextra', '-Werror'];
// Windows 7 and later.
const windows = ['-DUNICODE', '-D_WIN32_WINNT=0x0601', '-DWINVER=0x0601'];

const host = {
  folders: ['native/twain-host'],
  output: (bits: number) => `out/twain-host/platen-twain-host-${bits}.exe`,
  flags: [] as string[],
  libraries: ['-luser32', '-lversion'],
};
const virtualSource = {
  folders: ['native/virtual-source'],
  output: (bits: number) => `out/twain-host/virtual-source-${bits}.ds`,
  // DS_Entry is found by its plain name, also where __stdcall would decorate it.
  flags: ['-shared', '-Inative/twain-host', '-Wl,--kill-at', '-Wl,--enable-stdcall-fixup'],
  libraries: ['-luser32'],
};
const virtualManager = {
  ...virtualSource,
  folders: ['native/virtual-source/manager'],
  output: (bits: number) => `out/twain-host/virtual-manager-${bits}.dll`,
};

mkdirSync(join(projectFolder, 'out/twain-host'), { recursive: true });
// Test files that start at once would all build the same: the others wait for the first, and find it done.
const turn = join(projectFolder, 'out/twain-host/.building');
while (!isOurTurn()) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
process.on('exit', () => rmSync(turn, { recursive: true, force: true }));
for (const product of values.fixture ? [host, virtualSource, virtualManager] : [host]) {
  for (const target of targets) build(product, target);
}

function isOurTurn(): boolean {
  try {
    mkdirSync(turn);
    return true;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
    const since = statSync(turn, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    // Of a build that was killed.
    if (Date.now() - since > abandonedMs) rmSync(turn, { recursive: true, force: true });
    return false;
  }
}

function build(product: typeof host, { bits, compiler, debian }: (typeof targets)[number]): void {
  const output = product.output(bits);
  const sources = [...new Set(['native/twain-host', ...product.folders, 'scripts/build-twain-host.ts'])];
  if (!isStale({ outputs: [output], sources }, projectFolder)) return;
  const files = product.folders.flatMap((folder) =>
    readdirSync(join(projectFolder, folder))
      .filter((name) => name.endsWith('.cpp') || name.endsWith('.def'))
      .map((name) => `${folder}/${name}`),
  );
  // Renamed when whole: another test run may be building the same.
  const unfinished = `${output}.${process.pid}`;
  const args = [...common, ...windows, ...product.flags, '-o', unfinished, ...files, ...product.libraries];
  const done = spawnSync(compiler, args, { cwd: projectFolder, stdio: ['ignore', 'inherit', 'inherit'] });
  if (done.error) {
    console.error(`${compiler} is missing: apt-get install --no-install-recommends ${debian}`);
    process.exit(1);
  }
  if (done.status !== 0) process.exit(1);
  renameSync(join(projectFolder, unfinished), join(projectFolder, output));
  console.log(`${output}, ${Math.round(statSync(join(projectFolder, output)).size / 1024)} KB`);
}
