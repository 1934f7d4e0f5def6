import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import type { QueuePace, StationStatus } from '../contract/queries.ts';
import type { WorkerLauncher } from '../contract/workers.ts';
import type { BillId } from '../domain/ids.ts';
import type { Category } from '../domain/rules/categories.ts';
import type { SchemeBook } from '../domain/rules/scheme.ts';
import { type SideProcess, startSideProcess } from './jobs/side-process.ts';
import type { Clock, ErpAnswers, Files, Log, OutboxEntry, ServicePictures, Store } from './ports.ts';
import type { DeskClient } from './sync/desk-client.ts';
import { createServiceClient, type ServiceClient } from './sync/service-client.ts';
import { createServicePictures } from './sync/service-pictures.ts';
import { type Sync, startSync } from './sync/sync.ts';

export interface ServiceOptions {
  readonly service: { readonly address: string; readonly token: string } | 'embedded' | null;
  readonly dataFolder: string;
  readonly assetsFolder: string;
  readonly launch: WorkerLauncher;
  readonly store: Store;
  readonly files: Files;
  readonly clock: Clock;
  readonly log: Log;
  readonly pace: () => QueuePace;
  readonly onStatus: (entry: OutboxEntry) => void;
  readonly onReturned: (entry: OutboxEntry) => void;
  readonly onExpected: () => void;
  readonly onCategories: (categories: readonly Category[]) => void;
  /** The schemes of all stations, likewise. */
  readonly onSchemes: (book: SchemeBook) => void;
  readonly onService: (service: StationStatus['service']) => void;
}

/** The station's link to its match service: the one that was configured, or the embedded one in its own process. */
export interface Service {
  nudge(): void;
  retry(billId: BillId | null): void;
  paceChanged(): void;
  /** Without a service nobody answers, and the map is empty. */
  submitToErp(entries: readonly OutboxEntry[]): Promise<ErpAnswers>;
  /** Null while no service is known. */
  desk(): DeskClient | null;
  readonly pictures: ServicePictures;
  /** Asks the service once for what it has to tell. */
  hear(): Promise<void>;
  drain(): Promise<void>;
  close(): Promise<void>;
}

export function startService(options: ServiceOptions): Service {
  const { store, service } = options;
  let sync: Sync | null = null;
  let client: ServiceClient | null = null;
  let embedded: SideProcess | null = null;
  let linking: Promise<void> = Promise.resolve();
  const stationId = settled(store, 'station.id', uuidv7);

  function link(address: string, token: string): void {
    const before = sync;
    linking = linking.then(async () => {
      await before?.stop();
      options.onService({ address, state: 'unknown' });
      client = createServiceClient({ address, token, stationId });
      sync = startSync({
        ...options,
        client,
        onReachable: (state) => options.onService({ address, state }),
      });
    });
  }

  if (service === 'embedded') {
    const token = settled(store, 'service.embedded-token', () => randomBytes(24).toString('base64url'));
    const folder = join(options.dataFolder, 'match-service');
    const expected = join(options.assetsFolder, 'sample', 'expected.json');
    embedded = startSideProcess({
      launch: options.launch,
      kind: 'match-service',
      args: ['--folder', folder, '--expected', expected],
      secret: { type: 'token', token },
      log: options.log,
      // A restarted service listens on another port.
      onAddress: (address) => link(address, token),
    });
  } else if (service) link(service.address, service.token);

  return {
    nudge: () => sync?.nudge(),
    retry: (billId) => sync?.retry(billId),
    paceChanged: () => sync?.paceChanged(),
    submitToErp: async (entries) => (await sync?.submitToErp(entries)) ?? new Map(),
    desk: () => client?.desk ?? null,
    pictures: createServicePictures(() => client),
    hear: async () => sync?.hear(),
    async drain() {
      // Without an address there is nobody to wait for: bills stay queued.
      await embedded?.address().catch(() => undefined);
      await linking;
      await sync?.drain();
    },
    async close() {
      await linking;
      await sync?.stop();
      embedded?.close();
    },
  };
}

/** A setting that is made once and stays. */
function settled(store: Store, key: string, make: () => string): string {
  const known = store.readSetting(key);
  if (known !== null) return known;
  const value = make();
  store.writeSetting(key, value);
  return value;
}
