import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface ElectronSearch {
  readonly projectFolder: string;
  readonly env: NodeJS.ProcessEnv;
  readonly platform: NodeJS.Platform;
  /** Epoch milliseconds. */
  readonly now: number;
  /** `after-a-day`: a download that failed is not tried again within a day; `now`: whatever was. */
  readonly downloadAgain: 'after-a-day' | 'now';
  /** Fetches the runtime into `node_modules/electron/dist`; null when it did, else why not. */
  readonly download: () => Promise<string | null>;
}

export type ElectronFound =
  | { readonly ok: true; readonly path: string }
  /** `why`: one line for each place that was looked at, in order. */
  | { readonly ok: false; readonly why: readonly string[] };

/** Looks for the Electron runtime: the folder named by the environment, the one installed, then one download. */
export async function resolveElectron(search: ElectronSearch): Promise<ElectronFound> {
  const { projectFolder, env, platform, now } = search;
  const inside = executableIn(platform);
  const why: string[] = [];

  const override = env.ELECTRON_OVERRIDE_DIST_PATH;
  if (override) {
    const path = join(override, inside);
    if (existsSync(path)) return { ok: true, path };
    why.push(`ELECTRON_OVERRIDE_DIST_PATH: there is no ${inside} in ${override}`);
  }

  const dist = join(projectFolder, 'node_modules', 'electron', 'dist');
  const path = join(dist, inside);
  // `version` is the last file of an unpacked runtime to look for: a download cut short leaves half a folder.
  if (existsSync(path) && existsSync(join(dist, 'version'))) return { ok: true, path };
  why.push('node_modules/electron/dist: not installed');
  if (!existsSync(join(projectFolder, 'node_modules', 'electron', 'install.js'))) {
    return { ok: false, why: [...why, 'download: the electron package is not installed'] };
  }

  const memory = join(projectFolder, 'out', 'electron-unavailable.json');
  const earlier = readMemory(memory);
  if (search.downloadAgain === 'after-a-day' && earlier && now >= earlier.at && now - earlier.at < dayMs) {
    return { ok: false, why: [...why, `download: ${earlier.why} (not tried again for a day)`] };
  }
  const failure = await search.download();
  if (failure === null && existsSync(path)) return { ok: true, path };
  const reason = failure ?? 'it ended well but left no runtime';
  mkdirSync(join(projectFolder, 'out'), { recursive: true });
  writeFileSync(memory, JSON.stringify({ at: now, why: reason }));
  return { ok: false, why: [...why, `download: ${reason}`] };
}

const dayMs = 24 * 60 * 60 * 1000;

/** Where the program lies in an unpacked runtime. */
export function executableIn(platform: NodeJS.Platform): string {
  if (platform === 'win32') return 'electron.exe';
  return platform === 'darwin' ? join('Electron.app', 'Contents', 'MacOS', 'Electron') : 'electron';
}

function readMemory(path: string): { at: number; why: string } | null {
  if (!existsSync(path)) return null;
  try {
    const kept: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (typeof kept !== 'object' || kept === null || !('at' in kept) || !('why' in kept)) return null;
    return typeof kept.at === 'number' && typeof kept.why === 'string'
      ? { at: kept.at, why: kept.why }
      : null;
  } catch (cause) {
    // A file cut short by a crash is no memory.
    if (cause instanceof SyntaxError) return null;
    throw cause;
  }
}
