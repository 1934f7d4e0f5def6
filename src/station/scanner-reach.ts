import { join } from 'node:path';
import type { DeviceList } from '../contract/device-shapes.ts';
import type { Reach, WorkerLauncher } from '../contract/workers.ts';
import { parseScannerAddress } from '../domain/rules/scanner-address.ts';
import { type SideProcess, startSideProcess } from './jobs/side-process.ts';
import type { Log } from './ports/clock.ts';
import type { Settings } from './ports/settings.ts';

/** Where the scanners of this station may be, and what is remembered of them. */
export interface ScannerReach {
  current(): Promise<Reach>;
  /** Keeps the certificate a network scanner showed at first use. */
  pin(host: string, fingerprint: string): void;
  /** Remembers where network scanners are, so that one which is no longer listed can be trusted again. */
  remember(list: DeviceList): void;
  /** Forgets the certificate of a scanner; false for one that was never listed here. */
  trustAgain(deviceId: string): boolean;
  close(): Promise<void>;
}

export interface ScannerReachOptions {
  readonly launch: WorkerLauncher;
  /** The virtual scanner is started when it is first asked for. */
  readonly virtualScanner: 'on' | 'off';
  /** Addresses given by IT, beside those typed here. */
  readonly esclAddresses: readonly string[];
  readonly discover: boolean;
  readonly sane: Reach['sane'];
  readonly twain: Reach['twain'];
  readonly dataFolder: string;
  readonly log: Log;
}

export function openScannerReach(
  options: ScannerReachOptions,
  settings: Pick<
    Settings,
    'scannerAddresses' | 'scannerPins' | 'setScannerPins' | 'scannerHosts' | 'setScannerHosts'
  >,
): ScannerReach {
  let virtual: SideProcess | null = null;
  let isClosed = false;

  async function virtualAddress(): Promise<string | null> {
    if (options.virtualScanner === 'off') return null;
    virtual ??= startSideProcess({
      launch: options.launch,
      kind: 'virtual-scanner',
      args: ['--cache', join(options.dataFolder, 'cache', 'virtual-scanner')],
      secret: null,
      log: options.log,
      onAddress: (url) => options.log('info', 'virtual-scanner.listening', { url }),
    });
    try {
      return await virtual.address();
    } catch (cause) {
      options.log('error', 'virtual-scanner.failed', { detail: String(cause) });
      return null;
    }
  }

  /** All candidates of an address are asked: one device that answers at two of them is listed once. */
  function candidatesOf(address: string): readonly string[] {
    const parsed = parseScannerAddress(address);
    if (parsed.ok) return parsed.value;
    options.log('warn', 'scanner-address.unreadable', { address });
    return [];
  }

  return {
    async current() {
      const urls = [...options.esclAddresses, ...settings.scannerAddresses()].flatMap(candidatesOf);
      const addresses: Reach['escl']['addresses'] = [...new Set(urls)].map((url) => ({
        url,
        driver: 'escl',
      }));
      const url = await virtualAddress();
      if (url !== null) addresses.push({ url, driver: 'virtual' });
      return {
        escl: { addresses, discover: options.discover, pins: { ...settings.scannerPins() } },
        sane: options.sane,
        twain: options.twain,
      };
    },
    pin(host, fingerprint) {
      if (isClosed) return;
      options.log('info', 'scanner.pinned', { host, fingerprint });
      settings.setScannerPins({ ...settings.scannerPins(), [host]: fingerprint });
    },
    remember({ devices }) {
      // A look for scanners may come back after the station was closed; the next one finds the same again.
      if (isClosed) return;
      const known = settings.scannerHosts();
      const seen = devices.flatMap(({ id, driver, detail }) =>
        driver === 'escl' && detail !== null && known[id] !== detail ? [[id, detail]] : [],
      );
      if (seen.length > 0) settings.setScannerHosts({ ...known, ...Object.fromEntries(seen) });
    },
    trustAgain(deviceId) {
      const host = settings.scannerHosts()[deviceId];
      if (host === undefined) return false;
      // It may have been listed in clear text, where its TLS was refused: every port of the host is meant.
      const kept = Object.entries(settings.scannerPins()).filter(
        ([pinned]) => nameOf(pinned) !== nameOf(host),
      );
      settings.setScannerPins(Object.fromEntries(kept));
      options.log('info', 'scanner.pin-forgotten', { host });
      return true;
    },
    async close() {
      isClosed = true;
      virtual?.close();
    },
  };
}

/** Without the port. */
function nameOf(host: string): string {
  return host.replace(/:\d+$/, '');
}
