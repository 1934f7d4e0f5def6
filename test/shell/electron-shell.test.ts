import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { err, ok } from '../../src/domain/result.ts';
import { type BootOptions, boot } from '../../src/shell/electron/boot.ts';
import { systemBrowser } from '../../src/shell/electron/outside.ts';
import { outsideHosts } from '../../src/shell/electron/security.ts';
import { notShown } from '../../src/station/ports/outside.ts';
import {
  downloadOf,
  type ElectronDouble,
  openElectronDouble,
  preventable,
  type WindowDouble,
} from './electron-double.ts';
import { writeRendererFolder } from './renderer-folder.ts';
import { knownPage, openStationDouble, type StationDouble, someEvent } from './station-double.ts';

let folder: string;
let station: StationDouble;
let electron: ElectronDouble;
let options: BootOptions;
const logged: string[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'platen-electron-'));
  station = await openStationDouble(folder);
  electron = openElectronDouble(folder);
  logged.length = 0;
  options = {
    electron: electron.parts,
    openStation: async () => {
      electron.calls.push('openStation');
      return ok(station);
    },
    rendererFolder: await writeRendererFolder(folder),
    preloadFile: '/built/preload.cjs',
    argv: ['platen'],
    door: null,
    log: (_level, event) => logged.push(event),
  };
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function started(): Promise<WindowDouble> {
  const booted = boot(options);
  electron.becomeReady();
  await booted;
  const window = electron.windows[0];
  if (!window) throw new Error('no window');
  return window;
}

describe('start', () => {
  it('ELEC-1 sandbox and scheme are set before ready; the station is open and answering before the window loads', async () => {
    await started();
    const order = [
      'enableSandbox',
      'registerSchemesAsPrivileged',
      'ready',
      'openStation',
      'handle app',
      'BrowserWindow',
    ];
    const seen = electron.calls.filter((call) => order.includes(call));
    expect(seen).toEqual(order);
    expect(electron.calls.at(-1)).toBe('loadURL app://station/');
  });

  it('ELEC-1 a second start shows the window of the first, and opens no station', async () => {
    const second = openElectronDouble(folder, 'second');
    await boot({ ...options, electron: second.parts });
    expect(second.calls).toContain('quit');
    expect(second.windows).toEqual([]);
    expect(electron.calls).not.toContain('openStation');

    await started();
    electron.calls.length = 0;
    electron.app.emit('second-instance', {}, ['platen']);
    expect(electron.calls).toEqual(['restore', 'show', 'focus']);
  });

  const linksOf = (one: StationDouble) =>
    one.asked.flatMap(({ name, input }) => (name === 'link.open' ? [(input as { link: string }).link] : []));

  it('LINK-5 a link in the first command line reaches the station, and the system is told who opens links', async () => {
    options = { ...options, argv: ['platen', '--', 'platen://capture?bill=CL-1'] };
    await started();
    expect(electron.app.clientOf).toEqual(['platen']);
    expect(linksOf(station)).toEqual(['platen://capture?bill=CL-1']);
  });

  it('LINK-5 a link of a second start reaches the station of the first, whose window comes to the front', async () => {
    await started();
    electron.calls.length = 0;
    electron.app.emit('second-instance', {}, ['platen', 'PLATEN://match?bill=CL-2', '--other']);
    expect(linksOf(station)).toEqual(['PLATEN://match?bill=CL-2']);
    expect(electron.calls).toEqual(['restore', 'show', 'focus']);
    electron.app.emit('second-instance', {}, ['platen', 'https://elsewhere']);
    expect(linksOf(station)).toHaveLength(1);
  });

  it('LINK-5 a link that macOS brings before the station is open waits for it', async () => {
    const booted = boot(options);
    const event = preventable();
    electron.app.emit('open-url', event, 'platen://capture?bill=CL-3');
    expect(event.isPrevented).toBe(true);
    expect(linksOf(station)).toEqual([]);
    electron.becomeReady();
    await booted;
    expect(linksOf(station)).toEqual(['platen://capture?bill=CL-3']);
    electron.app.emit('open-url', preventable(), 'platen://capture?bill=CL-4');
    expect(linksOf(station).at(-1)).toBe('platen://capture?bill=CL-4');
  });

  it('ELEC-2 a station that cannot open says what is wrong and what to do, and the process ends', async () => {
    options = {
      ...options,
      openStation: async () => err({ type: 'DataFolderInUse', path: '/data/platen' }),
    };
    const booted = boot(options);
    electron.becomeReady();
    await booted;
    expect(electron.errorBoxes[0]).toContain('/data/platen');
    expect(electron.errorBoxes[0]?.split('\n\n')).toHaveLength(2);
    expect(electron.app.exitCode).toBe(1);
    expect(electron.windows).toEqual([]);
  });

  it('DOOR-7 where the port of the local door is taken the station says so and opens its window', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    options = { ...options, door: { port, token: 'a-token-of-more-than-thirty-two-characters' } };
    const window = await started();
    expect(window).toBeDefined();
    expect(electron.errorBoxes[0]).toContain(String(port));
    expect(electron.errorBoxes[0]).toContain('PLATEN_DOOR_PORT');
    taken.close();
  });
});

