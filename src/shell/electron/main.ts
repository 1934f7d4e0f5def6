import { fileURLToPath } from 'node:url';
import {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  utilityProcess,
} from 'electron';
import { optionsFromEnvironment } from '../../station/policy/environment.ts';
import { localDoorFrom } from '../../station/policy/local-door.ts';
import { openStation } from '../../station/station.ts';
import { boot } from './boot.ts';
import { launchOnElectron } from './launch-electron.ts';
import { openLogFile } from './log-file.ts';
import { systemBrowser } from './outside.ts';
import { sealFrom } from './seal.ts';

/* The built entry is `out/main/main.js`: the other folders are named as seen from there. */
// Before the first path: unpacked, Electron would keep the window's state under its own name.
app.setName('Platen');
const log = openLogFile(app.getPath('logs'));

process.on('uncaughtException', (cause) => {
  // Half a main process is worse than none: every page shown is durable, and the next start goes on from it.
  log('error', 'bug', { stack: cause.stack ?? String(cause) });
  dialog.showErrorBox('Platen', cause.stack ?? String(cause));
  app.exit(70);
});

// Not awaited: Electron becomes ready only when this module is through, and boot waits for that. A rejection
// reaches the handler above.
void boot({
  electron: { app, BrowserWindow, dialog, ipcMain, Menu, protocol, screen, session, shell },
  openStation: () =>
    openStation({
      ...optionsFromEnvironment(process.env, process.platform, [here('../twain-host/')]),
      launch: launchOnElectron(utilityProcess, here('./')),
      log,
      seal: sealFrom(safeStorage, process.env, log),
      outside: systemBrowser(shell),
      assetsFolder: here('../../assets/'),
    }),
  door: localDoorFrom(process.env),
  rendererFolder: here('../renderer/'),
  preloadFile: here('../preload/preload.cjs'),
  argv: process.argv,
  log,
});

function here(address: string): string {
  return fileURLToPath(new URL(address, import.meta.url));
}
