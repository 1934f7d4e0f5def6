import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import type { Reach } from '../../src/contract/workers.ts';

const projectFolder = join(import.meta.dirname, '../..');

/** What the virtual source is told; native/virtual-source/controls.h says what each does. */
export type VirtualSourceControls = Partial<
  Record<
    | 'VDS_FAULT'
    | 'VDS_PACE'
    | 'VDS_STRIP_PACE'
    | 'VDS_ROWS'
    | 'VDS_LENGTH'
    | 'VDS_LACKS'
    | 'VDS_DPI'
    | 'VDS_FLAVOR'
    | 'VDS_DIALOG',
    string
  >
>;

/** The TWAIN host under Wine, with the virtual source installed twice, in a Wine of its own. */
export interface WineRig {
  /** For `reach.twain`: 64 bit, and 32 bit where this Wine runs it. */
  readonly hosts: Reach['twain']['hosts'];
  /** ProductName of the virtual source, and of the same one installed under another name. */
  readonly sources: readonly [string, string];
  /** Puts in the PBM, PGM and PPM files of a folder and sets the controls, all others to their default; empties the log. */
  load(folder: string, controls?: VirtualSourceControls): Promise<void>;
  /** What the source was asked since `load`, line by line. */
  log(): Promise<readonly string[]>;
  /** `new`: the virtual source manager beside the hosts, which then take the way of TWAIN 2; `old`: Wine's alone. */
  useManager(kind: 'new' | 'old', bits: 32 | 64): void;
  close(): Promise<void>;
}

/** Why the TWAIN host cannot be tried here; null where it can. */
export function missingForWine(): string | null {
  for (const program of ['wine', 'x86_64-w64-mingw32-g++', 'i686-w64-mingw32-g++']) {
    if (spawnSync('which', [program], { stdio: 'ignore' }).status !== 0) return `${program} is missing`;
  }
  return null;
}

/** Whether this Wine runs 32 bit programs: asked with one, the host itself. */
export function hasWine32(): boolean {
  if (missingForWine()) return false;
  buildHosts();
  const { status } = spawnSync('wine', [hostPath(32)], { env: wineEnvironment(template()), stdio: 'ignore' });
  return status === exitUsage;
}

/** What the host ends with when it is not told what to do. */
const exitUsage = 2;

export async function openWineRig(): Promise<WineRig> {
  buildHosts();
  const folder = await mkdtemp(join(tmpdir(), 'platen-wine-rig-'));
  const prefix = join(folder, 'prefix');
  // Hard links: the copy takes no place, and Wine replaces what it changes.
  run('cp', ['-al', template(), prefix]);
  const program = join(folder, 'hosts');
  mkdirSync(program);
  const controls = join(folder, 'controls');
  const log = join(folder, 'log');
  await writeFile(controls, '');
  const hosts: Reach['twain']['hosts'] = [];
  for (const bits of hasWine32() ? ([64, 32] as const) : ([64] as const)) {
    const sources = join(prefix, 'drive_c/windows', bits === 64 ? 'twain_64' : 'twain_32');
    mkdirSync(sources, { recursive: true });
    // The only names Wine's own source manager looks for.
    for (const name of ['sane.ds', 'gphoto2.ds']) {
      rmSync(join(sources, name), { force: true });
      copyFileSync(join(projectFolder, `out/twain-host/virtual-source-${bits}.ds`), join(sources, name));
    }
    const host = join(program, `host-${bits}.exe`);
    copyFileSync(hostPath(bits), host);
    const assignments = { ...wineVariables(prefix), VDS_SETTINGS: windowsPath(controls) };
    const words = Object.entries(assignments).map(([name, value]) => `${name}=${value}`);
    hosts.push({ bits, command: ['env', ...words, 'wine', host] });
  }
  // Stays until it is killed, with Wine's own services: else each host would start them anew, and they would hold its pipes.
  spawnSync('wineserver', ['-p'], { env: wineEnvironment(prefix), stdio: 'ignore' });
  spawnSync('wine', ['cmd', '/c', 'exit'], { env: wineEnvironment(prefix), stdio: 'ignore' });
  return {
    hosts,
    sources: ['Platen virtual source', 'Platen virtual source B'],
    async load(pages, wanted = {}) {
      const all = { ...wanted, VDS_DIR: windowsPath(pages), VDS_LOG: windowsPath(log) };
      await rm(log, { force: true });
      await writeFile(
        controls,
        Object.entries(all)
          .map(([name, value]) => `${name}=${value}\n`)
          .join(''),
      );
    },
    async log() {
      return existsSync(log) ? (await readFile(log, 'utf8')).split('\n').slice(0, -1) : [];
    },
    useManager(kind, bits) {
      const place = join(program, 'TWAINDSM.dll');
      rmSync(place, { force: true });
      if (kind === 'new')
        copyFileSync(join(projectFolder, `out/twain-host/virtual-manager-${bits}.dll`), place);
    },
    async close() {
      spawnSync('wineserver', ['-k'], { env: wineEnvironment(prefix), stdio: 'ignore' });
      spawnSync('wineserver', ['-w'], { env: wineEnvironment(prefix), stdio: 'ignore' });
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** As a program under Wine names a file of this system. */
export function windowsPath(path: string): string {
  return `Z:${path.replaceAll('/', '\\')}`;
}

let isBuilt = false;

function buildHosts(): void {
  if (isBuilt) return;
  run(process.execPath, [join(projectFolder, 'scripts/build-twain-host.ts'), '--fixture']);
  isBuilt = true;
}

function hostPath(bits: 32 | 64): string {
  return join(projectFolder, `out/twain-host/platen-twain-host-${bits}.exe`);
}

/** A Wine as it is after its first start, made once for each version of Wine and never used itself but for looking. */
function template(): string {
  const version = spawnSync('wine', ['--version'], { encoding: 'utf8' }).stdout.trim();
  const place = join(tmpdir(), `platen-wine-${userInfo().uid}-${version.replaceAll(/[^\w.-]+/g, '_')}`);
  if (existsSync(place)) return place;
  const making = `${place}.${process.pid}`;
  const env = wineEnvironment(making);
  run('wine', ['wineboot', '-i'], env);
  spawnSync('wineserver', ['-w'], { env, stdio: 'ignore' });
  try {
    renameSync(making, place);
  } catch {
    // Another test run was faster; its own is as good.
    rmSync(making, { recursive: true, force: true });
  }
  return place;
}

function wineVariables(prefix: string): Record<string, string> {
  return {
    WINEPREFIX: prefix,
    WINEDEBUG: '-all',
    // Wine has a gphoto2.ds of its own; and would want to download .NET and a browser.
    WINEDLLOVERRIDES: 'gphoto2.ds=n;mscoree,mshtml=',
  };
}

function wineEnvironment(prefix: string): NodeJS.ProcessEnv {
  return { ...process.env, ...wineVariables(prefix) };
}

function run(program: string, args: readonly string[], env = process.env): void {
  const done = spawnSync(program, args, { env, encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`${program} ${args.join(' ')}: ${done.stderr ?? done.error}`);
}