describe('rules of the window', () => {
  it('ELEC-3 the window is sandboxed, isolated, without Node, web views or loosened rules', async () => {
    const { webPreferences } = (await started()).options;
    expect(webPreferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      preload: '/built/preload.cjs',
    });
    expect(webPreferences).not.toHaveProperty('enableBlinkFeatures');
  });

  it('ELEC-4 the window goes nowhere and takes no web view', async () => {
    const { webContents } = await started();
    for (const name of ['will-navigate', 'will-redirect', 'will-frame-navigate', 'will-attach-webview']) {
      const event = preventable();
      webContents.emit(name, event);
      expect(event.isPrevented, name).toBe(true);
    }
  });

  it('ELEC-4 the rules hold for whatever other contents come to be', async () => {
    const { webContents } = await started();
    webContents.removeAllListeners();
    webContents.openHandler = null;
    electron.app.emit('web-contents-created', {}, webContents);
    expect(webContents.listenerCount('will-navigate')).toBe(1);
    expect(webContents.openHandler).not.toBeNull();
  });

  it('ELEC-5 no second window; only https of a listed host goes to the system browser', async () => {
    const { webContents } = await started();
    const host = outsideHosts[0] ?? '';
    for (const url of [
      'https://evil.example/',
      `http://${host}/`,
      `https://${host}.evil.example/`,
      `https://evil.example@${host}/`,
      `https://${host}:8443/`,
      'file:///etc/passwd',
      'javascript:alert(1)',
      'not an address',
    ]) {
      expect(webContents.openHandler?.({ url })).toEqual({ action: 'deny' });
    }
    expect(electron.opened).toEqual([]);
    expect(webContents.openHandler?.({ url: `https://${host}/check` })).toEqual({ action: 'deny' });
    expect(electron.opened).toEqual([`https://${host}/check`]);
  });

  it('ELEC-21 a page the station shows goes to the system browser, of the web alone; a failure says nothing of its address', async () => {
    const outside = systemBrowser(electron.parts.shell);
    const address = 'https://erp.example/t/index.html?formId=x&eventCode=key';
    expect(await outside.show(address)).toEqual(ok(null));
    expect(electron.opened).toEqual([address]);
    for (const other of ['file:///etc/passwd', 'javascript:alert(1)', 'ms-msdt:/id', 'C:\\calc.exe', ''])
      expect(await outside.show(other)).toEqual(err(notShown));
    expect(electron.opened).toEqual([address]);
    const failing = systemBrowser({
      openExternal: () => Promise.reject(new Error(`Failed to open ${address}`)),
    });
    const failed = await failing.show(address);
    expect(failed).toEqual(err(notShown));
    expect(JSON.stringify(failed)).not.toContain('key');
  });

  it('ELEC-6 every permission is denied, asked or checked, and every device', async () => {
    await started();
    for (const permission of [
      'media',
      'geolocation',
      'notifications',
      'usb',
      'clipboard-read',
      'openExternal',
    ]) {
      expect(electron.session.mayRequest?.(permission), permission).toBe(false);
      expect(electron.session.mayCheck?.(permission), permission).toBe(false);
    }
    expect(electron.session.mayUseDevice?.()).toBe(false);
  });

  it('ELEC-7 no byte comes from anywhere but the station, and nothing is saved but what the window made', async () => {
    await started();
    const isCancelled = electron.session.isCancelled ?? (() => false);
    for (const url of [
      'https://evil.example/x.js',
      'http://127.0.0.1:80/',
      'file:///etc/passwd',
      'app://other/x',
      'ws://a/',
    ]) {
      expect(isCancelled(url), url).toBe(true);
    }
    for (const url of ['app://station/', 'app://station/pages/x', 'blob:app://station/1']) {
      expect(isCancelled(url), url).toBe(false);
    }
    const downloads = {
      'https://evil.example/x.csv': true,
      'app://station/pages/x': true,
      'blob:https://evil.example/1': true,
      'blob:app://station/1': false,
    };
    for (const [url, isPrevented] of Object.entries(downloads)) {
      const download = preventable();
      electron.session.emit('will-download', download, downloadOf(url));
      expect(download.isPrevented, url).toBe(isPrevented);
    }
  });

  it('ELEC-8 the window and its pages come over app://station, by the routes of both shells', async () => {
    await started();
    expect(electron.schemes).toEqual([
      { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
    ]);
    const handler = electron.handlers.get('app');
    const get = async (url: string) => handler?.(new Request(url));
    const index = await get('app://station/');
    expect(index?.headers.get('content-security-policy')).toContain("default-src 'none'");
    const page = await get(`app://station/pages/${encodeURIComponent(knownPage)}/rendition`);
    expect(await page?.text()).toContain('the-pixels-of-a-page');
    expect((await get('app://other/'))?.status).toBe(404);
    expect((await get('app://station/assets/..%2f..%2fpackage.json'))?.status).toBe(404);
    // The window's line to the station is IPC: the browser shell's API is not there.
    expect((await get('app://station/api/events'))?.status).toBe(404);
  });
});

