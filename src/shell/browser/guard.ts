import type { MiddlewareHandler } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { refusedPage } from './refused-page.ts';
import type { Sessions } from './sessions.ts';

/**
 * Lets in only the window that was opened with the printed address. A page elsewhere that talks to this port is told
 * from it by Host (DNS rebinding), by Origin and Sec-Fetch-Site (other sites, other loopback servers) and by the
 * session; any of them wrong is a 403.
 */
export function guard(sessions: Sessions, port: () => number): MiddlewareHandler {
  return async (context, next) => {
    const hosts = [`127.0.0.1:${port()}`, `localhost:${port()}`];
    const host = context.req.header('host');
    if (host === undefined || !hosts.includes(host)) return context.text('this host is not the station', 403);
    const origin = context.req.header('origin');
    if (origin !== undefined && origin !== `http://${host}`) {
      return context.text('this origin may not ask', 403);
    }
    // A link clicked elsewhere is refused with the rest: the station is opened by its address, not from a page.
    const site = context.req.header('sec-fetch-site');
    if (site !== undefined && site !== 'same-origin' && site !== 'none') {
      return context.text('another site may not ask', 403);
    }

    // Cookies are shared by all ports of a host; two stations on one machine must not overwrite each other's.
    const cookie = `platen_session_${port()}`;
    const isKnown = sessions.has(getCookie(context, cookie));
    const token =
      context.req.method === 'GET' && context.req.path === '/' ? context.req.query('token') : undefined;
    if (token !== undefined) {
      const session = isKnown ? null : sessions.admit(token);
      if (session) setCookie(context, cookie, session, { httpOnly: true, sameSite: 'Strict', path: '/' });
      // The token leaves the address bar and the history.
      if (isKnown || session) return context.redirect('/', 303);
    }
    if (!isKnown) return context.html(refusedPage, 403);
    return next();
  };
}
