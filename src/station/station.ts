import { readFileSync } from 'node:fs';
import { availableParallelism, totalmem } from 'node:os';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import type { CheckedBill } from '../contract/check.ts';
import type { CommandName } from '../contract/commands.ts';
import type { StationError } from '../contract/errors.ts';
import type { StationEvent } from '../contract/events.ts';
import type { QueryName } from '../contract/queries.ts';
import { eventNeeds } from '../contract/session-needs.ts';
import type { Reach, WorkerLauncher } from '../contract/workers.ts';
import type { IdSource } from '../domain/ids.ts';
import { err, ok, type Result } from '../domain/result.ts';
import type { Coverless } from '../domain/rules/gate.ts';
import type { ScanPolicy } from '../domain/rules/profile.ts';
import type { Retention } from '../domain/rules/retention.ts';
import { type BackgroundPace, usualBackgroundPace } from './commands/background.ts';
import { openBillSidecars, usualSidecarPace } from './commands/bill-sidecars.ts';
import { openCategories } from './commands/categories.ts';
import { openExpected } from './commands/expected.ts';
import { openGate } from './commands/gate.ts';
import { type CommandPorts, runCommand } from './commands/handlers.ts';
import { type HotFolderPace, openHotFolder, usualPace } from './commands/hot-folder.ts';
import { claimantOf } from './commands/hot-folder-records.ts';
import { openKeeping } from './commands/keeping.ts';
import { openLinks } from './commands/links.ts';
import { openLiveCaptures } from './commands/live-captures.ts';
import { startPageJobs } from './commands/page-jobs.ts';
import { takeBack } from './commands/reopen.ts';
import { openReruns } from './commands/reruns.ts';
import type { CapturePorts } from './commands/take-in.ts';
import { openTakenUploads } from './commands/taken-uploads.ts';
import { openTransfers } from './commands/transfers.ts';
import { openTrees } from './commands/trees.ts';
import { openDoor } from './door.ts';
import { openErpWay } from './erp-way.ts';
import { openHotFolderFiles } from './files/hot-folder.ts';
import { openFiles } from './files/open-files.ts';
import { openSecretFiles } from './files/secret-files.ts';
import { writeSheet } from './files/sheet-file.ts';
import { failureNote } from './hot-folder-note.ts';
import { openCaptureHost } from './jobs/capture-host.ts';
import { openImportHost } from './jobs/import-host.ts';
import { openPagePool } from './jobs/page-pool.ts';
import { pageWorkersFor } from './jobs/page-workers.ts';
import { openDataFolder } from './policy/data-folder.ts';
import { openPins } from './policy/pins.ts';
import { openSession } from './policy/session.ts';
import { openSettings } from './policy/settings.ts';
import type { Clock, Log } from './ports/clock.ts';
import type { UploadHolds } from './ports/files.ts';
import type { HotFolder } from './ports/hot-folder.ts';
import { noBrowser, type Outside } from './ports/outside.ts';
import type { Seal } from './ports/secrets.ts';
import { billStatusOf } from './queries/bill-status.ts';
import { answerQuery, type QueryPorts } from './queries/handlers.ts';
import { isStoreLost } from './rebuild.ts';
import { openScannerReach } from './scanner-reach.ts';
import { startService } from './service.ts';
import { openShownPictures, type PictureFile, type PictureKind } from './shown-pictures.ts';
import { stationErrorOf } from './station-error.ts';
import { openStatus } from './status.ts';
import { openStore } from './store/open-store.ts';
import { type CheckPictureAnswer, openCheckPictures } from './sync/check-pictures.ts';
import { createDesk } from './sync/desk.ts';
import { openEnrolment } from './sync/enrolment.ts';
import { manifestOf } from './sync/manifest.ts';

export const appVersion: string = JSON.parse(
  readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
).version;

