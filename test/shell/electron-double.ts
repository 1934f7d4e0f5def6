import { EventEmitter } from 'node:events';
import type Electron from 'electron';
import type { ElectronParts } from '../../src/shell/electron/boot.ts';

/**
 * A stand-in for the `electron` module, written from its documentation and electron.d.ts for what the shell uses. It
 * keeps the order of calls, refuses what Electron refuses before or after `ready`, and lets a test speak as the
 * window or the system would. It shows that the shell asks Electron for the right things; that Electron then does
 * them is for electron-real.test.ts.
 */
export interface ElectronDouble {
  readonly parts: ElectronParts;
  readonly calls: string[];
  readonly app: EventEmitter & { isReady: boolean; exitCode: number | null; clientOf: string[] };
  readonly windows: WindowDouble[];
  readonly session: SessionDouble;
  readonly errorBoxes: string[];
  readonly opened: string[];
  readonly schemes: Electron.CustomScheme[];
  readonly handlers: Map<string, (request: Request) => Response | Promise<Response>>;
  readonly ipc: Map<string, (event: Electron.IpcMainInvokeEvent, ...args: unknown[]) => unknown>;
  becomeReady(): void;
}

export interface WindowDouble extends EventEmitter {
  readonly options: Electron.BrowserWindowConstructorOptions;
  readonly webContents: ContentsDouble;
  readonly loaded: string[];
  isGone: boolean;
}

export interface ContentsDouble extends EventEmitter {
  readonly sent: unknown[][];
  readonly mainFrame: { origin: string };
  reloads: number;
  openHandler: ((details: { url: string }) => { action: string }) | null;
}

export interface SessionDouble extends EventEmitter {
  mayRequest: ((permission: string) => boolean) | null;
  mayCheck: ((permission: string) => boolean) | null;
  mayUseDevice: (() => boolean) | null;
  isCancelled: ((url: string) => boolean) | null;
}

