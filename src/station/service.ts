import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import type { StationStatus } from '../contract/queries.ts';
import type { QueuePace } from '../contract/queue-shapes.ts';
import type { WorkerLauncher } from '../contract/workers.ts';
import type { BillId } from '../domain/ids.ts';
import { err } from '../domain/result.ts';
import type { Category } from '../domain/rules/categories.ts';
import type { SchemeBook } from '../domain/rules/scheme.ts';
import { parseServiceAddress } from '../domain/rules/service-address.ts';
import type { EmbeddedErp } from './erp-way.ts';
import { type SideProcess, startSideProcess } from './jobs/side-process.ts';
import type { Clock, Log } from './ports/clock.ts';
import type { Files } from './ports/files.ts';
import type { EnrolPort, ErpAnswers, ServicePictures } from './ports/service.ts';
import type { Settings } from './ports/settings.ts';
import type { OutboxEntry, Store } from './ports/store.ts';
import { type Credential, sharedToken } from './sync/credential.ts';
import type { DeskClient } from './sync/desk-client.ts';
import { type Enrolment, enrolmentError } from './sync/enrolment.ts';
import { createServiceClient, type ServiceClient } from './sync/service-client.ts';
import { createServicePictures } from './sync/service-pictures.ts';
import { type Sync, startSync } from './sync/sync.ts';

export interface ServiceOptions {
  readonly service: { readonly address: string; readonly token: string } | 'embedded' | null;
  readonly settings: Pick<Settings, 'serviceAddress' | 'setServiceAddress'>;
  readonly enrolment: Enrolment;
  /** Asked at each start of the embedded service; null: what IT gave cannot be used, and it does not start. */
  readonly embeddedErp: () => Promise<EmbeddedErp | null>;
  readonly dataFolder: string;
  readonly assetsFolder: string;
  readonly launch: WorkerLauncher;
  readonly store: Store;
  readonly files: Files;
  readonly clock: Clock;
  readonly log: Log;
  readonly pace: () => QueuePace;
  /** What a bill waits for before it is sent. */
  readonly recorded: (billId: BillId) => Promise<void>;
  readonly onStatus: (entries: readonly OutboxEntry[]) => void;
  readonly onReturned: (entry: OutboxEntry) => void;
  readonly onExpected: () => void;
  readonly onCategories: (categories: readonly Category[]) => void;
  /** The schemes of all stations, likewise. */
  readonly onSchemes: (book: SchemeBook) => void;
  readonly onService: (service: StationStatus['service']) => void;
  /** Aborted when the station closes. */
  readonly closing: AbortSignal;
}

/** The station's link to its match service: the one that was configured, or the embedded one in its own process. */
export interface Service {
  nudge(): void;
  /** Resolves when it is done: while the service is being started, when that is up, or could not be. */
  retry(billId: BillId | null): Promise<void>;
  paceChanged(): void;
  /** Without a service nobody answers, and the map is empty. */
  submitToErp(entries: readonly OutboxEntry[]): Promise<ErpAnswers>;
  /** Null while no service is known. */
  desk(): DeskClient | null;
  readonly pictures: ServicePictures;
  /** Enrolling also goes over to that service. */
  readonly enrolment: EnrolPort;
  /** Asks the service once for what it has to tell. */
  hear(): Promise<void>;
  /** Whether the bills go to the station's own service, and to none that IT or a person named. */
  isEmbedded(): boolean;
  /** Starts the embedded service anew, as it is configured now. Resolves when it serves, or could not be started. */
  restart(): Promise<void>;
  drain(): Promise<void>;
  close(): Promise<void>;
}

