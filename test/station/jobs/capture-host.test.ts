import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CaptureReply, CaptureRequest, Reach, WorkerChannel } from '../../../src/contract/workers.ts';
import { defaultScanProfile } from '../../../src/domain/rules/profile.ts';
import { openCaptureHost } from '../../../src/station/jobs/capture-host.ts';
import type { ScanStep } from '../../../src/station/ports/workers.ts';

/* The hosts here are doubles: they say what a real process would, at the moment the case tells. */

interface HostDouble {
  readonly request: CaptureRequest;
  readonly isCancelled: () => boolean;
  readonly isKilled: () => boolean;
  say(reply: CaptureReply): void;
  exit(detail: string): void;
}

const everywhere: Reach = {
  escl: { addresses: [], discover: false, pins: {} },
  sane: { state: 'on', configFolder: null },
  twain: { hosts: [{ bits: 64, command: ['host'] }] },
};
const { signal: never } = new AbortController();
const device = (driver: 'escl' | 'sane' | 'twain') => ({
  id: `${driver}:1`,
  name: driver,
  driver,
  detail: null,
});
const fault = { type: 'Unsupported', afterSide: 0, raw: 'no libsane' } as const;

function openDouble(reach: Reach = everywhere) {
  const hosts: HostDouble[] = [];
  const pinned: [string, string][] = [];
  const logged: string[] = [];
  const port = openCaptureHost({
    launch(): WorkerChannel {
      let tell: (message: unknown) => void = () => undefined;
      let end: (detail: string) => void = () => undefined;
      let isCancelled = false;
      let isKilled = false;
      return {
        post(message) {
          const request = message as CaptureRequest;
          if (request.type === 'cancel') isCancelled = true;
          else
            hosts.push({
              request,
              isCancelled: () => isCancelled,
              isKilled: () => isKilled,
              say: (reply) => tell(reply),
              exit: (detail) => end(detail),
            });
        },
        onMessage(listener) {
          tell = listener;
        },
        onExit(listener) {
          end = listener;
        },
        kill() {
          isKilled = true;
        },
      };
    },
    spoolFolder: '/spool',
    reach: async () => reach,
    onPinned: (host, fingerprint) => pinned.push([host, fingerprint]),
    log: (_, event) => logged.push(event),
  });
  const hostOf = async (index: number): Promise<HostDouble> => {
    await vi.waitFor(() => expect(hosts.length).toBeGreaterThan(index), { timeout: 60_000 });
    const host = hosts[index];
    if (!host) throw new Error('no host');
    return host;
  };
  return { port, hosts, pinned, logged, hostOf };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('listing', () => {
  it('STATION-17 every family is asked at once in a process of its own, and the devices come together', async () => {
    const { port, hosts, hostOf } = openDouble();
    const list = port.list(never);
    await hostOf(2);
    expect(hosts.map(({ request }) => 'family' in request && request.family)).toEqual([
      'network',
      'sane',
      'twain',
    ]);
    hosts[2]?.say({ type: 'devices', devices: [device('twain')] });
    hosts[0]?.say({ type: 'devices', devices: [device('escl')] });
    hosts[1]?.say({ type: 'devices', devices: [device('sane')] });
    expect(await list).toEqual({
      devices: [device('escl'), device('sane'), device('twain')],
      failures: [],
    });
    expect(hosts.every((host) => host.isKilled())).toBe(true);
  });

  it('STATION-17 a family that crashes, hangs or cannot look is named with its fault; the others are listed', async () => {
    const { port, hosts, hostOf } = openDouble();
    const list = port.list(never);
    await hostOf(2);
    hosts[0]?.exit('signal SIGSEGV');
    hosts[1]?.say({ type: 'fault', fault });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await list).toEqual({
      devices: [],
      failures: [
        { family: 'network', fault: { type: 'DriverCrash', afterSide: 0, raw: 'signal SIGSEGV' } },
        { family: 'sane', fault },
        { family: 'twain', fault: { type: 'DriverTimeout', afterSide: 0, raw: 'silent for 10000 ms' } },
      ],
    });
    expect(hosts[2]?.isKilled()).toBe(true);
  });

  it('STATION-17 a family whose heart beats but which never answers is cancelled, then given up', async () => {
    const { port, hostOf } = openDouble({
      ...everywhere,
      sane: { state: 'off', configFolder: null },
      twain: { hosts: [] },
    });
    const list = port.list(never);
    const host = await hostOf(0);
    const beat = setInterval(() => host.say({ type: 'heartbeat' }), 500);
    await vi.advanceTimersByTimeAsync(15_000);
    expect(host.isCancelled()).toBe(true);
    await vi.advanceTimersByTimeAsync(20_000);
    clearInterval(beat);
    expect(await list).toMatchObject({ devices: [], failures: [{ fault: { type: 'DriverTimeout' } }] });
    expect(host.isKilled()).toBe(true);
  });

  it('STATION-17 a family that was broken off because the station closes is not told as one that failed', async () => {
    const { port, hosts, logged, hostOf } = openDouble();
    const closing = new AbortController();
    const list = port.list(closing.signal);
    await hostOf(2);
    hosts[0]?.say({ type: 'fault', fault });
    await vi.advanceTimersByTimeAsync(0);
    closing.abort();
    for (const host of hosts.slice(1))
      host.say({ type: 'fault', fault: { type: 'Cancelled', afterSide: 0, raw: null } });
    await list;
    expect(logged).toEqual(['devices.list-failed']);
  });

  it('STATION-18 a family that can have no device here is not started', async () => {
    const { port, hosts, hostOf } = openDouble({
      ...everywhere,
      sane: { state: 'off', configFolder: null },
      twain: { hosts: [] },
    });
    const list = port.list(never);
    (await hostOf(0)).say({ type: 'devices', devices: [device('escl')] });
    expect((await list).devices).toEqual([device('escl')]);
    expect(hosts).toHaveLength(1);
  });
});

