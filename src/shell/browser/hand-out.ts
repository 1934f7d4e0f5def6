import { randomBytes } from 'node:crypto';
import { Hono } from 'hono';
import { ok } from '../../domain/result.ts';
import type { Outside } from '../../station/ports/outside.ts';

/** As long as a browser takes to open a tab; the key in an address is not to lie here for longer. */
const keptMs = 30_000;

export interface HandOut extends Outside {
  /** `GET /outside/{ticket}`: sends a tab on to the address, once. Behind the guard of all routes. */
  readonly routes: Hono;
}

/**
 * Pages of other systems, for the browser that shows the window: it is the operator's own. The window gets a ticket and opens
 * it in a new tab; the tab is sent on to the address, which neither the window's scripts nor a command line ever hold.
 */
export function openHandOut(): HandOut {
  const addresses = new Map<string, string>();
  const routes = new Hono();
  routes.get('/outside/:ticket', (context) => {
    // A script of the window has no business here, and shall not use a ticket up.
    if ((context.req.header('sec-fetch-mode') ?? 'navigate') !== 'navigate') return context.notFound();
    const ticket = context.req.param('ticket');
    const address = addresses.get(ticket);
    addresses.delete(ticket);
    return address === undefined ? context.html(usedPage, 404) : context.redirect(address, 303);
  });
  return {
    routes,
    async show(address) {
      const ticket = randomBytes(32).toString('base64url');
      addresses.set(ticket, address);
      setTimeout(() => addresses.delete(ticket), keptMs).unref();
      return ok(`outside/${ticket}`);
    },
  };
}

/** A tab that was opened again, from the browser's history; in both languages, as no setting is known here. */
const usedPage = `<!doctype html>
<html lang="zh-CN">
<head><meta charset="utf-8"><title>Platen</title></head>
<body>
<h1>Platen</h1>
<p>此页只能打开一次。请关闭此标签页，在扫描站窗口里重新打开。</p>
<p lang="en">This page opens once only. Close this tab, and open it again from the station's window.</p>
</body>
</html>
`;
