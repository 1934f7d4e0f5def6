import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { Hono } from 'hono';
import { pageId as pageIdSchema } from '../contract/shapes.ts';
import type { Station } from '../station/station.ts';
import { drawable, drawnAsPng, pngPicture, smallerPicture, widthOf } from './smaller-picture.ts';

const kinds = ['original', 'rendition', 'thumbnail'] as const;

/** Pixels by page id. The station says which file that is; the request never does. */
export function pageRoutes(station: Pick<Station, 'pageFile'>): Hono {
  const routes = new Hono();
  routes.get('/pages/:pageId/:kind?', async (context) => {
    const id = pageIdSchema.safeParse(context.req.param('pageId'));
    const kind = kinds.find((known) => known === (context.req.param('kind') ?? 'rendition'));
    const width = widthOf(context.req.query('width'));
    if (!id.success || !kind || width === undefined) return context.notFound();
    const file = station.pageFile(id.data, kind);
    if (!file) return context.notFound();

    const tag = width === null ? `"${file.sha256}"` : `"${file.sha256}-${width}"`;
    const caching = {
      ETag: tag,
      // Without the version, or with an old one, the same address may show other pixels tomorrow.
      'Cache-Control':
        context.req.query('v') === file.sha256 ? 'private, max-age=31536000, immutable' : 'no-store',
    };
    if (context.req.header('If-None-Match') === tag) return context.body(null, 304, caching);

    const isDrawn = drawable.has(file.mime) || drawnAsPng.has(file.mime);
    if (width !== null) {
      const small = isDrawn ? await smallerPicture(file.path, width) : null;
      return small
        ? new Response(small, { headers: { ...caching, 'Content-Type': 'image/jpeg' } })
        : context.notFound();
    }
    if (drawnAsPng.has(file.mime)) {
      const png = await pngPicture(file.path);
      return png
        ? new Response(png, { headers: { ...caching, 'Content-Type': 'image/png' } })
        : context.notFound();
    }
    const opened = await open(file.path, 'r').catch((cause: unknown) => {
      if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return null;
      throw cause;
    });
    if (!opened) return context.notFound();
    const { size } = await opened.stat();
    // Closes itself at its end, and when the reader goes away.
    const bytes = Readable.toWeb(opened.createReadStream()) as ReadableStream<Uint8Array>;
    return new Response(bytes, {
      headers: {
        ...caching,
        'Content-Type': drawable.has(file.mime) ? file.mime : 'application/octet-stream',
        'Content-Length': String(size),
      },
    });
  });
  routes.all('/pages/*', (context) =>
    context.req.method === 'GET' ? context.notFound() : context.text('GET only', 405, { Allow: 'GET' }),
  );
  return routes;
}
