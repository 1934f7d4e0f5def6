import { fork } from 'node:child_process';
import { homedir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { WorkerChannel, WorkerKind, WorkerLauncher } from '../contract/workers.ts';
import { compileCacheFolder } from './compile-cache.ts';
import { workerEnvironment, workerFlags } from './worker-environment.ts';

/** Starts the station's workers on plain Node, from source: as processes but for the parsing of files. */
export const launchOnNode: WorkerLauncher = launchFrom(new URL('./', import.meta.url));

/** The same with the entries `{kind}.ts` of another folder. */
export function launchFrom(folder: URL): WorkerLauncher {
  return (kind, args) => {
    const entry = new URL(`${kind}.ts`, folder);
    return hosts[kind] === 'thread' ? startThread(entry, args) : startProcess(entry, args, kind);
  };
}

/** A driver or a decoder of pictures may crash or hang the process it is in. */
const hosts: Readonly<Record<WorkerKind, 'process' | 'thread'>> = {
  'capture-host': 'process',
  'virtual-scanner': 'process',
  'match-service': 'process',
  'import-worker': 'thread',
  'page-worker': 'process',
};

function startProcess(entry: URL, args: readonly string[], kind: WorkerKind): WorkerChannel {
  const child = fork(fileURLToPath(entry), args, {
    // The parent's own flags (a test runner's, a debugger's) are not the worker's.
    execArgv: [...(workerFlags[kind] ?? [])],
    // Messages as threads and utility processes pass them: structured clones, not JSON.
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

function startThread(entry: URL, args: readonly string[]): WorkerChannel {
  const thread = new Worker(entry, { argv: [...args], execArgv: [], env: { ...process.env, LC_ALL: 'C' } });
  const exit = once();
  thread.on('error', (cause) =>
    exit.tell(cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)),
  );
  thread.on('messageerror', (cause) => exit.tell(`a message could not be read: ${cause.message}`));
  thread.on('exit', (code) => exit.tell(`status ${code}`));
  return {
    post: (message) => thread.postMessage(message),
    onMessage: (listener) => thread.on('message', listener),
    onExit: exit.listen,
    kill() {
      // Its end is told by `exit`.
      void thread.terminate();
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
