import { Hono } from 'hono';
import type { Station, StationOptions } from '../station/station.ts';
import { checkPictureRoutes } from './check-picture-routes.ts';
import { exportRoutes } from './export-routes.ts';
import { safeHeaders } from './headers.ts';
import { pageRoutes } from './page-routes.ts';
import { uploadRoutes } from './upload-routes.ts';
import { windowRoutes } from './window-routes.ts';

export interface RoutesOptions {
  readonly station: Pick<Station, 'pageFile' | 'checkPicture' | 'receiveUpload' | 'exportFile'>;
  /** The built window, `out/renderer`. */
  readonly rendererFolder: string;
  readonly log: StationOptions['log'];
}

/**
 * Everything both shells serve: the window, the pages' pixels, uploads, exported bills. `fetch(Request) -> Response`; who may ask is
 * for the shell to say before it passes a request on. Pixels: `GET /pages/{pageId}/{original|rendition|thumbnail}`,
 * and of bills that other stations scanned `GET /checks/{stationId}/{billId}/{sha256}`.
 */
export function createRoutes(options: RoutesOptions): Hono {
  const routes = new Hono();
  routes.use(safeHeaders);
  routes.route('/', pageRoutes(options.station));
  routes.route('/', checkPictureRoutes(options.station));
  routes.route('/', uploadRoutes(options.station));
  routes.route('/', exportRoutes(options.station));
  routes.route('/', windowRoutes(options.rendererFolder));
  routes.notFound((context) => context.text('not found', 404));
  routes.onError((cause, context) => {
    options.log('error', 'shell.bug', { path: context.req.path, stack: cause.stack ?? String(cause) });
    return context.text('the station met a fault of its own; its log says more', 500);
  });
  return routes;
}
