import type Electron from 'electron';

const scheme = 'app';
const host = 'station';
/** Origin of the station's window: nothing else may speak to it. */
export const windowOrigin = `${scheme}://${host}`;

/** Makes `app:` a scheme like https: with an origin, relative addresses, fetch and streams. Only before `ready`. */
export function registerScheme(protocol: Pick<Electron.Protocol, 'registerSchemesAsPrivileged'>): void {
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
  ]);
}

/** Answers `app://station/...` from the routes both shells share. After `ready`. */
export function handleScheme(
  protocol: Pick<Electron.Protocol, 'handle'>,
  routes: { fetch(request: Request): Response | Promise<Response> },
): void {
  protocol.handle(scheme, (request) => {
    if (new URL(request.url).host !== host) return new Response('not found', { status: 404 });
    return routes.fetch(request);
  });
}
