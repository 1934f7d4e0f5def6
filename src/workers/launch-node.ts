import { fork } from 'node:child_process';
import { homedir } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { WorkerChannel, WorkerKind, WorkerLauncher } from '../contract/workers.ts';
import { compileCacheFolder } from './compile-cache.ts';
import { workerEnvironment, workerFlags } from './worker-environment.ts';

/** Starts the station's workers on plain Node, from source. Each is a process: native code that crashes takes only that. */
export const launchOnNode: WorkerLauncher = launchFrom(new URL('./', import.meta.url));

/** The same with the entries `{kind}.ts` of another folder. */
export function launchFrom(folder: URL): WorkerLauncher {
  return (kind, args) => startProcess(new URL(`${kind}.ts`, folder), args, kind);
}

function startProcess(entry: URL, args: readonly string[], kind: WorkerKind): WorkerChannel {
  const child = fork(fileURLToPath(entry), args, {
    // The parent's own flags (a test runner's, a debugger's) are not the worker's.
    execArgv: [...(workerFlags[kind] ?? [])],
    // Messages as utility processes pass them: structured clones, not JSON.
    serialization: 'advanced',
    // Drivers print in the language of the system otherwise, and their words are parsed.
    env: {
      ...process.env,
      ...workerEnvironment[kind],
      LC_ALL: 'C',
      NODE_COMPILE_CACHE: compileCacheFolder(process.env, process.platform, homedir()),
    },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const exit = once();
  child.on('error', (cause) => exit.tell(cause.message));
  child.on('exit', (code, signal) => exit.tell(signal ? `signal ${signal}` : `status ${code}`));
  return {
    post(message) {
      // The callback takes the error of a child that went away meanwhile; its end is told by `exit`.
      if (child.connected) child.send(message as object, () => undefined);
    },
    onMessage: (listener) => child.on('message', listener),
    onExit: exit.listen,
    kill() {
      child.kill('SIGKILL');
    },
  };
}

/** The first reason counts, and is told once, also to who asks late. */
function once() {
  let reason: string | null = null;
  const listeners: ((detail: string) => void)[] = [];
  return {
    tell(detail: string) {
      if (reason !== null) return;
      reason = detail;
      for (const listener of listeners) listener(detail);
    },
    listen(listener: (detail: string) => void) {
      if (reason === null) listeners.push(listener);
      else listener(reason);
    },
  };
}