export function openElectronDouble(userData: string, lock: 'first' | 'second' = 'first'): ElectronDouble {
  const calls: string[] = [];
  const windows: WindowDouble[] = [];
  const errorBoxes: string[] = [];
  const opened: string[] = [];
  const schemes: Electron.CustomScheme[] = [];
  const handlers: ElectronDouble['handlers'] = new Map();
  const ipc: ElectronDouble['ipc'] = new Map();
  let becomeReady = () => {};
  const ready = new Promise<void>((resolve) => {
    becomeReady = resolve;
  });

  const app = Object.assign(new EventEmitter(), {
    isReady: false,
    exitCode: null as number | null,
    isPackaged: true,
    clientOf: [] as string[],
    setAsDefaultProtocolClient(scheme: string) {
      app.clientOf.push(scheme);
      return true;
    },
    enableSandbox() {
      if (app.isReady) throw new Error('app.enableSandbox() can only be called before app is ready');
      calls.push('enableSandbox');
    },
    requestSingleInstanceLock: () => lock === 'first',
    whenReady: () => ready,
    getPath: (name: string) => {
      calls.push(`getPath ${name}`);
      return userData;
    },
    getPreferredSystemLanguages: () => ['en-GB'],
    quit() {
      calls.push('quit');
      const event = preventable();
      app.emit('will-quit', event);
      if (!event.isPrevented) app.exit(0);
    },
    exit(code: number) {
      calls.push(`exit ${code}`);
      app.exitCode ??= code;
    },
  });

  const session: SessionDouble = Object.assign(new EventEmitter(), {
    mayRequest: null,
    mayCheck: null,
    mayUseDevice: null,
    isCancelled: null,
  });
  const sessionPart = {
    on: (name: string, listener: () => void) => session.on(name, listener),
    setPermissionRequestHandler(
      handler: (contents: unknown, permission: string, callback: (granted: boolean) => void) => void,
    ) {
      session.mayRequest = (permission) => {
        let granted: boolean | null = null;
        handler(null, permission, (answer) => {
          granted = answer;
        });
        if (granted === null) throw new Error('a permission request was left unanswered');
        return granted;
      };
    },
    setPermissionCheckHandler(handler: (contents: null, permission: string) => boolean) {
      session.mayCheck = (permission) => handler(null, permission);
    },
    setDevicePermissionHandler(handler: () => boolean) {
      session.mayUseDevice = handler;
    },
    webRequest: {
      onBeforeRequest(
        handler: (details: { url: string }, callback: (response: { cancel?: boolean }) => void) => void,
      ) {
        session.isCancelled = (url) => {
          let cancel = false;
          handler({ url }, (response) => {
            cancel = response.cancel ?? false;
          });
          return cancel;
        };
      },
    },
  };

  class BrowserWindow extends EventEmitter {
    readonly options: Electron.BrowserWindowConstructorOptions;
    readonly webContents: ContentsDouble;
    readonly loaded: string[] = [];
    isGone = false;

    constructor(options: Electron.BrowserWindowConstructorOptions) {
      super();
      if (!app.isReady) throw new Error('Cannot create BrowserWindow before app is ready');
      calls.push('BrowserWindow');
      this.options = options;
      this.webContents = openContents();
      windows.push(this);
      app.emit('web-contents-created', {}, this.webContents);
    }
    async loadURL(url: string): Promise<void> {
      calls.push(`loadURL ${url}`);
      this.loaded.push(url);
    }
    show = () => calls.push('show');
    focus = () => calls.push('focus');
    restore = () => calls.push('restore');
    maximize = () => calls.push('maximize');
    isMinimized = () => true;
    isMaximized = () => true;
    isDestroyed = () => this.isGone;
    getNormalBounds = () => ({ x: 10, y: 20, width: 1200, height: 900 });
  }

  // The double covers what the shell uses and no more: the one place where it is taken for the whole.
  const parts = {
    app,
    BrowserWindow,
    dialog: { showErrorBox: (_title: string, content: string) => errorBoxes.push(content) },
    ipcMain: {
      handle(channel: string, listener: (event: Electron.IpcMainInvokeEvent, ...args: unknown[]) => unknown) {
        ipc.set(channel, listener);
      },
    },
    Menu: {
      setApplicationMenu: (menu: unknown) => calls.push(`menu ${menu === null ? 'none' : 'some'}`),
      buildFromTemplate: (template: unknown) => template,
    },
    protocol: {
      registerSchemesAsPrivileged(list: Electron.CustomScheme[]) {
        if (app.isReady)
          throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
        calls.push('registerSchemesAsPrivileged');
        schemes.push(...list);
      },
      handle(scheme: string, handler: (request: Request) => Response | Promise<Response>) {
        if (!app.isReady) throw new Error('protocol can only be used after app is ready');
        calls.push(`handle ${scheme}`);
        handlers.set(scheme, handler);
      },
    },
    screen: { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1040 } }] },
    session: {
      get defaultSession() {
        if (!app.isReady) throw new Error('Session can only be received when app is ready');
        calls.push('defaultSession');
        return sessionPart;
      },
    },
    shell: {
      async openExternal(url: string) {
        opened.push(url);
      },
    },
  } as unknown as ElectronParts;

  return {
    parts,
    calls,
    app,
    windows,
    session,
    errorBoxes,
    opened,
    schemes,
    handlers,
    ipc,
    becomeReady() {
      app.isReady = true;
      calls.push('ready');
      becomeReady();
    },
  };
}

/** An event as Electron hands it out: it says whether it was prevented. */
export function preventable() {
  const event = {
    isPrevented: false,
    preventDefault() {
      event.isPrevented = true;
    },
  };
  return event;
}

/** What Electron tells of a download as it begins; `done` is emitted with how it ended. */
export function downloadOf(url: string, name = 'file.csv') {
  return Object.assign(new EventEmitter(), { getURL: () => url, getFilename: () => name });
}

function openContents(): ContentsDouble {
  const contents: ContentsDouble = Object.assign(new EventEmitter(), {
    sent: [] as unknown[][],
    mainFrame: { origin: 'app://station' },
    reloads: 0,
    openHandler: null as ContentsDouble['openHandler'],
    setWindowOpenHandler(handler: NonNullable<ContentsDouble['openHandler']>) {
      contents.openHandler = handler;
    },
    send: (...args: unknown[]) => contents.sent.push(args),
    setZoomFactor: () => undefined,
    setVisualZoomLevelLimits: async () => undefined,
    reload() {
      contents.reloads += 1;
    },
  });
  return contents;
}
