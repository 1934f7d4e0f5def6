import { err, ok, type Result } from '../result.ts';
import { toHalfWidth } from './half-width.ts';

/** Where the resources of an eSCL scanner lie unless the address says otherwise (eSCL Technical Specification, 4). */
const usualPath = '/eSCL';
const octet = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const ipv4 = new RegExp(`^${octet}(?:\\.${octet}){3}$`);
const name =
  /^(?=.{1,253}$)[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)*\.?$/;
const address =
  /^(?:(?<scheme>https?):\/\/)?(?<host>\[[0-9a-f:.]+\]|[^\s:/?#@[\]]+)(?::(?<port>\d{1,5}))?(?<path>\/[^\s?#]*)?$/i;

/**
 * Base addresses a typed scanner may have, in the order in which they are to be preferred: without a scheme https, then
 * http; with one only that. `10.0.0.7`, `scanner.local:8080`, `[fe80::1]`, `http://10.0.0.7/eSCL`. Full-width forms are
 * taken as what they mean. User names, queries and fragments are no part of such an address.
 */
export function parseScannerAddress(text: string): Result<string[], 'invalid'> {
  const found = address.exec(withBrackets(toHalfWidth(text).trim()));
  if (!found?.groups) return err('invalid');
  const host = found.groups.host?.toLowerCase() ?? '';
  if (!isHost(host)) return err('invalid');
  const port = found.groups.port === undefined ? '' : `:${Number(found.groups.port)}`;
  if (port !== '' && !isPort(Number(found.groups.port))) return err('invalid');
  const path = (found.groups.path ?? '').replace(/\/+$/, '') || usualPath;
  const scheme = found.groups.scheme?.toLowerCase();
  return ok((scheme ? [scheme] : ['https', 'http']).map((one) => `${one}://${host}${port}${path}`));
}

/** A bare IPv6 address gets its brackets; with a port it needs them anyway. */
function withBrackets(text: string): string {
  return /^[0-9a-f]*:[0-9a-f]*:[0-9a-f:.]*$/i.test(text) ? `[${text}]` : text;
}

function isHost(host: string): boolean {
  if (host.startsWith('[')) return isIpv6(host.slice(1, -1));
  // A name that ends in a number is a mistyped IPv4 address (WHATWG URL, 3.5), and nothing else takes it for a name.
  return /(?:^|\.)(?:\d+|0x[0-9a-f]*)\.?$/.test(host) ? ipv4.test(host) : name.test(host);
}

/** RFC 4291, 2.2: eight groups, or fewer with one `::`; the last two may be written as IPv4. */
function isIpv6(text: string): boolean {
  const [head = '', tail, ...more] = text.split('::');
  if (more.length > 0) return false;
  const groups = [head, tail ?? ''].flatMap((part) => (part === '' ? [] : part.split(':')));
  const last = groups.at(-1) ?? '';
  const isMixed = last.includes('.');
  const whole = isMixed ? groups.slice(0, -1) : groups;
  if (isMixed && !ipv4.test(last)) return false;
  if (!whole.every((group) => /^[0-9a-f]{1,4}$/.test(group))) return false;
  const count = whole.length + (isMixed ? 2 : 0);
  return tail === undefined ? count === 8 : count < 8;
}

function isPort(port: number): boolean {
  return port >= 1 && port <= 65_535;
}
