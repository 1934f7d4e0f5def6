import { randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { Hono } from 'hono';
import { windowPolicy } from './headers.ts';

/**
 * The built window. The folder is listed once and a request only picks from that list: no part of a request ever
 * becomes a path.
 */
export function windowRoutes(rendererFolder: string): Hono {
  const routes = new Hono();
  let listed: ReadonlyMap<string, string> | null = null;

  async function fileOf(address: string): Promise<string | null> {
    listed ??= await listFiles(rendererFolder);
    return listed?.get(address) ?? null;
  }

  async function index(): Promise<Response> {
    const path = await fileOf('/index.html');
    if (!path) {
      return new Response('The window is not built. Run: npm run build:renderer', {
        status: 503,
        headers: { 'Content-Type': 'text/plain; charset=utf-8' },
      });
    }
    const nonce = randomBytes(18).toString('base64url');
    const html = (await readFile(path, 'utf8')).replaceAll('__CSP_NONCE__', nonce);
    return new Response(html, {
      headers: {
        'Content-Type': 'text/html; charset=utf-8',
        'Content-Security-Policy': windowPolicy(nonce),
        'Cache-Control': 'no-store',
      },
    });
  }

  routes.get('/', index);
  routes.get('/index.html', index);
  routes.get('*', async (context, next) => {
    const path = await fileOf(context.req.path);
    if (!path) return next();
    return new Response(new Uint8Array(await readFile(path)), {
      headers: {
        'Content-Type': types[extname(path)] ?? 'application/octet-stream',
        // Only what the build named by its content may be kept for ever.
        'Cache-Control': context.req.path.startsWith('/assets/')
          ? 'private, max-age=31536000, immutable'
          : 'no-cache',
      },
    });
  });
  return routes;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.otf': 'font/otf',
  '.ttf': 'font/ttf',
  '.wasm': 'application/wasm',
};

/** Files by the address they are served under; null while there is no built window. */
async function listFiles(folder: string): Promise<ReadonlyMap<string, string> | null> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((cause: unknown) => {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return null;
    throw cause;
  });
  const files = entries?.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  if (!files?.includes(join(folder, 'index.html'))) return null;
  return new Map(files.map((path) => [`/${relative(folder, path).split(sep).join('/')}`, path]));
}
