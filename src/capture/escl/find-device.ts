import type { Device } from '../../contract/queries.ts';
import type { CaptureRequest } from '../../contract/workers.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { type EsclCapabilities, readCapabilities } from './capabilities.ts';
import { browseScanners } from './discovery.ts';
import { type EsclFault, failureFault } from './faults.ts';
import { type EsclHttp, openEsclHttp } from './http.ts';
import type { EsclLimits } from './limits.ts';

export type EsclAddresses = Extract<CaptureRequest, { type: 'list' }>['escl'];
type Address = EsclAddresses['addresses'][number];

/** A scanner that has answered. */
export interface FoundDevice {
  readonly device: Device;
  readonly http: EsclHttp;
  readonly capabilities: EsclCapabilities;
}

/** Typed addresses and, if wanted, the local network, side by side; each device once. */
export async function findDevices(
  escl: EsclAddresses,
  limits: EsclLimits,
  signal: AbortSignal,
): Promise<FoundDevice[]> {
  const found = new Map<string, FoundDevice>();
  await visit(escl, limits, signal, (result) => {
    // The same device at two addresses: the first that answered will do.
    if (result.ok && !found.has(result.value.device.id)) found.set(result.value.device.id, result.value);
  });
  return [...found.values()].sort(
    (a, b) => a.device.name.localeCompare(b.device.name) || (a.device.id < b.device.id ? -1 : 1),
  );
}

/** The device behind an id, as soon as it answers anywhere; else the fault of its own address, or Offline. */
export async function findDevice(
  deviceId: string,
  escl: EsclAddresses,
  limits: EsclLimits,
  signal: AbortSignal,
): Promise<Result<FoundDevice, EsclFault>> {
  const enough = new AbortController();
  const until = AbortSignal.any([signal, enough.signal]);
  let found: FoundDevice | null = null;
  let fault: EsclFault = { type: 'Offline', raw: null };
  await visit(escl, limits, until, (result, address) => {
    if (result.ok && result.value.device.id === deviceId && !found) {
      found = result.value;
      enough.abort();
    }
    if (!result.ok && (deviceId === urlId(address) || escl.addresses.length === 1) && !found)
      fault = result.error;
  });
  if (found) return ok(found);
  return err(signal.aborted ? { type: 'Cancelled', raw: null } : fault);
}

/** Asks every address once, also those that turn up in the network meanwhile; returns when all have answered or failed. */
async function visit(
  escl: EsclAddresses,
  limits: EsclLimits,
  signal: AbortSignal,
  onResult: (result: Result<FoundDevice, EsclFault>, address: Address) => void,
): Promise<void> {
  const visits = new Map<string, Promise<void>>();
  const ask = (address: Address) => {
    const url = address.url.replace(/\/+$/, '');
    if (visits.has(url)) return;
    visits.set(
      url,
      visitOne({ ...address, url }, limits, signal).then((result) => onResult(result, { ...address, url })),
    );
  };
  for (const address of escl.addresses) ask(address);
  if (escl.discover) {
    await browseScanners(limits.discoveryMs, signal, (url) => ask({ url, driver: 'escl' }));
  }
  await Promise.all(visits.values());
}

async function visitOne(
  address: Address,
  limits: EsclLimits,
  signal: AbortSignal,
): Promise<Result<FoundDevice, EsclFault>> {
  const http = openEsclHttp(address.url, limits);
  const root = await http.xml('ScannerCapabilities', signal);
  if (!root.ok) {
    const denied = root.error.status === 401 || root.error.status === 403;
    return err(denied ? { type: 'AccessDenied', raw: root.error.detail } : failureFault(root.error));
  }
  const capabilities = readCapabilities(root.value);
  const id = capabilities.uuid ? `${address.driver}:${capabilities.uuid}` : urlId(address);
  return ok({ device: { id, name: capabilities.model, driver: address.driver }, http, capabilities });
}

function urlId(address: Address): string {
  return `${address.driver}:${address.url.replace(/\/+$/, '')}`;
}
