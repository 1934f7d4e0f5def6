import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { detailOf } from '../reply.ts';

/** How a run of LibreOffice ended; that it ended well says nothing: it does so with files it could not load. */
export type OfficeEnd =
  | { readonly type: 'ended'; readonly detail: string }
  | { readonly type: 'late' }
  | { readonly type: 'stopped' };

export interface OfficeRun {
  readonly program: string;
  readonly args: readonly string[];
  /** The job's own folder. On Linux it goes when `close` is called, or when this process is no more. */
  readonly folder: string;
  readonly limitMs: number;
  readonly signal: AbortSignal;
}

/** Says how a run ended. `close`: what is left of it is killed, and its folder may go. Never throws. */
export interface OfficeProcess {
  readonly end: Promise<OfficeEnd>;
  close(): Promise<void>;
}

/**
 * Starts LibreOffice without network where the system allows it, and sees to it that all of its processes are gone at
 * the limit, when told, and when whoever started it was killed.
 */
export function runOffice(run: OfficeRun): OfficeProcess {
  const child = process.platform === 'win32' ? startAlone(run) : startGuarded(run);
  const gone = new Promise<string>((resolve) => {
    child.once('error', (cause) => resolve(detailOf(cause)));
    child.once('exit', (code, signal) => resolve(signal ? `signal ${signal}` : `status ${code}`));
  });
  const kill = async (): Promise<void> => {
    if (process.platform === 'win32') await killTree(child);
    else child.stdio[3]?.destroy();
    await gone;
  };
  return { end: endOf(run, gone, kill), close: kill };
}

async function endOf(run: OfficeRun, gone: Promise<string>, kill: () => Promise<void>): Promise<OfficeEnd> {
  const { signal, limitMs, folder } = run;
  const cut = Promise.withResolvers<'late' | 'stopped'>();
  const timer = setTimeout(() => cut.resolve('late'), limitMs);
  const stop = () => cut.resolve('stopped');
  signal.addEventListener('abort', stop);
  if (signal.aborted) stop();
  try {
    const first = await Promise.race([cut.promise, gone]);
    if (first === 'late' || first === 'stopped') {
      await kill();
      return { type: first };
    }
    return { type: 'ended', detail: (await whatItSaid(folder)) || first };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
}

/**
 * LibreOffice is three processes deep, and a worker can be ended without a word: so the shell holds the other end
 * of a pipe, and when that breaks, whyever, it kills the whole group and clears up. In a network of its own a document
 * reaches nobody.
 */
const guard = `
folder=$1; shift
exec >"$folder/said" 2>&1
ulimit -c 0
ulimit -f 2097152
if unshare --map-current-user --net -- true 2>/dev/null; then set -- unshare --map-current-user --net -- "$@"; fi
setsid "$@" 3<&- &
office=$!
(
  cat <&3 >/dev/null
  [ -e "$folder/ended" ] || kill -s KILL -- "-$office" 2>/dev/null
  for try in 1 2 3 4 5; do rm -rf -- "$folder" && break; sleep 1; done
) &
wait "$office"
code=$?
kill -s KILL -- "-$office" 2>/dev/null
: >"$folder/ended"
exit "$code"
`;

function startGuarded({ program, args, folder }: OfficeRun): ChildProcess {
  const child = spawn('/bin/sh', ['-c', guard, 'platen-office', folder, program, ...args], {
    detached: true,
    cwd: folder,
    env: environment(process.env, folder),
    // Not its standard input: Node closes that as soon as the shell ends, and the PDF is still wanted then.
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  // Only held, never written to; it breaks when the shell could not start.
  child.stdio[3]?.on('error', () => undefined);
  return child;
}

function startAlone({ program, args, folder }: OfficeRun): ChildProcess {
  const env = environment(process.env, folder);
  return spawn(program, args, { cwd: folder, env, stdio: 'ignore', windowsHide: true });
}

async function killTree({ pid, exitCode }: ChildProcess): Promise<void> {
  if (pid === undefined || exitCode !== null) return;
  const taskkill = join(process.env.SystemRoot ?? 'C:\\Windows', 'System32', 'taskkill.exe');
  await new Promise<void>((resolve) => {
    execFile(taskkill, ['/PID', String(pid), '/T', '/F'], { windowsHide: true }, () => resolve());
  });
}

/** What a program that opens foreign files may know of this process: no address and no token of ours. */
function environment(env: NodeJS.ProcessEnv, folder: string): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(([name]) => passedOn.has(name.toUpperCase()));
  // Names of folders may be Chinese; a display is not wanted even where there is one.
  const ours = { LC_ALL: 'C.UTF-8', SAL_USE_VCLPLUGIN: 'svp' };
  // What it is killed over stays in its temporary folder: that goes with the job's.
  return { ...Object.fromEntries(kept), ...ours, TMPDIR: folder, TEMP: folder, TMP: folder };
}

const passedOn = new Set(
  (
    'PATH HOME USER LOGNAME XDG_CACHE_HOME XDG_RUNTIME_DIR ' +
    'SYSTEMROOT WINDIR COMSPEC PATHEXT USERPROFILE APPDATA LOCALAPPDATA PROGRAMDATA ' +
    'PROGRAMFILES PROGRAMFILES(X86) PROGRAMW6432 COMMONPROGRAMFILES USERNAME'
  ).split(' '),
);

async function whatItSaid(folder: string): Promise<string> {
  const said = await readFile(join(folder, 'said'), 'utf8').catch(() => '');
  const lines = said.split('\n').filter((line) => /\S/.test(line) && !/^(warn:|convert )/i.test(line));
  return detailOf(lines[0]?.trim() ?? '');
}
