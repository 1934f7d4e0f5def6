import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { Hono } from 'hono';
import type { Station } from '../station/station.ts';

/** `GET /exports/{exportId}`: a file of bills, to be saved. The station says which file that is; the request never does. */
export function exportRoutes(station: Pick<Station, 'exportFile'>): Hono {
  const routes = new Hono();
  routes.get('/exports/:exportId', async (context) => {
    const file = await station.exportFile(context.req.param('exportId'));
    if (!file) return context.notFound();
    const opened = await open(file.path, 'r');
    const { size } = await opened.stat();
    // Closes itself at its end, and when the reader goes away.
    const bytes = Readable.toWeb(opened.createReadStream()) as ReadableStream<Uint8Array>;
    return new Response(bytes, {
      headers: {
        'Content-Type': 'application/zip',
        'Content-Length': String(size),
        'Content-Disposition': `attachment; filename="${file.name}"`,
        'Cache-Control': 'no-store',
      },
    });
  });
  return routes;
}
