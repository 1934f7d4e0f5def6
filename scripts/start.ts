/*
 * `npm start`: the station in an Electron window where the runtime can be had, else in the browser shell.
 * `--shell electron|browser` forces one; other arguments go to the shell.
 */

import type { Build } from './start/builds.ts';

const say = (words: string): void => void process.stderr.write(`${words}\n`);

if (Number(process.versions.node.split('.')[0]) < 24) {
  say(`Platen needs Node 24, this is ${process.versions.node} (${process.execPath}).`);
  say('Start it by npm, which brings Node 24 along after npm ci: npm start');
  process.exit(2);
}

// Only after the check: an older Node may not be able to read them.
const { spawn } = await import('node:child_process');
const { join, resolve } = await import('node:path');
const { ensureBuilt, electronBuild, windowBuild } = await import('./start/builds.ts');
const { electronObstacle, isElectronBroken, readWish } = await import('./start/choose-shell.ts');
const { downloadElectron } = await import('./start/download-electron.ts');
const { resolveElectron } = await import('./start/resolve-electron.ts');

const projectFolder = resolve(import.meta.dirname, '..');
const downloadLimitMs = 30_000;

const wish = readWish(process.argv.slice(2));
if (!wish) {
  say('usage: npm start -- [--shell electron|browser|auto] [arguments of the shell]');
  process.exit(2);
}
const { shell, rest } = wish;

if (shell === 'browser') await startBrowser();
else {
  for (const line of await startElectron()) say(line);
  if (shell === 'electron') process.exit(1);
  say('Starting the browser shell instead.');
  await startBrowser();
}

/** Ends this process with the window's status; returns only to tell why there is no window and what to do. */
async function startElectron(): Promise<readonly string[]> {
  const noWindow = 'The Electron window cannot be used:';
  const uid = process.getuid?.() ?? null;
  const obstacle = electronObstacle({ platform: process.platform, env: process.env, uid }, rest);
  if (obstacle) return [noWindow, `  - ${obstacle}`];
  const found = await resolveElectron({
    projectFolder,
    env: process.env,
    platform: process.platform,
    now: Date.now(),
    downloadAgain: shell === 'electron' ? 'now' : 'after-a-day',
    download() {
      say(`Fetching the Electron runtime, once, at most ${downloadLimitMs / 1000} s ...`);
      return downloadElectron(projectFolder, downloadLimitMs);
    },
  });
  if (!found.ok) {
    return [
      noWindow,
      ...found.why.map((line) => `  - ${line}`),
      'To supply its runtime: set ELECTRON_OVERRIDE_DIST_PATH to the folder of an unpacked Electron, or run ' +
        'npx install-electron where its download address can be reached.',
    ];
  }
  build(electronBuild);
  const end = await runToEnd(found.path, [join(projectFolder, 'out', 'main', 'main.js'), ...rest]);
  if (!isElectronBroken(end)) process.exit(end.status ?? 1);
  return [noWindow, `  - ${found.path} ended at once (${end.signal ?? `status ${end.status}`}); see above`];
}

async function startBrowser(): Promise<void> {
  build(windowBuild);
  // What only Electron understands must not stop the other shell.
  const args = rest.filter((arg) => arg !== '--no-sandbox');
  const serve = [join(projectFolder, 'src', 'cli', 'main.ts'), 'serve', '--open', ...args];
  const end = await runToEnd(process.execPath, serve);
  process.exit(end.status ?? 1);
}

function build(what: Build): void {
  if (ensureBuilt(what, projectFolder, say) === 'built') return;
  say(`Building ${what.name} failed; see above.`);
  process.exit(1);
}

interface End {
  readonly status: number | null;
  readonly signal: string | null;
  readonly ms: number;
}

/** Runs the shell as if it had been started itself: its output is ours, our interruption is its own. */
function runToEnd(program: string, args: readonly string[]): Promise<End> {
  const started = Date.now();
  // The channel carries nothing: its end tells the browser shell that this process was killed.
  const isNode = program === process.execPath;
  const child = spawn(program, args, { stdio: ['inherit', 'inherit', 'inherit', isNode ? 'ipc' : 'ignore'] });
  // Ctrl+C reaches the child by the terminal; this process only has to wait for it.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  return new Promise((resolve) => {
    child.once('error', (cause) => {
      say(cause.message);
      resolve({ status: 127, signal: null, ms: Date.now() - started });
    });
    child.once('exit', (status, signal) => resolve({ status, signal, ms: Date.now() - started }));
  });
}
