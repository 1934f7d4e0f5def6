import type { Database } from 'better-sqlite3';
import type { StationError } from '../../contract/errors.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { Sha256 } from '../../domain/units.ts';
import type { Log } from '../ports/clock.ts';
import type { Store } from '../ports/store.ts';
import { openAuditRows } from './audit-rows.ts';
import { openCaptureJobRows } from './capture-job-rows.ts';
import { type Connection, openConnection } from './connection.ts';
import { openExpectedRows } from './expected-rows.ts';
import { openHistoryRows } from './history-rows.ts';
import { openJobRows } from './job-rows.ts';
import { openKeepingRows } from './keeping-rows.ts';
import { migrations } from './migrations/all.ts';
import { openOperatorRows } from './operator-rows.ts';
import { openOutboxRows } from './outbox-rows.ts';
import { openQueueRows } from './queue-rows.ts';
import { openSettingsRows } from './settings-rows.ts';
import { openSidecarRows } from './sidecar-rows.ts';
import { openSubmittedInvoiceRows } from './submitted-invoice-rows.ts';
import { openTreeRows } from './tree-rows.ts';

const hashesAtOnce = 1000;

/**
 * Opens the station's database, made when there is none. One writer: hold the data folder first. `StoreTooNew` and
 * `StoreDamaged` leave the file as it is.
 */
export function openStore(path: string, options: { readonly log: Log }): Result<Store, StationError> {
  const connection = openConnection(path, options.log, migrations, openRows);
  return connection.ok ? ok(storeOn(connection.value)) : connection;
}

type Rows = ReturnType<typeof openRows>;

function openRows(db: Database) {
  return {
    tree: openTreeRows(db),
    history: openHistoryRows(db),
    jobs: openJobRows(db),
    captureJobs: openCaptureJobRows(db),
    outbox: openOutboxRows(db),
    queue: openQueueRows(db),
    expected: openExpectedRows(db),
    submitted: openSubmittedInvoiceRows(db),
    settings: openSettingsRows(db),
    operators: openOperatorRows(db),
    audit: openAuditRows(db),
    keeping: openKeepingRows(db),
    sidecars: openSidecarRows(db),
  };
}

