import type Electron from 'electron';
import { windowOrigin } from './protocol.ts';

/** Web sites the operator may be sent to, in the system's browser: the tax service's own check of an invoice. */
export const outsideHosts: readonly string[] = ['inv-veri.chinatax.gov.cn'];

/** Every window keeps these; also stated where each window is made, so that a changed default changes nothing. */
export const webPreferences = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  spellcheck: false,
} as const satisfies Electron.WebPreferences;

/** Rules for whatever web contents ever come to be. Before `ready`. */
export function guardApp(electron: Pick<typeof Electron, 'app' | 'shell'>): void {
  electron.app.enableSandbox();
  electron.app.on('web-contents-created', (_event, contents) => {
    const deny = (event: { preventDefault(): void }) => event.preventDefault();
    contents.on('will-navigate', deny);
    contents.on('will-redirect', deny);
    contents.on('will-frame-navigate', deny);
    contents.on('will-attach-webview', deny);
    contents.setWindowOpenHandler(({ url }) => {
      openOutside(electron.shell, url);
      return { action: 'deny' };
    });
  });
}

/** A file of the window that came to no place on the disk. */
export interface UnsavedFile {
  readonly name: string;
  readonly holds: 'bills' | 'other';
}

/**
 * The window needs no permission of the browser's, and no byte from anywhere but the station. What it made itself (an
 * exported list) may be saved where the operator says; what was not saved is handed to `onUnsaved`. After `ready`.
 */
export function guardSession(session: Electron.Session, onUnsaved: (file: UnsavedFile) => void): void {
  session.setPermissionRequestHandler((_contents, _permission, callback) => callback(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest((details, callback) => callback({ cancel: !isOurs(details.url) }));
  session.on('will-download', (event, item) => {
    const isOfWindow = [`blob:${windowOrigin}/`, `${windowOrigin}/exports/`].some((start) =>
      item.getURL().startsWith(start),
    );
    if (!isOfWindow) {
      event.preventDefault();
      return;
    }
    const holds = item.getURL().startsWith(`${windowOrigin}/exports/`) ? 'bills' : 'other';
    item.once('done', (_event, state) => {
      // Bills are no longer sent from here once they are exported: a file of them that was not saved is always told.
      if (state === 'interrupted' || (state === 'cancelled' && holds === 'bills'))
        onUnsaved({ name: item.getFilename(), holds });
    });
  });
}

/** Shows a page of an allowed host in the system's browser; anything else is not opened. Says which it was. */
export function openOutside(
  shell: Pick<Electron.Shell, 'openExternal'>,
  address: string,
): 'opened' | 'refused' {
  if (!URL.canParse(address)) return 'refused';
  const url = new URL(address);
  const isPlain = url.username === '' && url.password === '' && url.port === '';
  if (url.protocol !== 'https:' || !isPlain || !outsideHosts.includes(url.hostname)) return 'refused';
  void shell.openExternal(url.href);
  return 'opened';
}

function isOurs(address: string): boolean {
  const url = new URL(address);
  // Developer tools are opened by hand, and only where the app is not packed.
  if (url.protocol === 'devtools:') return true;
  if (url.protocol === 'blob:' || url.protocol === 'data:') return true;
  return `${url.protocol}//${url.host}` === windowOrigin;
}
