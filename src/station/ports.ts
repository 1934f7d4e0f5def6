import type { BillFileIndex, CarriedBill } from '../contract/bill-file.ts';
import type { ListPage, ListRequest } from '../contract/bill-list.ts';
import type { CheckedBill, CheckReply, DecisionContent } from '../contract/check.ts';
import type { CommandParsed } from '../contract/commands.ts';
import type { ErpWayTold } from '../contract/erp-way.ts';
import type { Fault, ImportError, StationError } from '../contract/errors.ts';
import type { ScanNote } from '../contract/profile-shapes.ts';
import type {
  AuditEntry,
  BatchSummary,
  BillStatus,
  Capabilities,
  CaptureJob,
  DeviceList,
  QueryInput,
  QueryOutput,
  QueueLine,
  QueuePace,
  StationStatus,
} from '../contract/queries.ts';
import type { SchemeBookReply } from '../contract/scheme-book.ts';
import type { Sidecar } from '../contract/sidecar.ts';
import type { AuditHead, BillReturn, ErpTest, HandOverState, Manifest, Receipt } from '../contract/wire.ts';
import type {
  ImportRequest,
  PageReply,
  PageRequest,
  ScanRequest,
  SpooledImage,
} from '../contract/workers.ts';
import type { BatchId, BillId, CaptureJobId, PageId } from '../domain/ids.ts';
import type { ImportWarning } from '../domain/import-warnings.ts';
import type { SideInfo, StatedInvoice } from '../domain/reading.ts';
import type { Result } from '../domain/result.ts';
import type { Category } from '../domain/rules/categories.ts';
import type { ExpectedInvoice } from '../domain/rules/expected.ts';
import type { Coverless, SubmittedInvoice } from '../domain/rules/gate.ts';
import type { IdleLock } from '../domain/rules/operators.ts';
import type { CoverRule, ProfileSet } from '../domain/rules/profile.ts';
import type { Retention } from '../domain/rules/retention.ts';
import type { SchemeBook } from '../domain/rules/scheme.ts';
import type { TreeDiff } from '../domain/tree/diff.ts';
import type { Batch, DamagedPicture, Tree } from '../domain/tree/records.ts';
import type { EpochMs, Sha256 } from '../domain/units.ts';

import type { OperatorRecord } from './operator-ports.ts';

/* What commands and queries know of the world. Each port has one real implementation in a room beside this file. */

export interface Clock {
  now(): EpochMs;
}

/** One line of the station's own log, structured; no amounts, names or tokens. */
export type Log = (
  level: 'info' | 'warn' | 'error',
  event: string,
  detail: Readonly<Record<string, string | number>>,
) => void;

/** A step of the undo history: what was done, and the diff that did it. */
export interface HistoryStep {
  readonly seq: number;
  readonly label: string;
  readonly diff: TreeDiff;
  readonly isUndone: boolean;
}

export type HistoryChange =
  /** New operator edit: drops what was undone, adds a step. `seq` counts within the batch and is given by the caller. */
  | { readonly type: 'push'; readonly seq: number; readonly label: string; readonly diff: TreeDiff }
  | { readonly type: 'undo'; readonly seq: number }
  | { readonly type: 'redo'; readonly seq: number }
  /** Submission: these steps can no longer be undone. */
  | { readonly type: 'drop'; readonly seqs: readonly number[] }
  /** The station's own change. */
  | { readonly type: 'none' };

/** `operator`: somebody waits for it; `capture`: a page just taken; `rerun`: when nothing else is to be done. */
export type Urgency = 'operator' | 'capture' | 'rerun';

export interface NewJob {
  readonly kind: 'page.read' | 'page.render';
  readonly urgency: Urgency;
  readonly batchId: BatchId;
  readonly pageId: PageId;
}

export interface Job extends NewJob {
  readonly id: number;
  readonly attempts: number;
}

export interface AuditRow {
  readonly at: EpochMs;
  readonly operator: string;
  readonly batchId: BatchId | null;
  /** Bills, documents or pages the act was about. */
  readonly subjects: readonly string[];
  readonly act: string;
  readonly detail: string;
}

