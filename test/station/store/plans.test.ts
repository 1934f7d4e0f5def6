import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { auditSql } from '../../../src/station/store/audit-rows.ts';
import { captureJobSql } from '../../../src/station/store/capture-job-rows.ts';
import { expectedSql } from '../../../src/station/store/expected-rows.ts';
import { historySql } from '../../../src/station/store/history-rows.ts';
import { jobSql } from '../../../src/station/store/job-rows.ts';
import { keepingSql } from '../../../src/station/store/keeping-rows.ts';
import { migrate } from '../../../src/station/store/migrate.ts';
import { migrations } from '../../../src/station/store/migrations/all.ts';
import { outboxSql } from '../../../src/station/store/outbox-rows.ts';
import { queueSql } from '../../../src/station/store/queue-rows.ts';
import { sidecarSql } from '../../../src/station/store/sidecar-rows.ts';
import { submittedInvoiceSql } from '../../../src/station/store/submitted-invoice-rows.ts';
import { treeSql } from '../../../src/station/store/tree-rows.ts';

/** Every query asked while an operator waits, with the indexes its plan must name. */
const hotQueries: readonly (readonly [name: string, sql: string, indexes: readonly string[]])[] = [
  ['a batch', treeSql.batch, ['sqlite_autoindex_batches_1']],
  ['bills of a batch', treeSql.bills, ['bills_of_batch']],
  ['documents of a batch', treeSql.documents, ['bills_of_batch', 'documents_of_bill']],
  ['pages of a batch', treeSql.pages, ['bills_of_batch', 'documents_of_bill', 'pages_of_document']],
  [
    'batch of a page',
    treeSql.batchOfPage,
    ['sqlite_autoindex_pages_1', 'sqlite_autoindex_documents_1', 'sqlite_autoindex_bills_1'],
  ],
  ['hashes in portions', treeSql.hashes, ['sqlite_autoindex_pages_1']],
  ['history of a batch', historySql.ofBatch, ['sqlite_autoindex_history_steps_1']],
  ['the next job', jobSql.nextDue, ['jobs_queued']],
  ['queueing a job', jobSql.queue, ['jobs_of_page']],
  ['dead jobs', jobSql.dead, ['jobs_dead']],
  ['queued jobs', jobSql.queued, ['jobs_queued']],
  ['running jobs', jobSql.requeueRunning, ['jobs_running']],
  ['reviving a job', jobSql.revive, ['jobs_of_page']],
  ['settling what was given up', jobSql.settleDead, ['jobs_of_page']],
  ['taking back re-runs', jobSql.cancelReruns, ['jobs_queued']],
  ['reads that wait', jobSql.waitingReads, ['jobs_queued']],
  ['a capture', captureJobSql.of, ['sqlite_autoindex_capture_jobs_1']],
  ['captures of a batch', captureJobSql.ofBatch, ['capture_jobs_of_batch']],
  ['running captures', captureJobSql.running, ['capture_jobs_running']],
  ['the next outbox entry', outboxSql.nextDue, ['outbox_queued']],
  ['outbox of a batch', outboxSql.latestOfBatch, ['outbox_of_batch', 'sqlite_autoindex_outbox_2']],
  ['latest of a bill', outboxSql.latestOf, ['sqlite_autoindex_outbox_2']],
  ['outbox by stage', outboxSql.countOf, ['outbox_stages']],
  ['revisions of a bill', outboxSql.revisionsOf, ['sqlite_autoindex_outbox_2']],
  ['what is not sent yet', outboxSql.unsent, ['outbox_stages']],
  ['results still owed', outboxSql.owedResults, ['outbox_owed_results']],
  ['a page of the queue', queueSql.all, ['outbox_lines', 'sqlite_autoindex_batches_1']],
  ['a page of one state', queueSql.of, ['outbox_standings', 'sqlite_autoindex_batches_1']],
  ['the queue by state', queueSql.counts, ['outbox_standings']],
  ['bills in a state', queueSql.countOf, ['outbox_standings']],
  ['bytes still to be sent', queueSql.bytes, ['outbox_standings']],
  ['what of a batch is not sent yet', queueSql.unsentOfBatch, ['outbox_of_batch']],
  ['expected by bill number', expectedSql.of, ['PRIMARY KEY']],
  ['invoices that went out before', submittedInvoiceSql.of, ['PRIMARY KEY', 'sqlite_autoindex_batches_1']],
  ['invoices of a bill', submittedInvoiceSql.clear, ['submitted_invoices_of_bill']],
  ['bills that have served their time', keepingSql.served, ['outbox_kept', 'outbox_unreceived']],
  [
    'who needs a file',
    keepingSql.wanted,
    ['pages_by_original', 'pages_by_rendition', 'pages_by_thumbnail', 'outbox_stages'],
  ],
  ['bills not sent yet', keepingSql.unsyncedBills, ['bills_open', 'outbox_unreceived']],
  ['files of a bill', keepingSql.filesOfBill, ['documents_of_bill', 'pages_of_document']],
  ['files in portions', keepingSql.filesAfter, ['sqlite_autoindex_pages_1']],
  ['sidecars still to be written', sidecarSql.owed, ['PRIMARY KEY', 'sqlite_autoindex_bills_1']],
  ['whether a sidecar is owed', sidecarSql.owedOf, ['PRIMARY KEY', 'sqlite_autoindex_bills_1']],
  ['a bill', treeSql.bill, ['sqlite_autoindex_bills_1']],
  ['documents of a bill', treeSql.documentsOfBill, ['documents_of_bill']],
  ['pages of a bill', treeSql.pagesOfBill, ['documents_of_bill', 'pages_of_document']],
  ['damaged pages', keepingSql.damaged, ['pages_damaged']],
  ['audit of a subject', auditSql.of, ['PRIMARY KEY']],
  ['the head of the audit', auditSql.head, ['INTEGER PRIMARY KEY']],
  ['who did a step', auditSql.lastStep, ['PRIMARY KEY']],
  ['who put a page into the bin', auditSql.lastDeletion, ['PRIMARY KEY']],
];