function storeOn({ read, write, close }: Connection<Rows>): Store {
  return {
    insertBatch: (batch, audit) =>
      write((rows) => {
        rows.tree.insertBatch(batch);
        rows.audit.append(audit);
      }),
    batchSummaries: () => read((rows) => rows.tree.summaries()),
    loadBatch: (batchId) =>
      read((rows) => {
        const loaded = rows.tree.load(batchId);
        return loaded && { ...loaded, history: rows.history.of(batchId) };
      }),
    openBillNumbered: (number) => read((rows) => rows.tree.openBillNumbered(number)),
    loadBill: (billId) => read((rows) => rows.tree.loadBill(billId)),
    commit: (commit) =>
      write((rows) => {
        rows.tree.apply(commit.batchId, commit.revision, commit.diff);
        rows.history.change(commit.batchId, commit.history);
        for (const job of commit.jobs) rows.jobs.queue(job);
        if (commit.finishedJob !== null) rows.jobs.finish(commit.finishedJob);
        if (commit.deadJob !== null) rows.jobs.fail(commit.deadJob.id, commit.deadJob.detail, null);
        for (const entry of commit.outbox) {
          rows.outbox.save(entry);
          rows.submitted.replace(entry);
        }
        rows.sidecars.owe(new Set([...commit.touched, ...commit.outbox.map(({ billId }) => billId)]));
        if (commit.cleared) rows.keeping.clear(commit.cleared);
        for (const row of commit.audit) rows.audit.append(row);
      }),
    batchOfPage: (pageId) => read((rows) => rows.tree.batchOfPage(pageId)),
    referencedHashes: () => referencedHashes(read),

    queueJobs: (jobs, audit) =>
      write((rows) => {
        for (const row of audit) rows.audit.append(row);
        return jobs.filter((job) => rows.jobs.queue(job)).length;
      }),
    claimJob(now) {
      // Asked often and mostly in vain: only a job that is there is worth a transaction. There is one writer.
      const id = read((rows) => rows.jobs.nextDue(now));
      return id === null ? null : write((rows) => rows.jobs.claim(id));
    },
    failJob: (id, detail, retryAt) => write((rows) => rows.jobs.fail(id, detail, retryAt)),
    finishJob: (id) => write((rows) => rows.jobs.finish(id)),
    requeueRunningJobs: () => write((rows) => rows.jobs.requeueRunning()),
    cancelReruns: (batchId) => write((rows) => rows.jobs.cancelReruns(batchId)),
    rerunsLeft: () => read((rows) => rows.jobs.rerunsLeft()),
    deadJobs: () => read((rows) => rows.jobs.dead()),
    queuedJobs: () => read((rows) => rows.jobs.queued()),
    waitingReads: () => read((rows) => rows.jobs.waitingReads()),

    saveCaptureJob: (job, audit = []) =>
      write((rows) => {
        rows.captureJobs.save(job);
        for (const row of audit) rows.audit.append(row);
      }),
    captureJob: (id) => read((rows) => rows.captureJobs.of(id)),
    captureJobs: (batchId) => read((rows) => rows.captureJobs.ofBatch(batchId)),
    runningCaptureJobs: () => read((rows) => rows.captureJobs.running()),

    nextStationSeq: () => write((rows) => rows.settings.nextStationSeq()),
    dueOutbox: (now) => read((rows) => rows.outbox.nextDue(now)),
    passStationSeq: (given) => write((rows) => rows.settings.passStationSeq(given)),
    saveOutbox: (entry) =>
      write((rows) => {
        rows.outbox.save(entry);
        rows.sidecars.owe([entry.billId]);
      }),
    // When they are tried next, and nothing a rebuild would miss.
    saveOutboxes: (entries) =>
      write((rows) => {
        for (const entry of entries) rows.outbox.save(entry);
      }),
    saveHeld: (entries, audit) =>
      write((rows) => {
        for (const entry of entries) {
          rows.outbox.save(entry);
          // A discarded bill went nowhere: its invoices may come with another.
          if (entry.held?.type === 'discarded') rows.submitted.clear(entry.billId);
          else rows.submitted.replace(entry);
        }
        rows.sidecars.owe(new Set(entries.map(({ billId }) => billId)));
        for (const row of audit) rows.audit.append(row);
      }),
    supersededOutbox: (billId, digest) => read((rows) => rows.outbox.superseded(billId, digest)),
    rebaseOutbox: (accepted, next) =>
      write((rows) => {
        rows.outbox.rebase(accepted, next);
        rows.sidecars.owe([next.billId]);
      }),
    outbox: () => read((rows) => rows.outbox.all()),
    unsentOutbox: () => read((rows) => rows.outbox.unsent()),
    outboxOwedResults: () => read((rows) => rows.outbox.owedResults()),
    outboxOf: (billId) => read((rows) => rows.outbox.revisionsOf(billId)),
    queuePage: (ask) => read((rows) => rows.queue.page(ask)),
    unsentOfBatch: (batchId) => read((rows) => rows.queue.unsentOfBatch(batchId)),
    setUrgency: (billIds, urgency, audit) =>
      write((rows) => {
        rows.outbox.setUrgency(billIds, urgency);
        for (const row of audit) rows.audit.append(row);
      }),
    outboxCounts: () =>
      read(({ outbox, queue }) => ({
        waiting: outbox.countOf('queued'),
        sending: outbox.countOf('sending'),
        parked: queue.countOf('parked'),
        submitFailed: queue.countOf('submitFailed'),
      })),
    outboxOfBatch: (batchId) => read((rows) => rows.outbox.latestOfBatch(batchId)),
    latestOutboxOf: (billId) => read((rows) => rows.outbox.latestOf(billId)),

    saveExpected: (billNumber, invoices) => write((rows) => rows.expected.replace(billNumber, invoices)),
    expectedFor: (billNumbers) =>
      read((rows) => [...new Set(billNumbers)].flatMap((billNumber) => rows.expected.of(billNumber))),

    submittedInvoices: (keys) => read((rows) => rows.submitted.of(keys)),

    readSetting: (key) => read((rows) => rows.settings.read(key)),
    writeSetting: (key, value) => write((rows) => rows.settings.write(key, value)),

    operators: () => read((rows) => rows.operators.all()),
    saveOperator: (record, audit) =>
      write((rows) => {
        rows.operators.save(record);
        for (const row of audit) rows.audit.append(row);
      }),

    auditOf: (subject) => read((rows) => rows.audit.of(subject)),
    lastStep: (subject) => read((rows) => rows.audit.lastStep(subject)),
    lastDeletions: (pageIds) =>
      read((rows) => new Map(pageIds.map((pageId) => [pageId, rows.audit.lastDeletion(pageId)]))),
    servedBills: (before, after, limit) => read((rows) => rows.keeping.served(before, after, limit)),
    fileRemovals: (after, limit) => read((rows) => rows.keeping.removals(after, limit)),
    isFileWanted: (sha256) => read((rows) => rows.keeping.isWanted(sha256)),
    filesRemoved: (hashes) => write((rows) => rows.keeping.removed(hashes)),
    unsyncedBills: (after, limit) => read((rows) => rows.keeping.unsyncedBills(after, limit)),
    filesOfBill: (billId) => read((rows) => rows.keeping.filesOfBill(billId)),
    filesAfter: (after, limit) => read((rows) => rows.keeping.filesAfter(after, limit)),
    keepingCounts: () => read((rows) => rows.keeping.counts()),

    sidecarsOwed: (before, limit) => read((rows) => rows.sidecars.owed(before, limit)),
    sidecarOwedOf: (billId) => read((rows) => rows.sidecars.owedOf(billId)),
    sidecarsWritten: (owed) => write((rows) => rows.sidecars.written(owed)),

    appendAudit: (row) => write((rows) => rows.audit.append(row)),
    auditHead: () =>
      read(({ audit, outbox }) => {
        const head = audit.head();
        const told = outbox.auditEntryTold();
        return head && { ...head, before: told === null ? null : { entry: told, hash: audit.hashOf(told) } };
      }),
    close,
  };
}

/** In portions, so that the connection stays free for others between them. A hash may come more than once. */
function* referencedHashes(read: Connection<Rows>['read']): Iterable<Sha256> {
  for (let after = ''; ; ) {
    const pages = read((rows) => rows.tree.hashesAfter(after, hashesAtOnce));
    for (const { original, rendition, thumbnail } of pages) {
      yield original;
      if (rendition !== null) yield rendition;
      if (thumbnail !== null) yield thumbnail;
    }
    const last = pages.at(-1);
    if (!last) return;
    after = last.id;
  }
}