/** When something was done, and by whom. */
export type ActSign = Pick<AuditRow, 'at' | 'operator'>;

/** A bill revision owed to the service (发件箱). The row is written in the transaction that submits the bill. */
export interface OutboxEntry extends BillStatus {
  readonly stationSeq: number;
  readonly manifest: Manifest;
  /** SHA-256 of the canonical manifest. */
  readonly digest: Sha256;
  readonly receipt: Receipt | null;
}

/** How each bill stands at the ERP after the service was told to submit it, or why it could not be told. */
export type ErpAnswers = ReadonlyMap<BillId, Result<HandOverState | null, StationError>>;

/** Everything one change saves, in one transaction. */
export interface Commit {
  readonly batchId: BatchId;
  /** The revision this commit makes; the stored one must be one less, else the commit throws. */
  readonly revision: number;
  readonly diff: TreeDiff;
  readonly history: HistoryChange;
  readonly jobs: readonly NewJob[];
  /** The job row that asked for this change, done with it. */
  readonly finishedJob: number | null;
  /** A job given up by this change. */
  readonly deadJob: { readonly id: number; readonly detail: string } | null;
  readonly outbox: readonly OutboxEntry[];
  readonly audit: readonly AuditRow[];
  /** Bills whose pictures are taken away with it. */
  readonly cleared?: Clearing;
}

/** Bills that are cleared, and the files of their pages: those nobody else needs go after the commit. */
export interface Clearing {
  readonly billIds: readonly BillId[];
  readonly at: EpochMs;
  /** `pageId`: whose original it is; null for a derived picture. */
  readonly files: readonly { readonly sha256: Sha256; readonly pageId: PageId | null }[];
}

/** A file still to go, with the pages whose sidecars go with it. */
export interface FileRemoval {
  readonly sha256: Sha256;
  readonly pageIds: readonly PageId[];
}

/** A bill the service has all of, with the time of its last receipt. */
export interface ServedBill {
  readonly billId: BillId;
  readonly batchId: BatchId;
  readonly receivedAt: EpochMs;
}

/** The files of a page that is not cleared. */
export interface PageFiles {
  readonly id: PageId;
  readonly original: Sha256;
  readonly originalBytes: number;
  readonly rendition: Sha256 | null;
  readonly thumbnail: Sha256 | null;
  readonly damaged: DamagedPicture | null;
  readonly isDeleted: 0 | 1;
}

export interface LoadedBatch {
  readonly tree: Tree;
  readonly revision: number;
  readonly history: readonly HistoryStep[];
}

/**
 * The database. Synchronous; one writer. A method throws `StoreError` (with a StationError) when the disk or the
 * database fails; then nothing of the call is visible, or its outcome was read back after reopening.
 */
export interface Store {
  insertBatch(batch: Batch, audit: AuditRow): void;
  batchSummaries(): readonly BatchSummary[];
  loadBatch(batchId: BatchId): LoadedBatch | null;
  /** The bill of this number that is not submitted, of the newest batch that has one. */
  openBillNumbered(number: string): { readonly batchId: BatchId; readonly billId: BillId } | null;
  commit(commit: Commit): void;
  /** Which batch a page belongs to; null for none. */
  batchOfPage(pageId: PageId): BatchId | null;
  /** Every hash a page row refers to: originals, renditions, thumbnails. */
  referencedHashes(): Iterable<Sha256>;

