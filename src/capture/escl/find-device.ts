import type { Device } from '../../contract/device-shapes.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { EsclFault } from './faults.ts';
import { hostOf } from './pins.ts';
import {
  addressId,
  type EsclReach,
  type FoundDevice,
  type Visit,
  type VisitTools,
  visitAll,
} from './visits.ts';

/** Typed addresses and, if wanted, the local network, side by side; each device once, over TLS where it has that. */
export async function findDevices(
  reach: EsclReach,
  tools: VisitTools,
  signal: AbortSignal,
): Promise<Device[]> {
  const visits = await visitAll(reach, tools, signal, () => undefined);
  const groups = groupsOf(visits).map((group) => group[0].device);
  // Left out, a changed certificate would look like a scanner that is switched off; asked for, this one says what it is.
  const strangers = visits.filter(
    ({ address, result }) =>
      hasChanged(result) && !groups.some(({ detail }) => isSameHost(detail, address.url)),
  );
  return [
    ...groups,
    ...strangers.map(({ address }) => ({
      id: addressId(address),
      name: hostOf(address.url),
      driver: address.driver,
      detail: hostOf(address.url),
    })),
  ].sort((a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1));
}

/**
 * The device behind an id, as soon as it answers anywhere; else the fault of its own address, a changed certificate
 * where one was seen, or Offline.
 */
export async function findDevice(
  deviceId: string,
  reach: EsclReach,
  tools: VisitTools,
  signal: AbortSignal,
): Promise<Result<FoundDevice, EsclFault>> {
  const enough = new AbortController();
  const until = AbortSignal.any([signal, enough.signal]);
  let found = null as FoundDevice | null;
  const accept = (device: FoundDevice) => {
    found ??= device;
    enough.abort();
  };
  let grace: NodeJS.Timeout | null = null;
  const visits = await visitAll(reach, tools, until, (sofar, waiting) => {
    if (found) return;
    const best = groupsOf(sofar).find((group) => group.some(({ device }) => device.id === deviceId))?.[0];
    if (!best) return;
    const { baseUrl } = best.http;
    if (isSecure(best) || !waiting.some((url) => isSecureTwin(url, baseUrl))) return accept(best);
    // Where nothing answers TLS and nothing refuses it, connecting takes seconds; a known certificate is worth them.
    if (!tools.pins.knows(baseUrl)) grace ??= setTimeout(() => accept(best), tools.limits.twinMs);
  });
  if (grace) clearTimeout(grace);
  if (signal.aborted) return err({ type: 'Cancelled', raw: null });
  if (!found) return err(faultOf(deviceId, reach, visits));
  return clearTextFault(found, visits, tools) ?? ok(found);
}

type Group = readonly [FoundDevice, ...FoundDevice[]];

/** Devices that answered, each with all its addresses: those over TLS first, else as they answered. */
function groupsOf(visits: readonly Visit[]): Group[] {
  const groups = new Map<string, [FoundDevice, ...FoundDevice[]]>();
  for (const { result } of visits) {
    if (!result.ok) continue;
    const key = identityOf(result.value);
    const group = groups.get(key);
    if (group) group.push(result.value);
    else groups.set(key, [result.value]);
  }
  for (const group of groups.values()) group.sort((a, b) => Number(isSecure(b)) - Number(isSecure(a)));
  return [...groups.values()];
}

/** By its UUID; a device without one is the same at both schemes of one host. */
function identityOf({ device, capabilities, http }: FoundDevice): string {
  if (capabilities.uuid) return device.id;
  return `${device.driver} ${new URL(http.baseUrl).hostname} ${capabilities.model}`;
}

/**
 * A device that was reached over TLS before is not asked in clear text because its TLS fails now: whoever stands in
 * between could bring that about. Only an address typed as `http://` with no TLS address beside it is asked so.
 */
function clearTextFault(
  found: FoundDevice,
  visits: readonly Visit[],
  { pins }: VisitTools,
): Result<FoundDevice, EsclFault> | null {
  if (isSecure(found) || !pins.knows(found.http.baseUrl)) return null;
  const twin = visits.find(
    ({ address, result }) => !result.ok && isSecureTwin(address.url, found.http.baseUrl),
  );
  return twin && !twin.result.ok ? err(twin.result.error) : null;
}

function faultOf(deviceId: string, reach: EsclReach, visits: readonly Visit[]): EsclFault {
  const failed = visits.flatMap(({ address, result }) =>
    result.ok ? [] : [{ address, fault: result.error }],
  );
  const own = failed.find(({ address }) => addressId(address) === deviceId);
  const changed = failed.find(({ fault }) => fault.type === 'CertificateChanged');
  const only = reach.addresses.length === 1 ? failed[0] : undefined;
  return (own ?? changed ?? only)?.fault ?? { type: 'Offline', raw: null };
}

function hasChanged(result: Visit['result']): boolean {
  return !result.ok && result.error.type === 'CertificateChanged';
}

function isSecure({ http }: FoundDevice): boolean {
  return http.baseUrl.startsWith('https:');
}

function isSecureTwin(url: string, clearUrl: string): boolean {
  return url.startsWith('https:') && new URL(url).hostname === new URL(clearUrl).hostname;
}

function isSameHost(detail: string | null, url: string): boolean {
  return detail?.replace(/:\d+$/, '') === new URL(url).hostname;
}