export function startService(options: ServiceOptions): Service {
  const { store, service, settings, enrolment } = options;
  let sync: Sync | null = null;
  let client: ServiceClient | null = null;
  let embedded: SideProcess | null = null;
  let linking: Promise<void> = Promise.resolve();
  let at: Pick<StationStatus['service'], 'address' | 'state' | 'by'> = {
    address: null,
    state: 'unknown',
    by: isEmbedded() ? 'embedded' : 'typed',
  };
  const stationId = settled(store, 'station.id', uuidv7);
  enrolment.onChange(tell);
  const given = typeof service === 'object' && service !== null ? addressOf(service.address) : null;
  const tokenOfIt = typeof service === 'object' && service !== null ? service.token : '';
  /** Whether the service takes the token that IT set; until it says otherwise. */
  let shared: 'taken' | 'refused' = tokenOfIt === '' ? 'refused' : 'taken';

  function tell(): void {
    const held = enrolment.held();
    const own = held !== null && held.address === at.address ? held : null;
    const signIn =
      own?.state ??
      (at.by === 'embedded' || (at.by === 'given' && shared === 'taken')
        ? 'shared'
        : enrolment.readability() === 'other-account'
          ? 'other-account'
          : 'none');
    options.onService({ ...at, signIn, station: own?.station ?? null });
  }

  function heard(of: typeof shared): void {
    shared = of;
    tell();
  }

  function link(address: string, by: StationStatus['service']['by'], credential: Credential): void {
    linking = linking.then(async () => {
      await sync?.stop();
      at = { address, state: 'unknown', by };
      tell();
      client = createServiceClient({
        ...{ address, credential, stationId, closing: options.closing },
        originOf: (billUuid) => store.latestOutboxOf(`bill:${billUuid}`)?.origin ?? null,
      });
      sync = startSync({
        ...options,
        client,
        onReachable(state) {
          at = { address, state, by };
          tell();
        },
      });
    });
  }

  /** One start or stop after the other. */
  let starting: Promise<void> = Promise.resolve();
  let isClosed = false;

  /** Neither IT nor a person named another. */
  function isEmbedded(): boolean {
    const typed = settings.serviceAddress() ?? enrolment.held()?.address ?? null;
    return service === 'embedded' && typed === null;
  }

  async function startEmbedded(token: string): Promise<void> {
    const folder = join(options.dataFolder, 'match-service');
    const samples = join(options.assetsFolder, 'sample', 'expected.json');
    const erp = await options.embeddedErp();
    if (isClosed || erp === null || !isEmbedded()) return;
    embedded = startSideProcess({
      launch: options.launch,
      kind: 'match-service',
      args: ['--folder', folder, '--samples', samples, ...erp.args],
      secret: { type: 'token', token, erpSecrets: erp.secrets },
      log: options.log,
      // A restarted service listens on another port. One that is slow to start may come after a person enrolled elsewhere.
      onAddress(address) {
        if (settings.serviceAddress() === null) link(address, 'embedded', sharedToken(token));
      },
    });
  }

  /** What it is sending to the ERP it may end: nothing is to be in doubt because somebody changed a setting. */
  async function stopEmbedded(): Promise<void> {
    const mine = embedded;
    embedded = null;
    await mine?.stop();
  }

  const typed = settings.serviceAddress() ?? enrolment.held()?.address ?? null;
  if (given !== null) {
    const isOwn = enrolment.held()?.address === given || tokenOfIt === '';
    link(
      given,
      'given',
      isOwn ? enrolment.credentialFor(given) : sharedToken(tokenOfIt, () => heard('refused')),
    );
  } else if (typed !== null) link(typed, 'typed', enrolment.credentialFor(typed));
  else if (service === 'embedded') {
    // Until it is up it is one that is not ready, not one that nobody set.
    tell();
    starting = startEmbedded(embeddedToken());
  }

  function embeddedToken(): string {
    return settled(store, 'service.embedded-token', () => randomBytes(24).toString('base64url'));
  }

  /** Without an address there is nobody to wait for: bills stay queued. */
  async function linked(): Promise<void> {
    await starting;
    await embedded?.address().catch(() => undefined);
    await linking;
  }

  return {
    nudge: () => sync?.nudge(),
    async retry(billId) {
      if (shared === 'refused' && tokenOfIt !== '') heard('taken');
      await linked();
      sync?.retry(billId);
    },
    paceChanged: () => sync?.paceChanged(),
    submitToErp: async (entries) => (await sync?.submitToErp(entries)) ?? new Map(),
    desk: () => client?.desk ?? null,
    pictures: createServicePictures(() => client),
    enrolment: {
      givenAddress: () => given,
      async enrol(address, code) {
        const enrolled = await enrolment.enrol({ address, code, stationId });
        if (!enrolled.ok) return err(enrolmentError(enrolled.error));
        if (given === null) settings.setServiceAddress(address);
        const stopping = starting.then(stopEmbedded);
        starting = stopping;
        link(address, given === null ? 'typed' : 'given', enrolment.credentialFor(address));
        await Promise.all([linking, stopping]);
        return enrolled;
      },
    },
    hear: async () => sync?.hear(),
    isEmbedded,
    async restart() {
      if (!isEmbedded()) return;
      const token = embeddedToken();
      starting = starting.then(stopEmbedded).then(() => startEmbedded(token));
      await linked();
    },
    async drain() {
      await linked();
      await sync?.drain();
    },
    async close() {
      isClosed = true;
      await starting;
      await linking;
      await sync?.stop();
      await enrolment.close();
      await stopEmbedded();
    },
  };
}

/** As a person would have typed it; what does not read stays as IT wrote it, and is told as unreachable. */
function addressOf(text: string): string {
  const parsed = parseServiceAddress(text);
  return parsed.ok ? parsed.value : text;
}

/** A setting that is made once and stays. */
function settled(store: Store, key: string, make: () => string): string {
  const known = store.readSetting(key);
  if (known !== null) return known;
  const value = make();
  store.writeSetting(key, value);
  return value;
}
