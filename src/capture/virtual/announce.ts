import type { Service } from 'bonjour-service';
import { openBonjour } from '../escl/discovery.ts';

/** What is told of a scanner in the local network. */
export interface Announced {
  readonly url: string;
  readonly uuid: string;
}

/**
 * Announces addresses of the virtual scanner by mDNS, as `_uscan._tcp` or `_uscans._tcp`. Only the loopback address is
 * told: nobody else can reach it.
 */
export function announceScanner(scanners: readonly Announced[]): { close(): Promise<void> } {
  const bonjour = openBonjour(() => undefined);
  // Where there is no multicast nothing is announced, and nothing is broken.
  if (!bonjour) return { close: () => Promise.resolve() };
  for (const { url, uuid } of scanners) {
    const { protocol, port, pathname } = new URL(url);
    const service = bonjour.publish({
      name: `Platen Virtual Scanner ${port}`,
      type: protocol === 'https:' ? 'uscans' : 'uscan',
      port: Number(port),
      txt: { rs: pathname.slice(1), uuid, ty: 'Platen Virtual Scanner', is: 'platen,adf', duplex: 'T' },
      disableIPv6: true,
    });
    nameLoopbackOnly(service);
  }
  return {
    close: () =>
      new Promise((resolve) => {
        bonjour.unpublishAll(() => bonjour.destroy(() => resolve()));
      }),
  };
}

type Records = ReturnType<Service['records']>;

/** The library names the addresses of every card but loopback. */
function nameLoopbackOnly(service: Service): void {
  const records = service.records.bind(service);
  service.records = (): Records => [
    ...records().filter(({ type }) => type !== 'A' && type !== 'AAAA'),
    { name: service.host, type: 'A', ttl: 120, data: '127.0.0.1' },
  ];
}
