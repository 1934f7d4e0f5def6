import { err, ok, type Result } from '../result.ts';
import { toHalfWidth } from './half-width.ts';

const address =
  /^(?:(?<scheme>https?):\/\/)?(?<host>\[[0-9a-f:.]+\]|[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?)(?::(?<port>\d{1,5}))?(?<path>(?:\/[\w.~-]+)*)\/*$/i;

/**
 * A match service as it is typed: `https://match.example:8443`, with or without a path; without a scheme https. No user name,
 * query or fragment. The same service gives the same text.
 */
export function parseServiceAddress(text: string): Result<string, 'invalid'> {
  const found = address.exec(toHalfWidth(text).trim());
  if (!found?.groups) return err('invalid');
  const { scheme = 'https', host = '', port, path = '' } = found.groups;
  const number = Number(port);
  if (port !== undefined && (number < 1 || number > 65_535)) return err('invalid');
  const isUsual = port === undefined || number === (scheme.toLowerCase() === 'https' ? 443 : 80);
  return ok(`${scheme.toLowerCase()}://${host.toLowerCase()}${isUsual ? '' : `:${number}`}${path}`);
}

/** Whether what is said to it can be read on the way: in clear text, and over a network. */
export function isReadableOnTheWay(serviceAddress: string): boolean {
  return (
    /^http:\/\//i.test(serviceAddress) &&
    !/^http:\/\/(?:localhost|127\.[\d.]+|\[::1\])(?:[:/]|$)/i.test(serviceAddress)
  );
}
