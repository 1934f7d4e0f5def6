import type { Device } from '../../contract/device-shapes.ts';
import type { Reach } from '../../contract/workers.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { type EsclCapabilities, readCapabilities } from './capabilities.ts';
import { browseScanners } from './discovery.ts';
import { type EsclFault, failureFault } from './faults.ts';
import { type EsclHttp, openEsclHttp } from './http.ts';
import type { EsclLimits } from './limits.ts';
import { type CertificatePins, hostOf } from './pins.ts';

export type EsclReach = Reach['escl'];
export type EsclAddress = EsclReach['addresses'][number];

/** A scanner that has answered. */
export interface FoundDevice {
  readonly device: Device;
  readonly http: EsclHttp;
  readonly capabilities: EsclCapabilities;
}

/** What became of asking one address. */
export interface Visit {
  readonly address: EsclAddress;
  readonly result: Result<FoundDevice, EsclFault>;
}

export interface VisitTools {
  readonly limits: EsclLimits;
  readonly pins: CertificatePins;
}

/**
 * Asks every address once, also those that turn up in the network meanwhile; all are told when each has answered or
 * failed. `onVisit` hears each at once, with the addresses that have not answered yet.
 */
export async function visitAll(
  reach: EsclReach,
  tools: VisitTools,
  signal: AbortSignal,
  onVisit: (visits: readonly Visit[], waiting: readonly string[]) => void,
): Promise<readonly Visit[]> {
  const visits: Visit[] = [];
  const asked = new Map<string, Promise<void>>();
  const waiting = new Set<string>();
  const ask = ({ url: written, driver }: EsclAddress) => {
    const address = { url: written.replace(/\/+$/, ''), driver };
    if (asked.has(address.url)) return;
    waiting.add(address.url);
    asked.set(
      address.url,
      visit(address, tools, signal).then((result) => {
        waiting.delete(address.url);
        visits.push({ address, result });
        onVisit(visits, [...waiting]);
      }),
    );
  };
  for (const address of reach.addresses) ask(address);
  if (reach.discover) {
    await browseScanners(tools.limits.discoveryMs, signal, (url) => ask({ url, driver: 'escl' }));
  }
  await Promise.all(asked.values());
  return visits;
}

/** The id of a device that has no UUID, and of one that nobody could ask for it. */
export function addressId(address: EsclAddress): string {
  return `${address.driver}:${address.url}`;
}

async function visit(
  address: EsclAddress,
  { limits, pins }: VisitTools,
  signal: AbortSignal,
): Promise<Result<FoundDevice, EsclFault>> {
  const http = openEsclHttp(address.url, limits, pins);
  const root = await http.xml('ScannerCapabilities', signal);
  if (!root.ok) {
    const isDenied = root.error.status === 401 || root.error.status === 403;
    return err(isDenied ? { type: 'AccessDenied', raw: root.error.detail } : failureFault(root.error));
  }
  const capabilities = readCapabilities(root.value);
  const id = capabilities.uuid ? `${address.driver}:${capabilities.uuid}` : addressId(address);
  const device: Device = {
    id,
    name: capabilities.model,
    driver: address.driver,
    detail: hostOf(address.url),
  };
  return ok({ device, http, capabilities });
}
