import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import type { Station, StationOptions } from '../../station/station.ts';
import { safeHeaders } from '../headers.ts';
import { createRoutes } from '../routes.ts';
import { apiRoutes } from './api-routes.ts';
import { guard } from './guard.ts';
import type { HandOut } from './hand-out.ts';
import { openSessions } from './sessions.ts';

export interface BrowserShellOptions {
  readonly station: Pick<
    Station,
    'run' | 'ask' | 'listen' | 'pageFile' | 'checkPicture' | 'receiveUpload' | 'exportFile'
  >;
  readonly rendererFolder: string;
  /** The one the station shows pages of other systems by. */
  readonly handOut: Pick<HandOut, 'routes'>;
  /** 0: a free one. */
  readonly port: number;
  readonly log?: StationOptions['log'];
}

/** `url` carries the one-time token. `close` cuts open connections; the station is the caller's to close. */
export interface BrowserShell {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves the station's window on 127.0.0.1. Rejects when the port cannot be had (`EADDRINUSE`, `EACCES`). */
export async function serveBrowserShell(options: BrowserShellOptions): Promise<BrowserShell> {
  const { station, rendererFolder, handOut, log = logToStderr } = options;
  const sessions = openSessions();
  let port = options.port;

  const shell = new Hono();
  shell.use(safeHeaders);
  shell.use(guard(sessions, () => port));
  shell.route('/', apiRoutes(station));
  shell.route('/', handOut.routes);
  const routes = createRoutes({ station, rendererFolder, log });
  shell.notFound((context) => routes.fetch(context.req.raw));
  shell.onError((cause, context) => {
    log('error', 'shell.bug', { path: context.req.path, stack: cause.stack ?? String(cause) });
    return context.text('the station met a fault of its own; its log says more', 500);
  });

  const server = createServer(getRequestListener(shell.fetch, { overrideGlobalObjects: false }));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
  port = address.port;

  return {
    url: `http://127.0.0.1:${port}/?token=${sessions.token}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        // Event streams never end by themselves.
        server.closeAllConnections();
      }),
  };
}

const logToStderr: StationOptions['log'] = (level, event, detail) => {
  process.stderr.write(`${JSON.stringify({ at: Date.now(), level, event, ...detail })}\n`);
};
