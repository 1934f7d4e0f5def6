import type { EventEmitter } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { Bonjour, type Service } from 'bonjour-service';

/** The library keeps its socket to itself, yet an error on it would end the process. */
interface WithSocket {
  readonly server: { readonly mdns: EventEmitter };
}

/**
 * Browses the local network for eSCL scanners over TLS and plain for a bounded time and tells each base address.
 * A network without multicast simply finds nothing.
 */
export async function browseScanners(
  limitMs: number,
  signal: AbortSignal,
  onUrl: (url: string) => void,
): Promise<void> {
  const enough = new AbortController();
  const until = AbortSignal.any([signal, enough.signal]);
  const giveUp = () => enough.abort();
  const bonjour = openBonjour(giveUp);
  if (!bonjour) return;
  try {
    for (const type of ['uscans', 'uscan']) {
      bonjour.find({ type }, (service) => {
        const url = serviceUrl(service, type === 'uscans' ? 'https' : 'http');
        if (url && !until.aborted) onUrl(url);
      });
    }
    await delay(limitMs, undefined, { signal: until });
  } catch (cause) {
    // Only the abort ends the wait early; what was found by then stands.
    if (!until.aborted) throw cause;
  } finally {
    bonjour.destroy();
  }
}

/** Null where no multicast socket can be had: no network, or not allowed. */
export function openBonjour(onError: () => void): Bonjour | null {
  try {
    const bonjour = new Bonjour(undefined, onError);
    (bonjour as unknown as WithSocket).server.mdns.on('error', onError);
    return bonjour;
  } catch {
    return null;
  }
}

/** Numeric address first: `.local` names need a resolver that many machines lack. `rs` is the resource path. */
export function serviceUrl(
  service: Pick<Service, 'addresses' | 'host' | 'port' | 'txt'>,
  scheme: 'http' | 'https',
): string | null {
  const address = service.addresses?.find((one) => /^\d+(\.\d+){3}$/.test(one)) ?? service.host;
  if (!address || !service.port) return null;
  const path = String(service.txt?.rs ?? 'eSCL').replace(/^\/+|\/+$/g, '');
  try {
    return new URL(`${scheme}://${address}:${service.port}/${path}`).href;
  } catch {
    return null;
  }
}