  /** Queues jobs beside a commit; one that was given up gets new tries. Returns how many were not queued already. */
  queueJobs(jobs: readonly NewJob[], audit: readonly AuditRow[]): number;
  /** Takes the oldest of the most urgent due jobs and marks it running. No page is worked at by two jobs at once. */
  claimJob(now: EpochMs): Job | null;
  /** Puts a failed job back, due at `retryAt`; null makes it dead: kept and shown, never deleted. */
  failJob(id: number, detail: string, retryAt: EpochMs | null): void;
  finishJob(id: number): void;
  /** Takes back the re-runs of a batch that have not begun. Returns how many. */
  cancelReruns(batchId: BatchId): number;
  /** Re-runs still to be done, by batch. */
  rerunsLeft(): readonly { readonly batchId: BatchId; readonly pages: number }[];
  /** Jobs that ran when the process died are queued again. Returns how many. */
  requeueRunningJobs(): number;
  deadJobs(): number;
  queuedJobs(): number;
  /** Pages taken by captures whose reading has not begun. */
  waitingReads(): number;

  /** The row as it stands now, with what a person did to it in the same transaction. */
  saveCaptureJob(job: CaptureJob, audit?: readonly AuditRow[]): void;
  captureJob(id: CaptureJobId): CaptureJob | null;
  captureJobs(batchId: BatchId): readonly CaptureJob[];
  /** Jobs that were running when the process died. */
  runningCaptureJobs(): readonly CaptureJob[];

  nextStationSeq(): number;
  /** The oldest entry that may be sent now: queued, and due. */
  dueOutbox(now: EpochMs): OutboxEntry | null;
  saveOutbox(entry: OutboxEntry): void;
  /** Revisions as a person decided of them, with what he did, in one transaction. */
  saveHeld(entries: readonly OutboxEntry[], audit: readonly AuditRow[]): void;
  /** A revision that gave way to a mended one; null where none had this digest. */
  supersededOutbox(billId: BillId, digest: Sha256): OutboxEntry | null;
  /** The service had `accepted` after all: it is back in its place, and what was to replace it goes after it as `next`. */
  rebaseOutbox(accepted: OutboxEntry, next: OutboxEntry): void;
  outbox(): readonly OutboxEntry[];
  /** What waits, is on its way, or is parked; cheap, unlike reading all. */
  unsentOutbox(): readonly OutboxEntry[];
  /** Accepted revisions whose results did not come yet. */
  outboxOwedResults(): readonly OutboxEntry[];
  /** All revisions of a bill, the oldest first. */
  outboxOf(billId: BillId): readonly OutboxEntry[];
  /** A page of the queue, the latest submission first. */
  queuePage(ask: QueryInput<'queue.page'>): QueryOutput<'queue.page'>;
  /** Latest revisions of a batch that are not through yet. */
  unsentOfBatch(batchId: BatchId): readonly BillId[];
  /** What of these bills is not through yet goes before all others, or in its turn again; with what a person did. */
  setUrgency(billIds: readonly BillId[], urgency: QueueLine['urgency'], audit: readonly AuditRow[]): void;
  /** How many bills wait, are on their way, or are parked; cheap, unlike reading them all. */
  outboxCounts(): Omit<StationStatus['queue'], 'pace'>;
  /** Latest revision of each bill of the batch. */
  outboxOfBatch(batchId: BatchId): readonly OutboxEntry[];
  latestOutboxOf(billId: BillId): OutboxEntry | null;

  saveExpected(billNumber: string, invoices: readonly ExpectedInvoice[]): void;
  expectedFor(billNumbers: readonly string[]): readonly ExpectedInvoice[];

  /** Invoices of these keys that went out with the latest revision of a bill, the earliest first. */
  submittedInvoices(keys: readonly string[]): readonly SubmittedInvoice[];

  readSetting(key: string): string | null;
  writeSetting(key: string, value: string): void;

  operators(): readonly OperatorRecord[];
  saveOperator(record: OperatorRecord, audit: readonly AuditRow[]): void;

