import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Something built from the sources: by which files it is known, from what it is made, and how. */
export interface Build {
  readonly name: string;
  readonly outputs: readonly string[];
  readonly sources: readonly string[];
  /** Script of a package, run on this Node. */
  readonly command: readonly [script: string, ...args: string[]];
  readonly seconds: number;
}

const windowSources = ['src/renderer', 'src/i18n', 'src/domain', 'src/contract', 'vite.renderer.config.ts'];

export const windowBuild: Build = {
  name: 'the window',
  outputs: ['out/renderer/index.html'],
  sources: windowSources,
  command: ['node_modules/vite/bin/vite.js', 'build', '-c', 'vite.renderer.config.ts', '--logLevel', 'warn'],
  seconds: 5,
};

export const electronBuild: Build = {
  name: 'the window and the Electron shell',
  outputs: ['out/renderer/index.html', 'out/main/main.js', 'out/preload/preload.cjs'],
  sources: ['src', 'electron.vite.config.ts', 'vite.renderer.config.ts'],
  command: ['node_modules/electron-vite/bin/electron-vite.js', 'build', '--logLevel', 'warn'],
  seconds: 10,
};

/** Whether an output is missing or older than any of its sources. */
export function isStale(build: Pick<Build, 'outputs' | 'sources'>, projectFolder: string): boolean {
  const outputs = build.outputs.map((path) => join(projectFolder, path));
  if (!outputs.every((path) => existsSync(path))) return true;
  const oldest = Math.min(...outputs.map((path) => statSync(path).mtimeMs));
  return build.sources.some((path) => newest(join(projectFolder, path)) > oldest);
}

/** Builds when stale, telling first that it takes a while. `failed` leaves the builder's own words on the terminal. */
export function ensureBuilt(
  build: Build,
  projectFolder: string,
  say: (words: string) => void,
): 'built' | 'failed' {
  if (!isStale(build, projectFolder)) return 'built';
  const [script, ...args] = build.command;
  const path = join(projectFolder, script);
  if (!existsSync(path)) {
    const isThere = build.outputs.every((output) => existsSync(join(projectFolder, output)));
    // An installation without its building tools runs what was delivered with it.
    if (isThere) return 'built';
    say(`Cannot build ${build.name}: ${script} is missing. Run: npm ci`);
    return 'failed';
  }
  say(`Building ${build.name}, about ${build.seconds} s ...`);
  const done = spawnSync(process.execPath, [path, ...args], {
    cwd: projectFolder,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  return done.status === 0 ? 'built' : 'failed';
}

/** Time of the newest file in a folder, or of a file; what is not there is of no age. */
function newest(path: string): number {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return 0;
  if (!stat.isDirectory()) return stat.mtimeMs;
  // A file taken away changes its folder.
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}
