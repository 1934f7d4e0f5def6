import { fork } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';
import type { StationEvent } from '../../src/contract/events.ts';
import { openElectronDouble } from './electron-double.ts';
import { safeStorageDouble } from './safe-storage-double.ts';

/*
 * Loaded by `node --import`, this file is the `electron` module for a built `main.js`: the double of electron-double.ts
 * with processes that really start. It becomes ready when the entry is through, as Electron does for modules, then
 * plays an operator's first minute and prints what came of it as one line of JSON. In the workers it gives
 * `process.parentPort`, over the channel of a forked process.
 */

/** What the operator of the simulation saw. */
export interface Simulated {
  readonly devices: readonly { readonly driver: string }[];
  /** Driver families that could not look. */
  readonly failures: readonly unknown[];
  /** Of the imported page, once its rendition is there. */
  readonly thumbnail: { readonly status: number; readonly mime: string | null; readonly bytes: number };
  /** What came of enrolling at `SIMULATED_SERVICE` with `SIMULATED_CODE`. */
  readonly enrolled: unknown;
  readonly errorBoxes: readonly string[];
}

const { parts, app: simulatedApp, ...electron } = openElectronDouble(process.env.PLATEN_DATA ?? '');
export const { app, BrowserWindow, dialog, ipcMain, Menu, protocol, screen, session, shell } = parts;
Object.assign(app, { setName: () => undefined });

/** @public Imported by the built entry, under the name electron. */
export const safeStorage = safeStorageDouble('operator');

/** @public Imported by the built entry, under the name electron. */
export const utilityProcess = {
  fork(path: string, args: string[], options: { env: NodeJS.ProcessEnv }) {
    const child = fork(path, args, {
      env: { ...options.env, SIMULATED_UTILITY_PROCESS: 'yes' },
      execArgv: ['--import', import.meta.url],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    return Object.assign(new EventEmitter(), {
      pid: child.pid,
      postMessage: (message: object) => child.send(message, () => undefined),
      on: (name: string, listener: (detail: unknown) => void) => child.on(name, listener),
      kill: () => child.kill(),
    });
  },
};

if (process.env.SIMULATED_UTILITY_PROCESS) givePort();
else void simulate();

function givePort(): void {
  const port = new EventEmitter();
  process.on('message', (data) => port.emit('message', { data }));
  process.once('disconnect', () => process.exit(0));
  Object.assign(process, {
    parentPort: Object.assign(port, { postMessage: (message: unknown) => process.send?.(message) }),
  });
}

async function simulate(): Promise<void> {
  registerHooks({
    resolve: (specifier, context, next) =>
      specifier === 'electron' ? { url: import.meta.url, shortCircuit: true } : next(specifier, context),
  });
  const entry = pathToFileURL(process.argv[1] ?? '').href;
  // A module that waited for `ready` while it is loaded would wait for ever, here as in Electron.
  await import(entry);
  electron.becomeReady();
  const window = await until(() => {
    if (electron.errorBoxes.length > 0) throw new Error(electron.errorBoxes.join('\n'));
    return electron.windows.find(({ loaded }) => loaded.length > 0);
  });
  const from = { sender: window.webContents, senderFrame: window.webContents.mainFrame };
  const call = async (channel: string, name: string, input: unknown) =>
    (await electron.ipc.get(channel)?.(from as unknown as Electron.IpcMainInvokeEvent, name, input)) as {
      ok: boolean;
      value: never;
    };
  const get = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const response = await electron.handlers.get('app')?.(new Request(`app://station/${path}`, init));
    if (!response) throw new Error('nobody answers app:');
    return response;
  };

  const devices = await call('station:ask', 'devices.list', {});
  const { batchId } = (await call('station:run', 'batch.open', { name: null })).value as { batchId: string };
  const picture = readFileSync(process.env.SIMULATED_PICTURE ?? '');
  const uploaded = await get('uploads?name=page.png', { method: 'POST', body: picture });
  const { uploadId } = (await uploaded.json()) as { uploadId: string };
  const place = { at: 'tail' };
  await call('station:run', 'import.start', { batchId, uploadIds: [uploadId], grouping: 'split', place });
  const page = await until(() => {
    for (const [, event] of window.webContents.sent as [string, StationEvent][]) {
      if (event.type !== 'batch.changed') continue;
      for (const change of event.diff.pages.updated) if (change.to.rendition) return change.id;
    }
    return undefined;
  });
  const thumbnail = await get(`pages/${encodeURIComponent(page)}/thumbnail`);
  const enrolled = await call('station:run', 'service.enrol', {
    address: process.env.SIMULATED_SERVICE,
    code: process.env.SIMULATED_CODE,
  });
  const seen: Simulated = {
    enrolled,
    ...(devices.value as Pick<Simulated, 'devices' | 'failures'>),
    thumbnail: {
      status: thumbnail.status,
      mime: thumbnail.headers.get('content-type'),
      bytes: (await thumbnail.arrayBuffer()).byteLength,
    },
    errorBoxes: electron.errorBoxes,
  };
  simulatedApp.emit('window-all-closed');
  const status = await until(() => simulatedApp.exitCode ?? undefined);
  process.stdout.write(`${JSON.stringify(seen)}\n`, () => process.exit(status));
}

async function until<T>(look: () => T | undefined): Promise<T> {
  for (;;) {
    const found = look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
