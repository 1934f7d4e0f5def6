import { join } from 'node:path';
import type Electron from 'electron';
import type { StationOptions } from '../../station/station.ts';
import { windowOrigin } from './protocol.ts';
import { webPreferences } from './security.ts';
import { readWindowState, writeWindowState } from './window-state.ts';

export interface WindowOptions {
  readonly electron: Pick<typeof Electron, 'app' | 'BrowserWindow' | 'Menu' | 'screen'>;
  readonly preloadFile: string;
  readonly log: StationOptions['log'];
}

/** The station's one window, where the operator left it. It shows nothing before it has something to show. */
export function openWindow({ electron, preloadFile, log }: WindowOptions): Electron.BrowserWindow {
  const { app, BrowserWindow, screen } = electron;
  const statePath = join(app.getPath('userData'), 'window.json');
  const state = readWindowState(
    statePath,
    screen.getAllDisplays().map((display) => display.workArea),
  );
  const window = new BrowserWindow({
    ...(state
      ? { x: state.x, y: state.y, width: state.width, height: state.height }
      : { width: 1600, height: 1000 }),
    minWidth: 800,
    minHeight: 600,
    title: 'Platen',
    show: false,
    autoHideMenuBar: true,
    webPreferences: { ...webPreferences, preload: preloadFile },
  });
  setMenu(electron);

  window.once('ready-to-show', () => {
    if (state?.isMaximized ?? true) window.maximize();
    window.show();
  });
  window.on('close', () => {
    writeWindowState(statePath, { ...window.getNormalBounds(), isMaximized: window.isMaximized() });
  });
  const { webContents } = window;
  // Pinching must not enlarge the whole window: the page has a zoom of its own.
  webContents.on('did-finish-load', () => {
    webContents.setZoomFactor(1);
    void webContents.setVisualZoomLevelLimits(1, 1);
  });
  // The window holds no truth: whatever ended it, it comes back with the station's state. Not in a circle, though.
  let lastReload = 0;
  webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    log('error', 'window.gone', { reason, exitCode });
    if (reason === 'clean-exit' || Date.now() - lastReload < 10_000) return;
    lastReload = Date.now();
    webContents.reload();
  });
  void window.loadURL(`${windowOrigin}/`);
  return window;
}

/** Brings the window to the front for the operator who started Platen a second time. */
export function focusWindow(window: Electron.BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

/** No menu of the browser's: its zoom and reload are not for operators. macOS needs one for copy and paste. */
function setMenu({ app, Menu }: WindowOptions['electron']): void {
  const template: Electron.MenuItemConstructorOptions[] = [];
  if (process.platform === 'darwin')
    template.push({ role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' });
  if (!app.isPackaged)
    template.push({ label: 'Develop', submenu: [{ role: 'reload' }, { role: 'toggleDevTools' }] });
  Menu.setApplicationMenu(template.length > 0 ? Menu.buildFromTemplate(template) : null);
}
