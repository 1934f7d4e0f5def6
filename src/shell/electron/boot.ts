import type Electron from 'electron';
import type { StationError } from '../../contract/errors.ts';
import type { Result } from '../../domain/result.ts';
import { isMessageKey, languageFor, textOf } from '../../i18n/text.ts';
import type { LocalDoor } from '../../station/policy/local-door.ts';
import type { Station, StationOptions } from '../../station/station.ts';
import { openDoor } from '../door/open-door.ts';
import { createRoutes } from '../routes.ts';
import { forwardEvents, handleIpc } from './ipc.ts';
import { openSystemLinks } from './links.ts';
import { handleScheme, registerScheme } from './protocol.ts';
import { closeOnQuit } from './quit.ts';
import { guardApp, guardSession } from './security.ts';
import { focusWindow, openWindow } from './window.ts';

/** What the shell uses of Electron. */
export type ElectronParts = Pick<
  typeof Electron,
  'app' | 'BrowserWindow' | 'dialog' | 'ipcMain' | 'Menu' | 'protocol' | 'screen' | 'session' | 'shell'
>;

export interface BootOptions {
  readonly electron: ElectronParts;
  readonly openStation: () => Promise<Result<Station, StationError>>;
  readonly rendererFolder: string;
  readonly preloadFile: string;
  /** The command line of this start: the system puts a link there. */
  readonly argv: readonly string[];
  /** Null: no other system reaches the station. */
  readonly door: LocalDoor | null;
  readonly log: StationOptions['log'];
}

/** From start to window. What must precede `ready` runs before the first await. */
export async function boot(options: BootOptions): Promise<void> {
  const { electron, log, rendererFolder, preloadFile } = options;
  const { app } = electron;
  guardApp(electron);
  registerScheme(electron.protocol);
  if (!app.requestSingleInstanceLock()) {
    // The first one hears of it by `second-instance` and shows its window.
    app.quit();
    return;
  }

  const links = openSystemLinks(app, log);
  links.hear(options.argv);
  let window: Electron.BrowserWindow | null = null;
  const show = () => {
    if (window) focusWindow(window);
  };
  app.on('second-instance', (_event, argv) => {
    links.hear(argv);
    show();
  });
  app.on('open-url', show);
  app.on('window-all-closed', () => app.quit());

  await app.whenReady();
  guardSession(electron.session.defaultSession, (file) => {
    log('warn', 'file.unsaved', { ...file });
    const text = textOf(languageFor(app.getPreferredSystemLanguages()));
    electron.dialog.showErrorBox('Platen', text('app.unsaved', { ...file }));
  });
  const opened = await options.openStation();
  if (!opened.ok) {
    log('error', 'station.closed', { error: JSON.stringify(opened.error) });
    electron.dialog.showErrorBox('Platen', wordsOf(opened.error, app.getPreferredSystemLanguages()));
    app.exit(1);
    return;
  }
  const station = opened.value;
  closeOnQuit(app, station, log);
  handleScheme(electron.protocol, createRoutes({ station, rendererFolder, log }));
  handleIpc(electron.ipcMain, station, log);
  links.handTo(station);
  if (options.door) await openDoorOrSay(electron, station, options.door, log);

  window = openWindow({ electron, preloadFile, log });
  window.once('closed', () => {
    window = null;
  });
  forwardEvents(station, window);
}

/** The station works without it: a port that is taken is told, and no more. */
async function openDoorOrSay(
  electron: ElectronParts,
  station: Station,
  door: LocalDoor,
  log: StationOptions['log'],
): Promise<void> {
  try {
    await openDoor(station, door, log);
  } catch (cause) {
    log('error', 'door.closed', { port: door.port, error: String(cause) });
    const text = textOf(languageFor(electron.app.getPreferredSystemLanguages()));
    electron.dialog.showErrorBox(
      'Platen',
      text('app.doorClosed', { port: String(door.port), detail: String(cause) }),
    );
  }
}

/** What went wrong and what to do, in the system's language: the window that would say it better is not there yet. */
function wordsOf(error: StationError, preferred: readonly string[]): string {
  const text = textOf(languageFor(preferred));
  const { type, ...params } = error;
  const shown = Object.fromEntries(Object.entries(params).map(([name, value]) => [name, String(value)]));
  return [`error.${type}.what`, `error.${type}.do`]
    .flatMap((key) => (isMessageKey(key) ? [text(key, shown)] : []))
    .join('\n\n');
}