describe('the line to the station', () => {
  const invoke = (channel: string, event: unknown, ...args: unknown[]) =>
    (async () => electron.ipc.get(channel)?.(event as Electron.IpcMainInvokeEvent, ...args))();
  const from = (window: WindowDouble) => ({
    sender: window.webContents,
    senderFrame: window.webContents.mainFrame,
  });

  it('ELEC-9 commands and queries of the window reach the station', async () => {
    const window = await started();
    expect([...electron.ipc.keys()]).toEqual(['station:run', 'station:ask']);
    expect(await invoke('station:run', from(window), 'batch.open', { name: null })).toMatchObject({
      ok: true,
    });
    expect(await invoke('station:ask', from(window), 'batches.list', {})).toMatchObject({ ok: true });
    expect(station.asked.map(({ door, name }) => `${door} ${name}`)).toEqual([
      'run batch.open',
      'ask batches.list',
    ]);
  });

  it('ELEC-10 a frame that is not our main frame is refused, and logged', async () => {
    const window = await started();
    const { webContents } = window;
    const foreign = [
      { sender: webContents, senderFrame: { origin: 'app://station' } },
      { sender: webContents, senderFrame: null },
    ];
    for (const event of foreign) {
      await expect(invoke('station:run', event, 'batch.open', { name: null })).rejects.toThrow(
        'only the station window',
      );
    }
    for (const origin of ['https://evil.example', 'app://other', 'null', 'file://']) {
      webContents.mainFrame.origin = origin;
      await expect(invoke('station:ask', from(window), 'batches.list', {})).rejects.toThrow();
    }
    expect(station.asked).toEqual([]);
    expect(logged.filter((event) => event === 'ipc.refused')).toHaveLength(6);
  });

  it('ELEC-10 unknown names and malformed input are InvalidCommand and change nothing', async () => {
    const window = await started();
    const invalid = { ok: false, error: { type: 'InvalidCommand' } };
    for (const [channel, ...args] of [
      ['station:run', 'no.such', {}],
      ['station:run', 'constructor', {}],
      ['station:run', { toString: 'batch.open' }, {}],
      ['station:run', 'batch.open'],
      ['station:run', 'batch.open', { name: null }, 'more'],
      ['station:run', 'batch.open', { name: 7 }],
      ['station:run', 'batches.list', {}],
      ['station:ask', 'batch.open', { name: null }],
      ['station:ask', null, null],
    ] as const) {
      expect(await invoke(channel, from(window), ...args)).toMatchObject(invalid);
    }
    expect(station.asked).toEqual([]);
  });

  it('ELEC-11 every event of the station reaches the window, until it is closed', async () => {
    const window = await started();
    station.emit(someEvent);
    expect(window.webContents.sent).toEqual([['station:event', someEvent]]);
    window.isGone = true;
    station.emit(someEvent);
    window.emit('closed');
    expect(window.webContents.sent).toHaveLength(1);
    expect(station.listeners.size).toBe(0);
  });
});

