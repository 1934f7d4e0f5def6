import { join } from 'node:path';
import type Electron from 'electron';
import type { WorkerKind, WorkerLauncher } from '../../contract/workers.ts';
import { workerEnvironment } from '../../workers/worker-environment.ts';

/**
 * Starts every worker as a utility process from the built entries `{folder}/{kind}.js`. Never `fork`: the packed app
 * has RunAsNode off. Pictures are decoded out of the main process too, so that a bad one cannot take it along.
 */
export function launchOnElectron(
  utilityProcess: Pick<typeof Electron.utilityProcess, 'fork'>,
  folder: string,
): WorkerLauncher {
  return (kind, args) => {
    const child = utilityProcess.fork(join(folder, entries[kind]), [...args], {
      serviceName: `Platen ${kind}`,
      env: { ...process.env, ...workerEnvironment[kind], LC_ALL: 'C' },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    let end: string | null = null;
    let fault: string | null = null;
    const listeners: ((detail: string) => void)[] = [];
    child.on('error', (type, location) => {
      fault = `${type} at ${location}`;
    });
    child.on('exit', (code) => {
      end = fault ?? `status ${code}`;
      for (const listener of listeners) listener(end);
    });
    return {
      post(message) {
        if (end === null) child.postMessage(message);
      },
      onMessage: (listener) => child.on('message', listener),
      onExit(listener) {
        if (end === null) listeners.push(listener);
        else listener(end);
      },
      kill() {
        const { pid } = child;
        child.kill();
        // A driver stuck in native code is not ended by the polite signal Electron sends on Linux and macOS.
        if (pid !== undefined && process.platform !== 'win32') forceAfter(pid, () => end !== null);
      },
    };
  };
}

const entries: Readonly<Record<WorkerKind, string>> = {
  'capture-host': 'capture-host.js',
  'import-worker': 'import-worker.js',
  'page-worker': 'page-worker.js',
  'virtual-scanner': 'virtual-scanner.js',
  'match-service': 'match-service.js',
};

const patienceMs = 1_000;

function forceAfter(pid: number, hasEnded: () => boolean): void {
  setTimeout(() => {
    if (hasEnded()) return;
    try {
      process.kill(pid, 'SIGKILL');
    } catch (cause) {
      // It ended between the question and the signal.
      if (!(cause instanceof Error && 'code' in cause && cause.code === 'ESRCH')) throw cause;
    }
  }, patienceMs).unref();
}
