import type { MiddlewareHandler } from 'hono';

/** What the window may load and run: only what the shell itself serves, styles also by this response's nonce. */
export function windowPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' blob: data:",
    "connect-src 'self'",
    "font-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ].join('; ');
}

/** Whatever is not the window itself must not become one, even when a browser is pointed straight at it. */
const inertPolicy =
  "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";

const everyAnswer: Readonly<Record<string, string>> = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  // Cookies know no ports: without it another loopback server's page could embed a picture of ours.
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
};

/** Puts the headers on every answer, refusals and errors too; a route that set a policy of its own keeps it. */
export const safeHeaders: MiddlewareHandler = async (context, next) => {
  await next();
  for (const [name, value] of Object.entries(everyAnswer)) context.header(name, value);
  if (!context.res.headers.has('Content-Security-Policy')) {
    context.header('Content-Security-Policy', inertPolicy);
  }
  if (!context.res.headers.has('Cache-Control')) context.header('Cache-Control', 'no-store');
};
