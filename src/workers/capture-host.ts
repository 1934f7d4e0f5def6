import type { ScannerDriver } from '../capture/driver.ts';
import { openEsclDriver } from '../capture/escl/escl-driver.ts';
import type { Fault } from '../contract/errors.ts';
import { type CaptureReply, type CaptureRequest, captureRequest } from '../contract/workers.ts';
import { openParentChannel } from './parent-channel.ts';

type Escl = Extract<CaptureRequest, { type: 'list' }>['escl'];
type Work = Exclude<CaptureRequest, { type: 'cancel' }>;

const heartbeatMs = 500;

/* One request a process: whatever a driver does to its process, the next request starts afresh. */
const channel = openParentChannel();
const cancelled = new AbortController();
let isTaken = false;

channel.onMessage((message) => {
  const request = captureRequest.safeParse(message);
  if (!request.success) {
    reply({ type: 'fault', fault: { type: 'Unsupported', afterSide: 0, raw: request.error.message } });
    return void channel.close();
  }
  if (request.data.type === 'cancel') {
    cancelled.abort();
    return;
  }
  if (isTaken) throw new Error('one request a process');
  isTaken = true;
  void serve(request.data);
});

async function serve(request: Work): Promise<void> {
  reply({ type: 'heartbeat' });
  const heartbeat = setInterval(() => reply({ type: 'heartbeat' }), heartbeatMs);
  const drivers = driversByPrefix(request.escl);
  switch (request.type) {
    case 'list':
      await list(new Set(drivers.values()));
      break;
    case 'capabilities': {
      const driver = drivers.get(prefixOf(request.deviceId));
      const result = await driver?.capabilities(request.deviceId, cancelled.signal);
      if (result?.ok) reply({ type: 'capabilities', capabilities: result.value });
      else reply({ type: 'fault', fault: result?.error ?? noDriver(request.deviceId) });
      break;
    }
    case 'scan': {
      const driver = drivers.get(prefixOf(request.request.deviceId));
      if (!driver) {
        reply({ type: 'fault', fault: noDriver(request.request.deviceId) });
        break;
      }
      for await (const event of driver.scan(request.request, cancelled.signal)) reply(event);
    }
  }
  clearInterval(heartbeat);
  await channel.close();
}

/** Drivers by the first part of their device ids; one that shares a protocol serves several. */
function driversByPrefix(escl: Escl): ReadonlyMap<string, ScannerDriver> {
  const network = openEsclDriver(escl);
  return new Map([
    ['escl', network],
    ['virtual', network],
  ]);
}

/** One driver that fails leaves the devices of the others. */
async function list(drivers: ReadonlySet<ScannerDriver>): Promise<void> {
  const lists = await Promise.allSettled([...drivers].map((driver) => driver.list(cancelled.signal)));
  reply({ type: 'devices', devices: lists.flatMap((one) => (one.status === 'fulfilled' ? one.value : [])) });
}

function prefixOf(deviceId: string): string {
  return deviceId.slice(0, Math.max(0, deviceId.indexOf(':')));
}

function noDriver(deviceId: string): Fault {
  return { type: 'Unsupported', afterSide: 0, raw: `no driver for ${deviceId}` };
}

function reply(message: CaptureReply): void {
  channel.post(message);
}
