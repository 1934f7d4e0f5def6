import { Hono } from 'hono';
import { checkedBill } from '../contract/check.ts';
import { sha256 as sha256Schema } from '../contract/shapes.ts';
import type { Station } from '../station/station.ts';
import { drawable, drawnAsPng, pngPicture, smallerPicture, widthOf } from './smaller-picture.ts';

/**
 * Pages of bills that another station scanned, by the hash the service keeps them under. 404: there is none to be seen
 * here; 503: the service does not give it now.
 */
export function checkPictureRoutes(station: Pick<Station, 'checkPicture'>): Hono {
  const routes = new Hono();
  routes.get('/checks/:stationId/:billId/:sha256', async (context) => {
    const bill = checkedBill.safeParse(context.req.param());
    const sha256 = sha256Schema.safeParse(context.req.param('sha256'));
    const width = widthOf(context.req.query('width'));
    if (!bill.success || !sha256.success || width === undefined) return context.notFound();
    const picture = await station.checkPicture(bill.data, sha256.data);
    if (picture === 'out-of-reach') return context.text('the service does not give it now', 503);
    if (picture === 'not-given') return context.notFound();
    const isPng = drawnAsPng.has(picture.mime);
    if (!isPng && !drawable.has(picture.mime)) return context.notFound();
    const bytes =
      width === null
        ? isPng
          ? await pngPicture(picture.bytes)
          : picture.bytes
        : await smallerPicture(picture.bytes, width);
    if (!bytes) return context.notFound();
    // Not kept by the browser: a station that is locked meanwhile gives nothing out, its window's cache neither.
    return new Response(bytes, {
      headers: {
        'Cache-Control': 'no-store',
        'Content-Type': width === null ? (isPng ? 'image/png' : picture.mime) : 'image/jpeg',
      },
    });
  });
  routes.all('/checks/*', (context) =>
    context.req.method === 'GET' ? context.notFound() : context.text('GET only', 405, { Allow: 'GET' }),
  );
  return routes;
}