  auditOf(subject: string): readonly AuditEntry[];
  /** Who did the step of this subject last, other than undoing and redoing it. */
  lastStep(subject: string): ActSign | null;
  /** Who put each of the pages into the bin last; null where nobody did. */
  lastDeletions(pageIds: readonly PageId[]): ReadonlyMap<PageId, ActSign | null>;
  /** Bills whose every revision has a receipt of before `before`, neither sent back, parked nor open; after `after`. */
  servedBills(before: EpochMs, after: ServedBill | null, limit: number): readonly ServedBill[];
  /** Files of cleared pages that are still to go. */
  fileRemovals(after: string, limit: number): readonly FileRemoval[];
  /** Whether a page that is not cleared, or a revision still to be sent, needs the file. */
  isFileWanted(sha256: Sha256): boolean;
  /** The files are gone, or stay for others. */
  filesRemoved(hashes: readonly Sha256[]): void;
  /** Bills of which the service does not have all, by id after `after`. */
  unsyncedBills(after: string, limit: number): readonly BillId[];
  filesOfBill(billId: BillId): readonly PageFiles[];
  /** By page id after `after`. */
  filesAfter(after: string, limit: number): readonly PageFiles[];
  /** Pages whose pictures are here, and those that are damaged. */
  keepingCounts(): { readonly pages: number; readonly damaged: number };

  appendAudit(row: AuditRow): void;
  /** What a submission tells of the audit trail; null before its first entry. */
  auditHead(): AuditHead | null;
  close(): void;
}

/** What persons do at the service; a refusal, or a service out of reach, is an error. */
export interface Desk {
  check(bill: CheckedBill): Promise<Result<CheckReply, StationError>>;
  /** Taken once, also where the answer was lost on the way and it is sent again. */
  decide(
    bill: CheckedBill,
    word: { readonly operator: string; readonly verdict: string; readonly decision: DecisionContent },
  ): Promise<Result<{ readonly decisionId: string; readonly check: CheckReply }, StationError>>;
  undo(
    bill: CheckedBill,
    decisionId: string,
    word: { readonly operator: string; readonly verdict: string },
  ): Promise<Result<CheckReply, StationError>>;
  sendBack(bill: CheckedBill, word: Omit<BillReturn, 'at'>): Promise<Result<null, StationError>>;
  /** What the service keeps under this hash for the bill; not checked against the hash yet. */
  picture(
    bill: CheckedBill,
    sha256: Sha256,
  ): Promise<Result<{ readonly bytes: Uint8Array<ArrayBuffer>; readonly mime: string }, StationError>>;
  list(request: ListRequest): Promise<Result<ListPage, StationError>>;
  schemes(): Promise<Result<SchemeBookReply, StationError>>;
  /** `revision`: what the book was made from; when it is another by now nothing is written. */
  saveSchemes(word: {
    readonly revision: number;
    readonly operator: string;
    readonly book: SchemeBook;
  }): Promise<Result<SchemeBookReply, StationError>>;
}

/** What the service says of the pictures it was sent. */
export interface ServicePictures {
  /** The service's time at its last answer, asked for now; null: out of reach. */
  heardAt(): Promise<EpochMs | null>;
  /** Whether the service has this very revision as its latest, not sent back, with every picture of it. */
  has(entry: OutboxEntry): Promise<'yes' | 'no' | 'out of reach'>;
  /** A picture as it was sent; null where the service does not have it, or cannot be asked. */
  picture(sha256: Sha256): Promise<Uint8Array | null>;
}

/** Where bills go from this station (对接 ERP): set up, tested, told. */
export interface ErpWay {
  read(): Promise<ErpWayTold>;
  save(input: CommandParsed<'erp.save'>): Promise<Result<Record<string, never>, StationError>>;
  test(): Promise<Result<ErpTest, StationError>>;
}

/** What an uploaded file is: one to make pages of, or bills of another station. */
export type UploadHolds = 'pages' | 'bills';

