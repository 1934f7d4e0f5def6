import { spawn } from 'node:child_process';
import { access, constants, mkdir } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { err, ok, type Result } from '../../domain/result.ts';

export interface BrowserWindow {
  /** Path of the browser that shows it. */
  readonly browser: string;
  /** When that browser ended: the operator closed the window. Never, where another process shows the window. */
  readonly closed: Promise<void>;
}

/** Why there is no window. `detail` is for the person at the terminal, and says what to do. */
export interface WindowRefused {
  readonly type: 'NoDisplay' | 'NoBrowser' | 'RootRefused' | 'BrowserFailed';
  readonly detail: string;
}

export interface OpenBrowserOptions {
  readonly url: string;
  /** The window keeps its profile in here, apart from the operator's own browsing. */
  readonly dataFolder: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly platform?: NodeJS.Platform;
}

/** A browser that lives this long shows a window; one that refuses ends well within it. */
const settleMs = 2_500;

/** Opens the station as an app window of Chromium, Chrome or Edge, with its sandbox as the browser sets it up. */
export async function openBrowserWindow(
  options: OpenBrowserOptions,
): Promise<Result<BrowserWindow, WindowRefused>> {
  const { url, dataFolder, env = process.env, platform = process.platform } = options;
  const byHand = 'Open the address above in a Chromium browser on this machine.';
  if (!hasDisplay(env, platform)) {
    return err({ type: 'NoDisplay', detail: `No display here, so no window was opened. ${byHand}` });
  }
  const browser = await findBrowser(env, platform);
  if (browser === null) {
    return err({ type: 'NoBrowser', detail: `No Chromium, Chrome or Edge was found. ${byHand}` });
  }

  const profile = join(dataFolder, 'browser-window');
  await mkdir(profile, { recursive: true });
  const child = spawn(
    browser,
    [`--app=${url}`, `--user-data-dir=${profile}`, '--no-first-run', '--no-default-browser-check'],
    { stdio: ['ignore', 'ignore', 'pipe'], env },
  );
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    if (said.length < 10_000) said += text;
  });
  const ended = new Promise<string>((resolve) => {
    child.once('error', (cause) => resolve(cause.message));
    child.once('exit', (code, signal) => resolve(signal ?? `status ${code}`));
  });
  const settled = new Promise<null>((resolve) => setTimeout(resolve, settleMs, null).unref());
  const end = await Promise.race([ended, settled]);
  if (end === null) return ok({ browser, closed: ended.then(() => undefined) });
  // A window of this profile was open already and took the address over: its end is not ours to know.
  if (end === 'status 0') return ok({ browser, closed: new Promise(() => undefined) });
  if (/root without --no-sandbox/i.test(said)) {
    return err({
      type: 'RootRefused',
      detail:
        `${browser} does not run as root: its sandbox would be off. Start Platen as an ordinary user, ` +
        'or open the address above in a browser of one.',
    });
  }
  const lastWords = said.trim().split('\n').at(-1) ?? '';
  return err({
    type: 'BrowserFailed',
    detail: `${browser} ended at once (${end}${lastWords ? `: ${lastWords}` : ''}). ${byHand}`,
  });
}

/** Path of the first Chromium, Chrome or Edge found; null when there is none. */
export async function findBrowser(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): Promise<string | null> {
  for (const path of candidates(env, platform)) {
    if (await isExecutable(path)) return path;
  }
  return null;
}

/** Whether a window can be shown at all. Only on Linux can that be told beforehand. */
export function hasDisplay(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): boolean {
  return platform !== 'linux' || Boolean(env.DISPLAY) || Boolean(env.WAYLAND_DISPLAY);
}

function* candidates(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): Generator<string> {
  if (platform === 'win32') {
    // Edge is on every supported Windows, Chrome on many: these folders are where their installers put them.
    const roots = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA];
    for (const inside of windowsBrowsers) {
      for (const root of roots) if (root) yield join(root, ...inside);
    }
    return;
  }
  if (platform === 'darwin') {
    for (const name of ['Google Chrome', 'Microsoft Edge', 'Chromium']) {
      yield `/Applications/${name}.app/Contents/MacOS/${name}`;
    }
    return;
  }
  const folders = (env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  for (const name of linuxBrowsers) for (const folder of folders) yield join(folder, name);
}

const windowsBrowsers = [
  ['Google', 'Chrome', 'Application', 'chrome.exe'],
  ['Microsoft', 'Edge', 'Application', 'msedge.exe'],
  ['Chromium', 'Application', 'chrome.exe'],
] as const;

const linuxBrowsers = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'microsoft-edge-stable',
] as const;

function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