export interface StationOptions {
  readonly dataFolder: string;
  readonly launch: WorkerLauncher;
  /** The account's name: who works until an operator is set up, and what the machine does by itself. */
  readonly operator: string;
  /** `account`: the command line, which acts under that name always. Else operators sign in. */
  readonly door?: 'window' | 'account';
  readonly service: { readonly address: string; readonly token: string } | 'embedded' | null;
  /** The ERP IT gives the embedded service; without one it is set up in the station. `none`: no bill leaves, whatever is. */
  readonly erp?: { readonly configFile: string; readonly secretsFolder: string | null } | 'none' | null;
  readonly virtualScanner: 'on' | 'off';
  /** Addresses of network scanners given by IT, beside those typed in the station. */
  readonly esclAddresses: readonly string[];
  /** Whether the network is asked for scanners (mDNS). */
  readonly discover: boolean;
  readonly sane: Reach['sane'];
  readonly twain: Reach['twain'];
  readonly scanPolicy: ScanPolicy;
  readonly log: Log;
  /** The shell's way to seal secrets; without one they are files that only this account may read. */
  readonly seal?: Seal | null;
  /** The shell's way to show a page of another system; without one there is nobody to show it to. */
  readonly outside?: Outside;
  /** Folder with `sample/expected.json` for the embedded service. */
  readonly assetsFolder: string;
  /** Free bytes below which no sheet is fed. */
  readonly reserveBytes: number;
  /** What IT says of bills without a cover; without it the station's own setting counts. */
  readonly coverless?: Coverless | null;
  /** The watched folder IT gives; without one it is typed in the station. */
  readonly hotFolder?: string | null;
  readonly hotFolderPace?: HotFolderPace;
  /** What IT says of how long pictures stay; without it the station's own setting counts. */
  readonly retention?: { readonly days: Retention } | null;
  readonly backgroundPace?: BackgroundPace;
  /** Of what is written of each bill beside the store. */
  readonly sidecarPace?: BackgroundPace;
  /** Page workers, else as many as the machine carries. */
  readonly pageWorkers?: number;
}

/** The whole application without a window. Every shell and the command line speak to this and nothing behind it. */
export interface Station {
  run(name: CommandName, input: unknown): Promise<Result<unknown, StationError>>;
  ask(name: QueryName, input: unknown): Promise<Result<unknown, StationError>>;
  /** What shows documents is not told while nobody is signed in or the station is locked. */
  listen(listener: (event: StationEvent) => void): () => void;
  /** Null when there is no such page, not yet that rendition, or nobody may look at it now. */
  pageFile(pageId: string, kind: PictureKind): PictureFile | null;
  /** A page of a bill that another station scanned, as the service keeps it; none while nobody may look at it. */
  checkPicture(bill: CheckedBill, sha256: string): Promise<CheckPictureAnswer>;
  receiveUpload(
    name: string,
    body: AsyncIterable<Uint8Array>,
    holds?: UploadHolds,
  ): Promise<Result<{ uploadId: string }, StationError>>;
  /** A file of bills written by `queue.export`; null when there is none, or nobody may have it now. */
  exportFile(exportId: string): Promise<{ readonly path: string; readonly name: string } | null>;
  /** Resolves when every page taken so far is read, or its job is dead. */
  pagesRead(): Promise<void>;
  /** Resolves when every submitted bill is answered, parked, or the service cannot be reached. */
  synced(): Promise<void>;
  close(): Promise<void>;
}