/** Content-addressed image files. */
export interface Files {
  readonly spoolFolder: string;
  /** Moves a spooled file into the store: fsync, rename, fsync of the folder. After it returns the bytes are durable. */
  adopt(
    spooled: Pick<SpooledImage, 'path' | 'sha256'>,
    /** `derived`: made from another picture; null: nothing is known that is not known already. */
    origin: Sidecar | 'derived' | null,
  ): Promise<void>;
  pathOf(sha256: Sha256): string;
  has(sha256: Sha256): Promise<boolean>;
  /** Reads the file again and compares its hash. */
  verify(sha256: Sha256): Promise<boolean>;
  /**
   * Takes a file away with the sidecars of these pages, unless `isWanted` or bytes of this hash came in lately: their row
   * may not be there yet (`later`). `gone`: for good.
   */
  remove(removal: FileRemoval, isWanted: () => boolean): Promise<'gone' | 'wanted' | 'later'>;
  /** Puts a good copy in the place of a damaged file: one that lies elsewhere in the folder. Null: there is none. */
  mendFromTwin(sha256: Sha256, bytes: number | null): Promise<'mended' | null>;
  /** The same with bytes from outside, if they have the hash. */
  mendWith(sha256: Sha256, bytes: Uint8Array): Promise<void>;
  bytesOf(sha256: Sha256): Promise<number | null>;
  /** A foreign file, streamed to disk under a name of ours. Original bytes stay until retention. */
  receiveUpload(
    name: string,
    body: AsyncIterable<Uint8Array>,
    /** Else `pages`. */
    holds?: UploadHolds,
  ): Promise<Result<{ uploadId: string }, ImportError>>;
  upload(uploadId: string): Promise<{ path: string; name: string } | null>;
  freeBytes(): Promise<number>;
  /** One file of bills and their images, whole and on the disk, or none. */
  writeBills(file: BillFileToWrite): Promise<Result<ExportedFile, StationError>>;
  /** Null where there is no such file. */
  exported(exportId: string): Promise<{ readonly path: string; readonly name: string } | null>;
  /** Takes away exported files with other names than these. */
  dropExports(keep: ReadonlySet<string>): Promise<void>;
  /** A file of bills as it came. Close it. */
  readBills(file: { readonly path: string; readonly name: string }): Promise<Result<BillFile, StationError>>;
}

export interface ExportedFile {
  readonly exportId: string;
  readonly name: string;
}

export interface BillFileToWrite {
  readonly name: string;
  readonly head: Pick<BillFileIndex, 'v' | 'appVersion' | 'exportedAt' | 'operator'>;
  /** Asked for one at a time. */
  readonly bills: () => Iterable<CarriedBill>;
  /** `pageId`: one page that shows it, to name it to the operator. */
  readonly images: readonly { readonly sha256: Sha256; readonly bytes: number; readonly pageId: PageId }[];
  /** Bytes of images written until now. */
  readonly onProgress: (bytes: number) => void;
  readonly signal: AbortSignal;
}

export interface SpooledBytes {
  readonly path: string;
  readonly sha256: Sha256;
}

export interface BillFile {
  readonly index: BillFileIndex;
  /** One of those in the index, read against its hash and its manifests against theirs. */
  bill(one: BillFileIndex['bills'][number]): Promise<Result<CarriedBill, StationError>>;
  /** All images, each in a file of the spool folder and right; or none. */
  images(
    onProgress: (bytes: number) => void,
    signal: AbortSignal,
  ): Promise<Result<readonly SpooledBytes[], StationError>>;
  close(): void;
}

/** What a capture gives, from a scanner. */
export type ScanStep =
  | {
      readonly type: 'page';
      readonly sheet: number;
      readonly side: 'front' | 'back';
      readonly dpi: number;
      readonly image: SpooledImage;
      readonly info: SideInfo;
    }
  | { readonly type: 'note'; readonly note: ScanNote }
  | { readonly type: 'fault'; readonly fault: Fault }
  | { readonly type: 'end'; readonly deviceSheets: number | null };

export interface CapturePort {
  /** A driver family that crashed, hung or could not look is named with its fault; the others' devices are listed. */
  list(signal: AbortSignal): Promise<DeviceList>;
  capabilities(deviceId: string, signal: AbortSignal): Promise<Result<Capabilities, StationError>>;
  /** The vendor's own dialog, for as long as a person keeps it open. Null: closed without saving. */
  configure(
    deviceId: string,
    vendorSettings: string | null,
    signal: AbortSignal,
  ): Promise<Result<string | null, StationError>>;
  /** Ends with `fault` or `end`, also when the driver crashed or hung. */
  scan(request: Omit<ScanRequest, 'spoolFolder'>, signal: AbortSignal): AsyncIterable<ScanStep>;
}