describe('the vendor dialog', () => {
  it('STATION-19 may stay open for an hour as long as its process lives, and gives what it saved', async () => {
    const { port, hostOf } = openDouble();
    const configured = port.configure('twain:1', 'b2xk', never);
    const host = await hostOf(0);
    expect(host.request).toMatchObject({ type: 'configure', deviceId: 'twain:1', vendorSettings: 'b2xk' });
    const beat = setInterval(() => host.say({ type: 'heartbeat' }), 500);
    await vi.advanceTimersByTimeAsync(3_600_000);
    clearInterval(beat);
    expect(host.isCancelled()).toBe(false);
    host.say({ type: 'configured', vendorSettings: 'bmV3' });
    expect(await configured).toEqual({ ok: true, value: 'bmV3' });
  });

  it('STATION-19 that hangs its process is given up after 10 s of silence', async () => {
    const { port, hostOf } = openDouble();
    const configured = port.configure('twain:1', null, never);
    const host = await hostOf(0);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await configured).toMatchObject({ ok: false, error: { type: 'DriverTimeout' } });
    expect(host.isKilled()).toBe(true);
  });
});

describe('scanning', () => {
  const image = {
    path: '/spool/1',
    sha256: '0'.repeat(64),
    mime: 'image/jpeg',
    bytes: 1,
    width: 1,
    height: 1,
  };
  const info = { patch: 'T', codes: [{ format: 'Code39', text: 'X' }], imprinted: 'A-1' } as const;
  const side = { type: 'page', index: 0, sheet: 1, side: 'front', dpi: 300, image } as const;

  function start(abort = new AbortController()) {
    const double = openDouble();
    const steps: ScanStep[] = [];
    const request = { deviceId: 'sane:1', profile: defaultScanProfile };
    const over = (async () => {
      for await (const step of double.port.scan(request, abort.signal)) steps.push(step);
    })();
    return { ...double, abort, steps, over };
  }

  it('STATION-20 what the device says of a side, notes and its own count of sheets are passed on; pins are kept', async () => {
    const { steps, over, hostOf, pinned } = start();
    const host = await hostOf(0);
    host.say({ type: 'pinned', host: '10.0.0.7:443', fingerprint: 'ab' });
    host.say({ ...side, info: { ...info, codes: [...info.codes] } });
    host.say({ type: 'note', note: { type: 'EndByFeederOnly' } });
    host.say({ type: 'end', sides: 1, deviceSheets: 7 });
    await over;
    expect(steps).toMatchObject([
      { type: 'page', sheet: 1, info },
      { type: 'note', note: { type: 'EndByFeederOnly' } },
      { type: 'end', deviceSheets: 7 },
    ]);
    expect(pinned).toEqual([['10.0.0.7:443', 'ab']]);
    expect(host.isKilled()).toBe(true);
  });

  it('STATION-20 a host that ends or falls silent in mid-stack is a fault after the sides it told', async () => {
    const crashed = start();
    const dying = await crashed.hostOf(0);
    dying.say({ ...side, info: { patch: null, codes: [], imprinted: null } });
    dying.exit('status 70');
    await crashed.over;
    expect(crashed.steps).toMatchObject([
      { type: 'page' },
      { type: 'fault', fault: { type: 'DriverCrash', raw: 'status 70' } },
    ]);

    const hung = start();
    const host = await hung.hostOf(0);
    await vi.advanceTimersByTimeAsync(9_000);
    host.say({ type: 'heartbeat' });
    await vi.advanceTimersByTimeAsync(9_999);
    expect(hung.steps).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    await hung.over;
    expect(hung.steps).toMatchObject([{ type: 'fault', fault: { type: 'DriverTimeout' } }]);
    expect(host.isKilled()).toBe(true);
  });

  it('STATION-20 a driver that does not answer a cancel is ended after 20 s, though its heart beats', async () => {
    const { abort, steps, over, hostOf } = start();
    const host = await hostOf(0);
    const beat = setInterval(() => host.say({ type: 'heartbeat' }), 500);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(steps).toEqual([]);
    abort.abort();
    expect(host.isCancelled()).toBe(true);
    await vi.advanceTimersByTimeAsync(20_000);
    clearInterval(beat);
    await over;
    expect(steps).toMatchObject([{ type: 'fault', fault: { type: 'DriverTimeout' } }]);
    expect(host.isKilled()).toBe(true);
  });
});