function planOf(db: Database.Database, sql: string): readonly string[] {
  const parameters = /@\w/.test(sql)
    ? [{ kind: '', batchId: '', pageId: '', urgency: 0, sha256: '', after: '', limit: 1 }]
    : [...sql.matchAll(/\?/g)].map(() => '');
  const rows = db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...parameters) as { detail: string }[];
  return rows.map((row) => row.detail);
}

/** Reads a whole table. An index that holds only the rows asked for may be read from end to end. */
function isFullScan(detail: string): boolean {
  return (
    /^SCAN /.test(detail) &&
    !/USING (COVERING )?INDEX (jobs|outbox|capture_jobs|pages)_(queued|running|dead|stages|owed_results|damaged)/.test(
      detail,
    ) &&
    // What is asked for comes as a list.
    !/^SCAN (CONSTANT ROW|\w+ VIRTUAL TABLE)/.test(detail)
  );
}

function migrated(): Database.Database {
  const db = new Database(':memory:');
  migrate(db, migrations);
  return db;
}

describe('query plans', () => {
  it.each(hotQueries)('DATA-9 %s uses its index and reads no whole table', (_name, sql, indexes) => {
    const db = migrated();
    const plan = planOf(db, sql);
    expect(plan.filter(isFullScan), plan.join('\n')).toEqual([]);
    for (const index of indexes) expect(plan.join('\n')).toContain(index);
    db.close();
  });

  it('DATA-9 an open bill is looked for by its number from the batches, never through all bills', () => {
    const db = migrated();
    const plan = planOf(db, treeSql.openNumbered).join('\n');
    expect(plan).toContain('SCAN t USING INDEX batches_opened');
    expect(plan).toContain('SEARCH b USING INDEX bills_of_batch');
    db.close();
  });

  it('DATA-9 has teeth: without its index a query is seen to read the whole table', () => {
    const db = migrated();
    db.exec('DROP INDEX bills_of_batch');
    expect(planOf(db, treeSql.bills).some(isFullScan)).toBe(true);
    db.close();
  });
});