export type ImportStep =
  | {
      readonly type: 'page';
      readonly pageNumber: number;
      readonly dpi: number;
      readonly dpiBy: 'file' | 'assumed';
      readonly method: 'extracted' | 'rendered' | 'decoded';
      readonly image: SpooledImage;
      readonly invoice: StatedInvoice | null;
      readonly warnings: readonly ImportWarning[];
    }
  | { readonly type: 'failure'; readonly error: ImportError }
  | { readonly type: 'end' };

export interface ImportPort {
  import(
    request: Pick<ImportRequest, 'path' | 'name' | 'dpi'>,
    signal: AbortSignal,
  ): AsyncIterable<ImportStep>;
}

/** Cleanup and reading of one page in a worker; resolves with `failure` when the worker could not. */
export interface PageWork {
  readonly concurrency: number;
  run(request: Omit<PageRequest, 'type' | 'spoolFolder'>): Promise<PageReply>;
}

/** The way to a token of this station's own. */
export interface EnrolPort {
  /** Where IT says that the bills go; null: nobody said. */
  givenAddress(): string | null;
  /** Gives the name the station has at the service. */
  enrol(address: string, code: string): Promise<Result<string, StationError>>;
}

/** What the shell has to keep a text from other accounts of the machine. */
export interface Seal {
  seal(text: string): string;
  /** Null: sealed by another account, or on another machine. */
  open(sealed: string): string | null;
}

/** Secrets of the station, by name. */
export interface SecretStore {
  read(
    name: string,
  ): Promise<
    | { readonly type: 'none' }
    | { readonly type: 'kept'; readonly secret: string }
    | { readonly type: 'sealed-by-other' }
  >;
  /** On the disk when it resolves; until then what was there before stays. Throws what the disk says. */
  write(name: string, secret: string): Promise<void>;
}

export interface Settings {
  coverRule(): CoverRule;
  setCoverRule(rule: CoverRule): void;
  /** Where a person enrolled this station; null: nowhere. */
  serviceAddress(): string | null;
  setServiceAddress(address: string): void;
  idleLock(): IdleLock;
  setIdleLock(idleLock: IdleLock): void;
  retention(): Retention;
  setRetention(retention: Retention): void;
  coverless(): Coverless;
  setCoverless(coverless: Coverless): void;
  queuePace(): QueuePace;
  setQueuePace(pace: QueuePace): void;
  /** As the service told them last; empty where it keeps none. */
  schemes(): SchemeBook;
  setSchemes(book: SchemeBook): void;
  /** Never empty: the built-in profile stands where there is none. */
  profiles(): ProfileSet;
  setProfiles(set: ProfileSet): void;
  /** Keys of the window changed here, by action id. */
  keys(): Record<string, readonly string[]>;
  setKeys(keys: Record<string, readonly string[]>): void;
  /** Kept at this station; the service's go before them. */
  ownCategories(): readonly Category[];
  setOwnCategories(categories: readonly Category[]): void;
  /** As the service told them last; empty where it keeps none. */
  serviceCategories(): readonly Category[];
  setServiceCategories(categories: readonly Category[]): void;
  /** As a person typed them. */
  scannerAddresses(): readonly string[];
  setScannerAddresses(addresses: readonly string[]): void;
  /** Fingerprints of certificates taken at first use, by `host:port`. */
  scannerPins(): Readonly<Record<string, string>>;
  setScannerPins(pins: Readonly<Record<string, string>>): void;
  /** Where network scanners were last seen: `host:port` by device id. One that shows another certificate is not listed. */
  scannerHosts(): Readonly<Record<string, string>>;
  setScannerHosts(hosts: Readonly<Record<string, string>>): void;
}
