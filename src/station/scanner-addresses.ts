import { join } from 'node:path';
import type { WorkerLauncher } from '../contract/workers.ts';
import { type SideProcess, startSideProcess } from './jobs/side-process.ts';
import type { Log } from './ports.ts';

type Address = { url: string; driver: 'escl' | 'virtual' };

/** Where scanners may be: typed addresses, and the virtual scanner, which is started when it is first asked for. */
export function openScannerAddresses(options: {
  readonly launch: WorkerLauncher;
  readonly virtualScanner: 'on' | 'off';
  readonly esclAddresses: readonly string[];
  readonly discover: boolean;
  readonly dataFolder: string;
  readonly log: Log;
}) {
  let virtual: SideProcess | null = null;
  const typed: Address[] = options.esclAddresses.map((url) => ({ url, driver: 'escl' }));

  return {
    async current(): Promise<{ addresses: Address[]; discover: boolean }> {
      if (options.virtualScanner === 'off') return { addresses: typed, discover: options.discover };
      virtual ??= startSideProcess({
        launch: options.launch,
        kind: 'virtual-scanner',
        args: ['--cache', join(options.dataFolder, 'cache', 'virtual-scanner')],
        secret: null,
        log: options.log,
        onAddress: (url) => options.log('info', 'virtual-scanner.listening', { url }),
      });
      try {
        const address: Address = { url: await virtual.address(), driver: 'virtual' };
        return { addresses: [...typed, address], discover: options.discover };
      } catch (cause) {
        options.log('error', 'virtual-scanner.failed', { detail: String(cause) });
        return { addresses: typed, discover: options.discover };
      }
    },
    async close(): Promise<void> {
      virtual?.close();
    },
  };
}