export async function openStation(options: StationOptions): Promise<Result<Station, StationError>> {
  const { log, operator } = options;
  const clock: Clock = { now: () => Date.now() };
  const door = openDoor(log);
  const ids: IdSource = ((kind: string) => `${kind}:${uuidv7()}`) as IdSource;

  const folder = await openDataFolder(options.dataFolder);
  if (!folder.ok) return folder;
  const files = await openFiles(options.dataFolder, { log });
  const secretFiles = (...names: readonly string[]) =>
    openSecretFiles(join(options.dataFolder, ...names), options.seal ?? null, log);
  const secrets = await secretFiles('secrets');
  const erpSecrets = await secretFiles('erp', 'secrets');
  const enrolment = await openEnrolment({ secrets, log });
  const path = join(options.dataFolder, 'station.sqlite');
  const opened = (await isStoreLost(options.dataFolder))
    ? err({ type: 'StoreDamaged' as const, path, detail: 'it is gone or empty, and pages are here' })
    : openStore(path, { log });
  if (!opened.ok) {
    folder.value.close();
    return opened;
  }
  const store = opened.value;
  const listeners = new Set<(event: StationEvent) => void>();
  const emit = (event: StationEvent): void => {
    for (const listener of listeners) listener(event);
    if (event.type !== 'batch.changed') return;
    expected.changed(event.batchId, event.diff);
    captures.recountEdited(event.batchId, event.diff);
    gate.changed(event.batchId, event.diff);
  };

  const requeued = store.requeueRunningJobs();
  if (requeued > 0) log('info', 'jobs.requeued', { requeued });

  const settings = openSettings(store, log);
  const categories = openCategories({ settings, hasService: options.service !== null, emit, log });
  const scanners = openScannerReach(options, settings);
  const scanner = openCaptureHost({
    ...options,
    spoolFolder: files.spoolFolder,
    reach: scanners.current,
    onPinned: scanners.pin,
  });
  const importer = openImportHost({ ...options, spoolFolder: files.spoolFolder });
  const concurrency =
    options.pageWorkers ?? pageWorkersFor({ cores: availableParallelism(), memoryBytes: totalmem() });
  const work = openPagePool({ ...options, spoolFolder: files.spoolFolder, concurrency });
  const session = openSession({
    store,
    pins: openPins(),
    clock,
    account: operator,
    door: options.door ?? 'window',
    onChange: () => {
      emit({ type: 'session.changed', session: session.current() });
      status.changed();
    },
  });
  const trees = openTrees({ store, clock, ids, operator: session.who, emit, onJobs: () => jobs.nudge() });
  const expected = openExpected({ trees, store, emit });
  const sidecars = openBillSidecars({
    trees,
    store,
    files,
    log,
    pace: options.sidecarPace ?? usualSidecarPace,
  });
  const captures = openLiveCaptures({ store, treeOf: (batchId) => trees.load(batchId)?.tree ?? null, emit });
  for (const job of store.runningCaptureJobs()) {
    // The station died in mid-capture: what was taken is kept, and the operator is told to go on from there.
    const afterSide = captures.of(job.batchId).find(({ id }) => id === job.id)?.sidesTaken ?? 0;
    const raw = 'the station was ended during the capture';
    captures.amend(job.id, { state: 'fault', fault: { type: 'DriverCrash', afterSide, raw } }, []);
  }
  const gate = openGate({
    store,
    settings,
    trees,
    emit,
    given: options.coverless ?? null,
    hasService: options.service !== null,
    log,
  });
  const status = openStatus({
    store,
    files,
    hotFolder: () => hotFolder,
    operator: session.who,
    pace: settings.queuePace,
    dataFolder: options.dataFolder,
    version: appVersion,
    emit,
  });
  const reruns = openReruns({ store, emit });
  const jobs = startPageJobs({
    store,
    trees,
    files,
    work,
    settings,
    clock,
    log,
    operator,
    onEnd(job, end) {
      const page = trees.load(job.batchId)?.tree.pages.get(job.pageId);
      if (page) captures.recount(page.captureJobId);
      reruns.ended(job);
      // Trying again settles what was given up before.
      if (end === 'parked' || job.urgency !== 'capture') status.changed();
    },
  });
  const erpWay = openErpWay({
    given: options.erp === 'none' ? null : (options.erp ?? null),
    isEmbedded: () => service.isEmbedded(),
    dataFolder: options.dataFolder,
    secrets: erpSecrets,
    desk: () => service.desk(),
    restart: () => service.restart(),
    log,
  });
  const service = startService({
    ...options,
    settings,
    enrolment,
    embeddedErp: options.erp === 'none' ? async () => ({ args: [], secrets: null }) : erpWay.embedded,
    store,
    files,
    clock,
    pace: settings.queuePace,
    recorded: sidecars.write,
    onStatus: (entries) => {
      emit({ type: 'bill.status', statuses: entries.map(billStatusOf) });
      status.changed();
    },
    onReturned: (entry) => takeBack({ trees, clock }, entry),
    onExpected: expected.tellAll,
    onCategories: categories.takeFromService,
    onSchemes: gate.takeSchemes,
    onService: status.setService,
    closing: door.closing,
  });

  const desk = createDesk(service.desk, service.hear);
  /** What every way in of a page needs: scanning, importing, the watched folder. */
  const capturePorts: CapturePorts = {
    trees,
    captures,
    files,
    uploads: openTakenUploads({ files, log }),
    scanner,
    importer,
    clock,
    ids,
    operator,
    log,
    reserveBytes: options.reserveBytes,
    asStationError: stationErrorOf,
  };
  const hotFolder: HotFolder = openHotFolder({
    ...capturePorts,
    store,
    folderFiles: openHotFolderFiles({ claimant: claimantOf(store, ids), dataFolder: options.dataFolder }),
    words: failureNote,
    emit,
    given: options.hotFolder ?? null,
    pace: options.hotFolderPace ?? usualPace,
    monotonicMs: () => performance.now(),
    onStatus: status.changed,
  });

  const keeping = openKeeping({
    trees,
    store,
    files,
    pictures: service.pictures,
    recorded: sidecars.write,
    settings,
    given: options.retention ?? null,
    clock,
    operator,
    log,
    // Whoever scans has disk and processor to himself.
    isBusy: () => captures.isRunning() || store.queuedJobs() > 0,
    pace: options.backgroundPace ?? usualBackgroundPace,
    onJobs: jobs.nudge,
  });

  const checks = openCheckPictures(desk);
  const shown = openShownPictures({ session, store, trees, files, keeping, checks });
  const links = openLinks(emit);
  const commandPorts: CommandPorts = {
    ...capturePorts,
    keeping,
    closing: door.closing,
    store,
    session,
    settings,
    gate,
    appVersion,
    scanPolicy: options.scanPolicy,
    backlog: jobs.backlog,
    reruns,
    onJobs: jobs.nudge,
    trustAgain: scanners.trustAgain,
    hotFolder,
    categories,
    links,
    manifest: manifestOf,
    onOutbox: (entries) => {
      emit({ type: 'bill.status', statuses: entries.map(billStatusOf) });
      gate.tellAll();
      status.changed();
      service.nudge();
    },
    transfers: openTransfers(emit, door.closing),
    retryQueue: service.retry,
    enrolment: service.enrolment,
    desk,
    onQueueChanged: () => {
      service.paceChanged();
      status.changed();
      emit({ type: 'queue.changed' });
    },
    submitToErp: service.submitToErp,
    outside: options.outside ?? noBrowser,
    erpWay,
  };
  const queryPorts: QueryPorts = {
    trees,
    session,
    links,
    store,
    captures,
    gate,
    scanner,
    settings,
    scanPolicy: options.scanPolicy,
    givenAddresses: options.esclAddresses,
    onDevices: scanners.remember,
    desk,
    writeSheet,
    hotFolder,
    categories,
    keeping,
    erpWay,
    status: status.read,
    closing: door.closing,
    asStationError: stationErrorOf,
  };
  jobs.nudge();

  return ok({
    run: (name, input) => door.through(() => runCommand(commandPorts, name, input)),
    ask: (name, input) => door.through(() => answerQuery(queryPorts, name, input)),
    listen(listener) {
      const hear = (event: StationEvent) => {
        if (eventNeeds[event.type] === 'nothing' || !session.closed()) listener(event);
      };
      listeners.add(hear);
      return () => listeners.delete(hear);
    },
    pageFile: shown.page,
    checkPicture: shown.check,
    exportFile: async (exportId) => (session.closed() ? null : files.exported(exportId)),
    async receiveUpload(name, body, holds = 'pages') {
      return door.through(async () => {
        const refused = session.closedToFiles();
        if (refused) return err(refused);
        try {
          return await files.receiveUpload(name, body, holds);
        } catch (cause) {
          const error = stationErrorOf(cause);
          if (!error) throw cause;
          return err(error);
        }
      });
    },
    async pagesRead() {
      await captures.settled();
      await jobs.idle();
    },
    synced: service.drain,
    async close() {
      // At once: nothing new is begun while the rest comes to its end.
      door.shut();
      await keeping.stop();
      await hotFolder.close();
      captures.cancelAll();
      await captures.settled();
      await jobs.stop();
      work.close();
      await service.close();
      await door.empty();
      await sidecars.stop();
      await status.close();
      await scanners.close();
      store.close();
      folder.value.close();
    },
  });
}
