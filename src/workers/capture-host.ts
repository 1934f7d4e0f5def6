import type { ScannerDriver } from '../capture/driver.ts';
import type { Fault } from '../contract/errors.ts';
import {
  type CaptureReply,
  type CaptureRequest,
  captureRequest,
  type DriverFamily,
  type Reach,
} from '../contract/workers.ts';
import { openLead } from './lead.ts';
import { openParentChannel } from './parent-channel.ts';

type Work = Exclude<CaptureRequest, { type: 'cancel' | 'taken' }>;

const heartbeatMs = 500;
/** Sides sent and not yet in the store: enough that a feeder at full speed never waits for a disk. */
const mostSidesAhead = 8;

/* One request a process: whatever a driver does to its process, the next request starts afresh. */
const channel = openParentChannel();
const cancelled = new AbortController();
const lead = openLead(mostSidesAhead, cancelled.signal);
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
  if (request.data.type === 'taken') {
    lead.taken(request.data.sides);
    return;
  }
  if (isTaken) throw new Error('one request a process');
  isTaken = true;
  void serve(request.data);
});

async function serve(request: Work): Promise<void> {
  reply({ type: 'heartbeat' });
  const heartbeat = setInterval(() => reply({ type: 'heartbeat' }), heartbeatMs);
  const { signal } = cancelled;
  if (request.type === 'list') {
    const driver = await openFamily(request.family, request.reach);
    const found = await driver.list(signal);
    reply(found.ok ? { type: 'devices', devices: found.value } : { type: 'fault', fault: found.error });
  } else {
    const deviceId = request.type === 'scan' ? request.request.deviceId : request.deviceId;
    const driver = await driverOf(deviceId, request.reach);
    if (!driver) reply({ type: 'fault', fault: noDriver(deviceId) });
    else if (request.type === 'scan') {
      for await (const event of driver.scan(request.request, signal)) {
        reply(event);
        if (event.type === 'page') await lead.sent();
      }
    } else if (request.type === 'capabilities') {
      const result = await driver.capabilities(deviceId, signal);
      reply(
        result.ok
          ? { type: 'capabilities', capabilities: result.value }
          : { type: 'fault', fault: result.error },
      );
    } else {
      const result = await driver.configure(deviceId, request.vendorSettings, signal);
      reply(
        result.ok
          ? { type: 'configured', vendorSettings: result.value }
          : { type: 'fault', fault: result.error },
      );
    }
  }
  clearInterval(heartbeat);
  await channel.close();
}

const familyByPrefix: Readonly<Record<string, DriverFamily>> = {
  escl: 'network',
  virtual: 'network',
  sane: 'sane',
  twain: 'twain',
};

async function driverOf(deviceId: string, reach: Reach): Promise<ScannerDriver | null> {
  const family = familyByPrefix[deviceId.slice(0, Math.max(0, deviceId.indexOf(':')))];
  return family ? openFamily(family, reach) : null;
}

/** Loaded only when asked for: a family's native library stays out of the processes of the others. */
async function openFamily(family: DriverFamily, reach: Reach): Promise<ScannerDriver> {
  switch (family) {
    case 'network': {
      const { openEsclDriver } = await import('../capture/escl/escl-driver.ts');
      const { pagesOfScannedPdf } = await import('../importing/pdf/scanned-pages.ts');
      return openEsclDriver(reach.escl, {
        pagesOfPdf: pagesOfScannedPdf,
        onPinned: (host, fingerprint) => reply({ type: 'pinned', host, fingerprint }),
      });
    }
    case 'sane': {
      const { openSaneDriver } = await import('../capture/sane/sane-driver.ts');
      return openSaneDriver(reach.sane);
    }
    case 'twain': {
      const { openTwainDriver } = await import('../capture/twain/twain-driver.ts');
      return openTwainDriver(reach.twain);
    }
  }
}

function noDriver(deviceId: string): Fault {
  return { type: 'Unsupported', afterSide: 0, raw: `no driver for ${deviceId}` };
}

function reply(message: CaptureReply): void {
  channel.post(message);
}