describe('the window', () => {
  it('ELEC-12 opens where it was left, and where nothing of it would be seen as new', async () => {
    const path = join(folder, 'window.json');
    const first = await started();
    expect(first.options).toMatchObject({ width: 1600, show: false });
    first.emit('close');
    expect(JSON.parse(await readFile(path, 'utf8'))).toEqual({
      x: 10,
      y: 20,
      width: 1200,
      height: 900,
      isMaximized: true,
    });

    const optionsAfter = async () => {
      electron = openElectronDouble(folder);
      options = { ...options, electron: electron.parts };
      return (await started()).options;
    };
    expect(await optionsAfter()).toMatchObject({ x: 10, y: 20, width: 1200, height: 900 });
    for (const damaged of [
      '{"x": 9000, "y": 0, "width": 1200, "height": 900, "isMaximized": false}',
      '{"x":',
      '[]',
    ]) {
      await writeFile(path, damaged);
      expect(await optionsAfter()).not.toHaveProperty('x');
    }
  });

  it('ELEC-13 a window that crashed comes back, but not in a circle', async () => {
    const { webContents } = await started();
    for (let crash = 0; crash < 3; crash += 1) {
      webContents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 });
    }
    expect(webContents.reloads).toBe(1);
    expect(logged).toEqual(['window.gone', 'window.gone', 'window.gone']);
  });

  it('ELEC-12 a packed app has no menu of the browser’s', async () => {
    await started();
    expect(electron.calls).toContain('menu none');
  });
});

describe('quit', () => {
  it('ELEC-14 closing the window closes the station, and only then ends the process', async () => {
    let finish = () => {};
    station.close = () =>
      new Promise((resolve) => {
        finish = () => resolve();
      });
    await started();
    electron.app.emit('window-all-closed');
    electron.app.emit('will-quit', preventable());
    expect(electron.app.exitCode).toBeNull();
    finish();
    await vi.waitFor(() => expect(electron.app.exitCode).toBe(0), { timeout: 60_000 });
  });

  it('ELEC-14 a station that does not close does not keep the process', async () => {
    station.close = () => new Promise(() => undefined);
    await started();
    vi.useFakeTimers();
    try {
      electron.app.emit('window-all-closed');
      await vi.advanceTimersByTimeAsync(20_000);
      expect(electron.app.exitCode).toBe(0);
      expect(logged).toContain('quit.forced');
    } finally {
      vi.useRealTimers();
    }
  });
});
