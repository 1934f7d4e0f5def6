import type { BillSidecar } from '../../contract/bill-sidecar.ts';
import type { AuditEntry } from '../../contract/history-shapes.ts';
import type {
  BatchSummary,
  CaptureJob,
  QueryInput,
  QueryOutput,
  StationStatus,
} from '../../contract/queries.ts';
import type { BillStatus, QueueLine } from '../../contract/queue-shapes.ts';
import type { AuditHead, Manifest, Receipt } from '../../contract/wire.ts';
import type { BatchId, BillId, CaptureJobId, PageId } from '../../domain/ids.ts';
import type { ExpectedInvoice } from '../../domain/rules/expected.ts';
import type { SubmittedInvoice } from '../../domain/rules/gate.ts';
import type { TreeDiff } from '../../domain/tree/diff.ts';
import type { HistoryChange, LabelledStep } from '../../domain/tree/history.ts';
import type { Batch, DamagedPicture, Tree } from '../../domain/tree/records.ts';
import type { EpochMs, Sha256 } from '../../domain/units.ts';
import type { OperatorRecord } from './operators.ts';

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

/** Everything one change saves, in one transaction. */
export interface Commit {
  readonly batchId: BatchId;
  /** The revision this commit makes; the stored one must be one less, else the commit throws. */
  readonly revision: number;
  readonly diff: TreeDiff;
  readonly history: HistoryChange<LabelledStep>;
  readonly jobs: readonly NewJob[];
  /** The job row that asked for this change, done with it. */
  readonly finishedJob: number | null;
  /** A job given up by this change. */
  readonly deadJob: { readonly id: number; readonly detail: string } | null;
  readonly outbox: readonly OutboxEntry[];
  readonly audit: readonly AuditRow[];
  /** Bills that are otherwise after it: their sidecars are owed. */
  readonly touched: Iterable<BillId>;
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

/** A bill whose sidecar does not say yet what the store says; `change` tells one change of it from the next. */
export interface OwedSidecar {
  readonly billId: BillId;
  readonly change: number;
  /** Null: the bill is in no batch. */
  readonly batchId: BatchId | null;
}

export interface LoadedBatch {
  readonly tree: Tree;
  readonly revision: number;
  readonly history: readonly LabelledStep[];
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
  /** One bill with all its records, and the revision of its batch; null where it is in no batch. */
  loadBill(billId: BillId): BillSidecar['tree'];
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
  /** Numbers up to this one were given before, by a store that is lost. */
  passStationSeq(given: number): void;
  /** The oldest entry that may be sent now: queued, and due. */
  dueOutbox(now: EpochMs): OutboxEntry | null;
  saveOutbox(entry: OutboxEntry): void;
  /** All of them in one transaction. */
  saveOutboxes(entries: readonly OutboxEntry[]): void;
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

  /** Bills whose sidecar is still to be written, the newest first, by id before `before`. */
  sidecarsOwed(before: string, limit: number): readonly OwedSidecar[];
  sidecarOwedOf(billId: BillId): OwedSidecar | null;
  /** On the disk as they were owed; those that changed meanwhile stay owed. */
  sidecarsWritten(owed: readonly OwedSidecar[]): void;

  appendAudit(row: AuditRow): void;
  /** What a submission tells of the audit trail; null before its first entry. */
  auditHead(): AuditHead | null;
  close(): void;
}
