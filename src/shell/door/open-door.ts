import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import type { LocalDoor } from '../../station/policy/local-door.ts';
import type { Station, StationOptions } from '../../station/station.ts';
import { doorRoutes } from './door-routes.ts';

export interface Door {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Opens the local door on 127.0.0.1, for programs with the token and for no web page. What comes in is done under the name of
 * the operator who is signed in, and refused while nobody is. Rejects when the port cannot be had.
 */
export async function openDoor(
  station: Pick<Station, 'run' | 'ask' | 'listen' | 'receiveUpload'>,
  door: LocalDoor,
  log: StationOptions['log'],
): Promise<Door> {
  let port = door.port;
  const routes = new Hono();
  routes.use(async (context, next) => {
    // A page whose name was bent to this computer sends its own Host; any page sends an Origin.
    const isHost = context.req.header('host') === `127.0.0.1:${port}`;
    if (!isHost || context.req.header('origin') !== undefined)
      return context.json({ error: 'not for web pages' }, 403);
    if (!bears(context.req.header('authorization'), door.token))
      return context.json({ error: 'want the bearer token of this station' }, 401);
    return next();
  });
  routes.route('/', doorRoutes(station));
  routes.notFound((context) => context.json({ error: 'no such address' }, 404));
  routes.onError((cause, context) => {
    log('error', 'door.bug', { path: context.req.path, stack: cause.stack ?? String(cause) });
    return context.json({ error: 'the station met a fault of its own; its log says more' }, 500);
  });
  const server = createServer(getRequestListener(routes.fetch, { overrideGlobalObjects: false }));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(door.port, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
  port = address.port;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Compared by hash, so that the time taken tells nothing of the token. */
function bears(header: string | undefined, token: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(header ?? ''), hash(`Bearer ${token}`));
}
